// SPDX-License-Identifier: Apache-2.0
// What people say in their own words is shown to whoever may read it and lies nowhere in clear.
#include "intake/pushing_shop.hpp"
#include "shipping_under_test.hpp"
#include "tests/stored_bytes.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;

using Texts = std::vector<std::string>;

constexpr std::string_view kName = "Nguyễn Thị Hoàng Oanh";

std::string about(std::string_view name) {
    return "chị " + std::string{name} + " đổi ý";
}

class WordsAtRest : public testing::Test, protected ShippingUnderTest {
protected:
    Texts lying_open() { return found_in(stored_bytes(), {kName}); }

    Json tell(const std::string& parcel, const std::string& status) {
        const Json event{
            {"id", "e-" + std::to_string(status.size())},
            {"parcel", parcel},
            {"status", status},
            {"at", "2026-03-12T09:00:00+07:00"},
            {"place", "nhà bà " + std::string{kName}},
            {"note", about(kName)},
        };
        const Answer answer = write(
            at::post_tracking_events, by_carrier(), "", Json{{"events", Json::array({event})}}
        );
        return answer.json().at("results").at(0);
    }
};

TEST_F(WordsAtRest, OfACancellationAreSealedWithTheRecipient) {
    const PlacedOrder order = place({});
    const Json body{{"reason", about(kName)}};
    const Answer answer = write(at::post_order_cancel, by_seller(), order.order.text(), body);
    EXPECT_EQ(answer.json().at("reasons").at(0).at("note"), about(kName));
    const Json page = read(at::get_order, by_seller(), order.order.text()).json();
    EXPECT_EQ(page.at("reasons").at(0).at("note"), about(kName));
    EXPECT_EQ(lying_open(), Texts{});
}

TEST_F(WordsAtRest, OfACarriersEventsAreSealedUnderTheRecipientsKey) {
    const std::string parcel = ship({});
    pass(Minutes{4 * 24 * 60});
    tell(parcel, "in_transit");
    const Json items = read(at::get_parcel_events, by_carrier(), parcel).json().at("items");
    EXPECT_EQ(items.back().at("note"), about(kName));
    EXPECT_EQ(items.back().at("place"), "nhà bà " + std::string{kName});
    EXPECT_EQ(lying_open(), Texts{});
}

TEST_F(WordsAtRest, OfAStatusThatIsNoCodeAreSealedTooAndTheJournalIsSilent) {
    const std::string parcel = ship({});
    pass(Minutes{4 * 24 * 60});
    EXPECT_EQ(tell(parcel, "đã gặp " + std::string{kName}).at("result"), "alert");
    const Json items = read(at::get_parcel_events, by_carrier(), parcel).json().at("items");
    EXPECT_EQ(items.back().at("status_word"), "đã gặp " + std::string{kName});
    EXPECT_EQ(Json::parse(events("alert.status_unknown").back()).at("status"), "unknown");
    EXPECT_EQ(lying_open(), Texts{});
}

TEST_F(WordsAtRest, OfAnAcknowledgementAreSealedWithTheManifest) {
    const std::string parcel = ship({});
    const Json batch = call(at::get_manifests, by_carrier(), {.target = "/v1/manifests"}).json();
    const std::string manifest = batch.at("items").at(0).at("id");
    const Json line{{"parcel", parcel}, {"result", "damaged"}, {"note", about(kName)}};
    const Json body{{"lines", Json::array({line})}, {"signature", kName}};
    const Answer first = write(at::post_manifest_ack, by_carrier(), manifest, body);
    ASSERT_EQ(first.status, 200) << first.text;
    EXPECT_EQ(write(at::post_manifest_ack, by_carrier(), manifest, body).text, first.text);
    EXPECT_EQ(lying_open(), Texts{});
}

TEST_F(WordsAtRest, OfACancellationThatCameFirstAreSealedUntilItsOrderTakesThemOver) {
    PushingShop shop{*this};
    const std::string cancelled =
        R"({"external_id":"E-1","channel":"fb","reason":")" + about(kName) + "\"}";
    EXPECT_EQ(shop.push(message("order.cancelled", cancelled)), 200);
    EXPECT_EQ(lying_open(), Texts{});
    const std::string order = order_data(R"("channel":"fb","external_id":"E-1")");
    EXPECT_EQ(shop.push(message("order.created", order)), 200);
    ASSERT_EQ(shop.status("fb", "E-1"), "cancelled");
    const std::string id = shop.order("fb", "E-1")->id.text();
    const Json page = read(at::get_order, by_seller(), id).json();
    EXPECT_EQ(page.at("reasons").at(0).at("note"), about(kName));
    EXPECT_EQ(lying_open(), Texts{});
}

TEST_F(WordsAtRest, AreFoundWhereTheyLieOpen) {
    static constexpr Statement kOpen{"test.open", "UPDATE orders SET reasons = $1"};
    place({});
    ASSERT_TRUE(store().write([](Tx& tx) -> Result<std::int64_t> {
        return tx.execute(kOpen, about(kName));
    }));
    EXPECT_EQ(lying_open(), Texts{std::string{kName}});
}

} // namespace
} // namespace route9::tests
