// SPDX-License-Identifier: Apache-2.0
#include "adapters/customs/la_manifest.hpp"
#include "sample_parcel.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace route9::adapters::customs {
namespace {

using namespace fulfillment::declarations;

TruckManifest manifest() {
    TruckManifest out;
    out.own_ref = "R9-MAN-0001";
    out.batch = test::sample_batch();
    out.bills = {test::sample_bill(), test::sample_bill()};
    out.bills[1].goods.house_bill = "R9-0002";
    out.bills[1].goods.consignor->name = "=SUM(A1)";
    out.bills[1].packages = 3;
    out.bills[1].gross_kg = Decimal{21, 1};
    out.batch.counts = FrozenCounts{2, 4, Decimal{3'025, 3}};
    return out;
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> out;
    std::string_view rest = text;
    while (!rest.empty()) {
        const auto end = rest.find("\r\n");
        out.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end + 2);
    }
    return out;
}

TEST(LaManifest, ListsEachHouseBillAndTotalsThatTieOut) {
    const auto text = render_la_manifest(manifest());
    ASSERT_TRUE(text.has_value());
    const auto lines = lines_of(*text);
    ASSERT_EQ(lines.size(), 19U);
    EXPECT_EQ(lines[0], "TRUCK MANIFEST,R9-MAN-0001");
    EXPECT_EQ(lines[2], "Master bill,MB-20260316-01");
    EXPECT_EQ(lines[11], "Parcels,2");
    EXPECT_EQ(lines[12], "Packages,4");
    EXPECT_EQ(lines[13], "Gross weight kg,3.025");
    EXPECT_TRUE(lines[16].starts_with("1,R9-0001,Cua hang Dong Ha,\"12 Le Duan, Dong Ha\","))
        << lines[16];
    EXPECT_TRUE(lines[16].ends_with("620520; 64039990,3,1,0.925,302400,LAK")) << lines[16];
    EXPECT_TRUE(lines[17].starts_with("2,R9-0002,'=SUM(A1),")) << lines[17];
    EXPECT_EQ(lines[18], "TOTAL,,,,,,,,6,4,3.025,604800,LAK");
}

TEST(LaManifest, LeavesOpenWhatNobodyConfirmedAndSaysSo) {
    TruckManifest open = manifest();
    open.batch.office_confirmed = false;
    open.batch.declarant.tax_code.clear();
    const auto lines = lines_of(render_la_manifest(open).value());
    EXPECT_EQ(lines[7], "Customs office,");
    EXPECT_EQ(lines[10], "Declarant tax code,");
    EXPECT_EQ(lines[14], "To be filled in,Customs office; Declarant tax code");
    open.batch.declarant.tax_code = "LA778899";
    EXPECT_EQ(lines_of(render_la_manifest(open).value())[14], "To be filled in,Customs office");
}

TEST(LaManifest, IsPlainAscii) {
    const auto text = render_la_manifest(manifest());
    ASSERT_TRUE(text.has_value());
    EXPECT_TRUE(std::ranges::all_of(*text, [](char c) {
        return static_cast<unsigned char>(c) < 0x80;
    })) << *text;
}

TEST(LaManifest, RefusesCountsThatDifferFromTheFrozenOnes) {
    TruckManifest wrong = manifest();
    wrong.batch.counts = FrozenCounts{3, 4, Decimal{3, 0}};
    const auto text = render_la_manifest(wrong);
    ASSERT_FALSE(text.has_value());
    ASSERT_EQ(text.error().fields.size(), 2U);
    EXPECT_EQ(text.error().fields[0].pointer, "/batch/counts/parcels");
    EXPECT_EQ(text.error().fields[1].pointer, "/batch/counts/gross_kg");
}

TEST(LaManifest, NamesEachMissingFactAndWhoWantsIt) {
    TruckManifest bare = manifest();
    bare.batch.vehicle.clear();
    bare.bills[1].goods.consignee->address = "  ";
    const auto text = render_la_manifest(bare);
    ASSERT_FALSE(text.has_value());
    ASSERT_EQ(text.error().fields.size(), 2U);
    EXPECT_EQ(text.error().fields[0].pointer, "/batch/vehicle");
    EXPECT_EQ(text.error().fields[0].message, "Lao customs (truck manifest) wants the vehicle");
    EXPECT_EQ(text.error().fields[1].pointer, "/bills/1/goods/consignee/address");
}

} // namespace
} // namespace route9::adapters::customs
