// SPDX-License-Identifier: Apache-2.0
// The label of a bag or pallet, read by poppler and by zbar.
#include "adapters/documents/aggregate_label.hpp"
#include "adapters/documents/sscc.hpp"
#include "read_back.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::adapters {
namespace {

class AggregateLabelTest : public testing::Test {
protected:
    static AggregateLabel sample() {
        AggregateLabel label;
        label.code = "106141412345678908";
        label.company = "Công ty Vận tải Mẫu";
        label.from = "DONGHA";
        label.to = "SAVANNAKHET";
        label.gate = "LAOBAO";
        label.seal = "S-77";
        label.parcels = 42;
        label.mass_g = 31'250;
        return label;
    }

    ReadBack back_{"bag"};
};

TEST_F(AggregateLabelTest, SaysWhereItGoesAndWhatItHolds) {
    const auto pdf = aggregate_label_pdf(sample()).value();
    EXPECT_TRUE(back_.facts(pdf).contains("Pages:           1\n"));
    const auto text = back_.words(pdf);
    for (const char* words :
         {"BAO", "DONGHA > SAVANNAKHET", "LAOBAO", "42", "31.250", "S-77", "106141412345678908"}) {
        EXPECT_TRUE(text.contains(words)) << words << "\n" << text;
    }
    auto pallet = sample();
    pallet.pallet = true;
    EXPECT_TRUE(back_.words(aggregate_label_pdf(pallet).value()).contains("PALLET"));
}

TEST_F(AggregateLabelTest, CarriesItsSsccForScannersAndTelephones) {
    const auto pdf = aggregate_label_pdf(sample()).value();
    EXPECT_EQ(parcel_name_in(back_.codes(pdf, "code128")), "106141412345678908");
    EXPECT_EQ(back_.codes(pdf, "qrcode"), "106141412345678908\n");
    auto own = sample();
    own.code = "06E2M8W5KZR3QD7N1C9V";
    EXPECT_EQ(back_.codes(aggregate_label_pdf(own).value(), "code128"), "06E2M8W5KZR3QD7N1C9V\n");
}

TEST_F(AggregateLabelTest, IsOneFormatForAThermalPrinter) {
    const auto coarse = aggregate_label_zpl(sample(), PrinterDensity::dpi203).value();
    EXPECT_TRUE(coarse.starts_with("^XA\n^PW800\n^LL1200\n")) << coarse.substr(0, 40);
    EXPECT_TRUE(coarse.ends_with("^XZ\n"));
    const auto fine = aggregate_label_zpl(sample(), PrinterDensity::dpi300).value();
    EXPECT_TRUE(fine.starts_with("^XA\n^PW1181\n^LL1771\n")) << fine.substr(0, 40);
}

} // namespace
} // namespace route9::adapters
