// SPDX-License-Identifier: Apache-2.0
// What a carrier's page weighs on a weak line: a hundred parcels to collect for, each in a village
// of its own, in Lao, the longest of the three languages.
#include "gateway/carriers/carrier_manifest.hpp"
#include "planning_under_test.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

class CarrierPageSize : public testing::Test, protected PlanningUnderTest {
protected:
    /// The parcel's id.
    std::string pack_order(int number) {
        Json recipient = to_savannakhet;
        recipient["name"] = "ນາງ ຕົວຢ່າງ";
        recipient["phone"] = "020 5512 3456";
        recipient["village"] = "ບ້ານໂພນສະຫວັນ " + std::to_string(number);
        const Json item{
            {"sku", "SHIRT"}, {"name", "Shirt"}, {"quantity", 1}, {"unit_price", "165500"}
        };
        const Json body{
            {"external_id", "W-" + std::to_string(number)},
            {"channel", "rest"},
            {"placed_at", "2026-03-10T07:55:00+07:00"},
            {"currency", "LAK"},
            {"payment", {{"method", "cod"}, {"amount", "165500"}}},
            {"recipient", recipient},
            {"items", Json::array({item})},
        };
        const Answer answer = call(at::post_order, by_seller(), {.body = body});
        EXPECT_EQ(answer.status, 201) << answer.text;
        const Json order = read(at::get_order, staff(), answer.json().at("id")).json();
        const std::string item_id = order.at("fulfillments").at(0).at("id");
        return pack(FulfillmentId::parse(item_id).value());
    }
    std::string page(const std::string& manifest, std::size_t number) {
        const gateway::CarrierVisit visit{by_carrier(), std::string(43, 't'), "lo"};
        const auto shown = run([&] {
            return gateway::show_manifest(
                services(),
                visit,
                {.id = ManifestId::parse(manifest).value(), .number = number},
                deadline()
            );
        });
        EXPECT_TRUE(shown);
        return shown ? std::string{shown->content()} : std::string{};
    }
};

TEST_F(CarrierPageSize, IsAtMostThirtyKilobytesForAHundredLines) {
    const DepartureId truck = open_departure();
    std::string parcel;
    for (int number = 0; number < 100; ++number) {
        parcel = pack_order(number);
    }
    close(truck);
    const std::string manifest = read(at::get_parcel, staff(), parcel).json().at("manifest");
    const std::string shown = page(manifest, 1);
    EXPECT_NE(shown.find("<input type=radio name=100 value=d>"), std::string::npos);
    EXPECT_NE(shown.find("<i>165500 LAK</i>"), std::string::npos);
    EXPECT_LE(shown.size(), gateway::carrier_page_bytes_max) << shown;
    RecordProperty("bytes", static_cast<int>(shown.size()));
    EXPECT_EQ(page(manifest, 7), shown) << "there is one page";
}

} // namespace
} // namespace route9::tests
