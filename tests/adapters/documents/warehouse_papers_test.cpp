// SPDX-License-Identifier: Apache-2.0
// The papers of a shift and of the post, read back with poppler and zbar.
#include "adapters/documents/cn23.hpp"
#include "adapters/documents/pick_list.hpp"
#include "adapters/documents/truck_sheet.hpp"
#include "read_back.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::adapters {
namespace {

constexpr Instant kPrinted{std::chrono::seconds{1'767'236'400}};
const std::string kDeparture = "dep_01jgf3v0e8a2b3c4d5e6f7g8h9";

TruckSheet truck(int parcels) {
    TruckSheet sheet;
    sheet.departure = kDeparture;
    sheet.reference = "QT-2026-01-01";
    sheet.company = "Công ty TNHH Mẫu";
    sheet.from = "DONGHA";
    sheet.to = "SAVANNAKHET";
    sheet.gate = "LAOBAO";
    sheet.carrier = "ຂົນສົ່ງ ຕົວຢ່າງ";
    sheet.truck_plate = "74C-123.45";
    sheet.state = "closed";
    sheet.frozen = true;
    sheet.leaves = kPrinted;
    sheet.seals = {"VN0012345"};
    sheet.content_hash = "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945";
    sheet.mass_max_g = 1'000'000;
    for (int i = 1; i <= parcels; ++i) {
        const auto code = "06E2M8W5KZR3QD7N1C" + std::to_string(10 + i);
        sheet.lines.push_back({code, i == 1 ? "HB-1" : code, 2, 1'250});
    }
    sheet.printed_at = kPrinted;
    return sheet;
}

PickList shift() {
    PickList list;
    list.reference = "QT-2026-01-01";
    list.warehouse = "DONGHA";
    list.way = "DONGHA > LAOBAO > SAVANNAKHET";
    list.leaves = kPrinted;
    list.packed = 4;
    list.held = 1;
    list.jobs = {
        {"ful_01jgf3v0e8a2b3c4d5e6f7g8h9",
         "SHOP-77",
         "shopee",
         "DONGHA",
         750,
         {{"SHIRT-M", "Áo thun cổ tròn", 2}, {"CAP", "ໝວກ ກັນແດດ", 1}}},
        {"ful_01jgf3v0e8a2b3c4d5e6f7g8ha", "SHOP-78", "shopee", "DONGHA", 250, {{"SHIRT-M", "", 3}}
        },
    };
    list.printed_at = kPrinted;
    return list;
}

Cn23 postal_item(int lines) {
    Cn23 form;
    form.item = "EE123456785VN";
    form.sender = {"Công ty TNHH Mẫu", "12 Hùng Vương, Đông Hà, Quảng Trị", "", "VN"};
    form.sender_reference = "HB-1";
    form.addressee = {"ນາງ ຕົວຢ່າງ ຄຳຫຼ້າ", "ບ້ານ ໂພນສະຫວັນເໜືອ, ສະຫວັນນະເຂດ", "+8562055000001", "LA"};
    for (int i = 0; i < lines; ++i) {
        form.goods.push_back(
            {"Áo thun cổ tròn",
             2,
             Decimal{500, 3},
             Money::of_minor(100'000, Currency::VND),
             "61091000",
             "VN"}
        );
    }
    form.gross_g = 1'250;
    form.invoice = "SHOP-77";
    form.printed_at = kPrinted;
    return form;
}

class WarehousePapers : public testing::Test {
protected:
    static void expect_words(const std::string& text, std::initializer_list<std::string_view> all) {
        for (const auto words : all) {
            EXPECT_TRUE(text.contains(words)) << words << "\n" << text;
        }
    }

    ReadBack back_{"papers"};
};

TEST_F(WarehousePapers, OfATruckSayWhatIsAboard) {
    const auto pdf = truck_sheet_pdf(truck(3)).value();
    EXPECT_TRUE(back_.facts(pdf).contains("Pages:           1\n"));
    const auto text = back_.words(pdf);
    expect_words(
        text,
        {"QT-2026-01-01",
         "74C-123.45",
         "VN0012345",
         "DONGHA > LAOBAO > SAVANNAKHET",
         "06E2M8W5KZR3QD7N1C13",
         "HB-1",
         "3 kiện",
         "3.750",
         "1000.000 kg",
         "hash 4f53cda18c2baa0c",
         "1/1"}
    );
    EXPECT_FALSE(text.contains("NOT CLOSED YET"));
    EXPECT_EQ(back_.codes(pdf, "code128", 300), kDeparture + "\n");
}

TEST_F(WarehousePapers, OfATruckNameTheBagOfEachParcel) {
    auto bagged = truck(2);
    bagged.lines[1].container = "106141412345678908";
    expect_words(
        back_.words(truck_sheet_pdf(bagged).value()),
        {"106141412345678908", "06E2M8W5KZR3QD7N1C12", "HB-1", "2 kiện", "2.500"}
    );
}

TEST_F(WarehousePapers, OfATruckThatMayStillChangeSaySo) {
    auto open = truck(1);
    open.frozen = false;
    open.seals.clear();
    expect_words(back_.words(truck_sheet_pdf(open).value()), {"NOT CLOSED YET"});
}

TEST_F(WarehousePapers, OfAFullTruckGoOnOverPagesThatAreCounted) {
    const auto pdf = truck_sheet_pdf(truck(70)).value();
    EXPECT_TRUE(back_.facts(pdf).contains("Pages:           3\n")) << back_.facts(pdf);
    const auto text = back_.words(pdf);
    expect_words(text, {"1/3", "3/3", "70 kiện", "87.500"});
    EXPECT_TRUE(back_.facts(truck_sheet_pdf(truck(0)).value()).contains("Pages:           1\n"));
}

TEST_F(WarehousePapers, OfAShiftSumUpEachSkuForOneWalk) {
    const auto pdf = pick_list_pdf(shift()).value();
    const auto text = back_.words(pdf);
    expect_words(
        text,
        {"DONGHA · QT-2026-01-01",
         "2 kiện",
         "6 món",
         "1.000 kg",
         "packed 4",
         "held 1",
         "SHIRT-M",
         "Áo thun cổ tròn",
         "SHOP-78"}
    );
    // Five shirts in two parcels, in the walk; then two and three.
    const auto walk = text.find("SHIRT-M");
    const auto line = text.substr(walk, text.find('\n', walk) - walk);
    EXPECT_TRUE(line.contains(" 2 ") && line.ends_with(" 5")) << line;
    const auto read = back_.codes(pdf, "code128", 300);
    for (const auto& job : shift().jobs) {
        EXPECT_TRUE(read.contains(job.fulfillment)) << read;
    }
}

TEST_F(WarehousePapers, OfAShiftKeepAParcelWithItsGoods) {
    auto list = shift();
    const auto job = list.jobs.front();
    list.jobs.assign(40, job);
    const auto text = back_.words(pick_list_pdf(list).value());
    std::size_t parcels = 0;
    for (auto at = text.find("SHOP-77"); at != text.npos; at = text.find("SHOP-77", at + 1)) {
        ++parcels;
        EXPECT_LT(text.find("SHIRT-M", at), text.find('\f', at)) << "torn from its goods";
    }
    EXPECT_EQ(parcels, 40U);
}

TEST_F(WarehousePapers, OfThePostDeclareTheGoods) {
    const auto pdf = cn23_pdf(postal_item(2)).value();
    const auto facts = back_.facts(pdf);
    EXPECT_TRUE(facts.contains("Pages:           1\n")) << facts;
    EXPECT_TRUE(facts.contains("Page size:       595.276 x 419.528 pts")) << facts;
    expect_words(
        back_.words(pdf),
        {"CN 23",
         "CUSTOMS DECLARATION",
         "Công ty TNHH Mẫu",
         "+8562055000001",
         "61091000",
         "0.5",
         "100000 VND",
         "200000 VND",
         "1.250 kg",
         "SHOP-77"}
    );
    EXPECT_EQ(back_.codes(pdf, "code128", 300), "EE123456785VN\n");
}

TEST_F(WarehousePapers, OfThePostGoOnWithTheSameTotals) {
    const auto pdf = cn23_pdf(postal_item(7)).value();
    EXPECT_TRUE(back_.facts(pdf).contains("Pages:           2\n"));
    expect_words(back_.words(pdf), {"1/2", "2/2", "700000 VND"});
    EXPECT_FALSE(cn23_pdf(postal_item(0)));
}

} // namespace
} // namespace route9::adapters
