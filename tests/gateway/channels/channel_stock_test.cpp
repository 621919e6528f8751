// SPDX-License-Identifier: Apache-2.0
// What marketplaces are to be told of stock: found by comparing, with a buffer, the newest figure
// only, and what became of it. 100 shirts stand at Đông Hà.
#include "fulfillment/product_store.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/channels/listings.hpp"
#include "gateway/channels/stock_tellings.hpp"
#include "gateway/intake/connection.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <map>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using adapters::Listing;
using gateway::ListingShop;
using gateway::StockTelling;
using Settings = std::map<std::string, std::string>;

constexpr std::int64_t kStart = 1'000'000; // of the clock of leases, in milliseconds
constexpr std::int64_t kLease = 90'000;

class ChannelStock : public testing::Test, protected ShippingUnderTest {
protected:
    ChannelStock() {
        connect("gom-shopee", "shopee", {{"stock", "on"}});
        learn({{"SHIRT", "2600144043", "10000800"}});
    }

    void connect(
        const std::string& id,
        const std::string& platform,
        const Settings& settings = {},
        const std::string& party = "shop"
    ) {
        const gateway::Connection connection{
            .tenant = tenant(),
            .id = ConnectionId{id},
            .platform = PlatformName{platform},
            .party = PartyId{party},
            .secrets = {},
            .settings = settings,
            .paused = false,
            .created_at = now(),
        };
        const SealNonce nonce = make_nonce(services().entropy);
        EXPECT_TRUE(store().write([&](Tx& tx) {
            return gateway::connections::create(tx, connection, services().vault, nonce);
        }));
    }

    void learn(const std::vector<Listing>& listings, const std::string& connection = "gom-shopee") {
        within([&](Tx& tx) {
            const auto shop = gateway::listings::find_shop(tx, tenant(), ConnectionId{connection});
            gateway::listings::learn(tx, tenant(), *shop, listings, now());
            EXPECT_TRUE(gateway::listings::is_known(tx, tenant(), *shop, listings));
        });
    }

    void adjust(std::int64_t pieces, const std::string& warehouse = "DONGHA") {
        const Json body{
            {"sku", "SHIRT"}, {"warehouse", warehouse}, {"quantity", pieces}, {"reason", "count"}
        };
        EXPECT_EQ(call(at::post_stock_adjustment, by_seller(), {.body = body}).status, 201);
    }

    void buffer(std::int64_t pieces) {
        const Answer put = call(
            at::put_product,
            by_seller(),
            {.parameters = {{"sku", "SHIRT"}},
             .body = {{"name", "Shirt"}, {"weight_g", 250}, {"channel_buffer", pieces}},
             .headers = {{"If-Match", "*"}}}
        );
        EXPECT_EQ(put.status, 200);
        EXPECT_EQ(put.json().value("channel_buffer", 0), pieces);
    }

    /// What differs is due from now on; how many.
    std::size_t compare(std::int64_t most = 999'999) {
        std::size_t found = 0;
        within([&](Tx& tx) {
            const ListingShop shop = of(most);
            Listing after;
            do {
                const auto page = gateway::stock_tellings::compare(tx, shop, after, now(), 2);
                gateway::stock_tellings::mark_due(tx, shop, page.due, now());
                found += page.due.size();
                after = page.last;
            } while (!after.item.empty());
        });
        return found;
    }

    std::vector<StockTelling> claim(std::int64_t now_ms = kStart, std::int64_t most = 999'999) {
        std::vector<StockTelling> claimed;
        within([&](Tx& tx) {
            claimed = gateway::stock_tellings::claim(tx, of(most), now_ms, now_ms + kLease, 50);
        });
        return claimed;
    }

    bool told(const StockTelling& telling) {
        bool done = false;
        within([&](Tx& tx) { done = gateway::stock_tellings::told(tx, telling, now()); });
        return done;
    }

    bool refused(const StockTelling& telling, const std::string& words) {
        bool done = false;
        within([&](Tx& tx) { done = gateway::stock_tellings::refused(tx, telling, words, now()); });
        return done;
    }

    /// Tells all that is due; the figures, by variant.
    std::map<std::string, std::int64_t> tell_all() {
        compare();
        std::map<std::string, std::int64_t> figures;
        for (const StockTelling& telling : claim()) {
            figures[telling.figure.listing.variant] = telling.figure.pieces;
            EXPECT_TRUE(told(telling));
        }
        return figures;
    }

    Json channels(const Principal& who, const std::string& query = "") {
        return call(at::get_stock_channels, who, {.target = "/v1/stock/channels" + query}).json();
    }

    /// What the only channel of the shirt looks like.
    Json channel() {
        return channels(by_seller(), "?sku=SHIRT").at("items").at(0).at("channels").at(0);
    }

    Answer put(const Json& listings, const std::string& sku = "SHIRT") {
        return call(
            at::put_stock_channel,
            by_seller(),
            {.parameters = {{"connection", "gom-shopee"}, {"sku", sku}},
             .body = {{"listings", listings}}}
        );
    }

    using Figures = std::map<std::string, std::int64_t>;

private:
    ListingShop of(std::int64_t most) const { return {tenant(), ConnectionId{"gom-shopee"}, most}; }

    template <class Work>
    void within(Work work) {
        EXPECT_TRUE(store().write([&work](Tx& tx) -> Result<bool> {
            work(tx);
            return true;
        }));
    }
};

TEST_F(ChannelStock, IsToldOnceAndAgainWhenItIsAnother) {
    EXPECT_EQ(tell_all(), (Figures{{"10000800", 100}}));
    EXPECT_EQ(compare(), 0U) << "it is told";
    adjust(-7);
    EXPECT_EQ(tell_all(), (Figures{{"10000800", 93}}));
    place({.external_id = "A1", .parcels = {2}});
    EXPECT_EQ(tell_all(), (Figures{{"10000800", 91}})) << "what an order reserves is gone";
}

TEST_F(ChannelStock, CountsAllWarehousesAndLeavesTheBufferOut) {
    adjust(20, "HATINH");
    buffer(15);
    EXPECT_EQ(tell_all(), (Figures{{"10000800", 105}}));
    buffer(500);
    EXPECT_EQ(tell_all(), (Figures{{"10000800", 0}})) << "never less than none";
    compare(90);
    buffer(0);
    EXPECT_EQ(compare(90), 1U);
    EXPECT_EQ(claim(kStart, 90).at(0).figure.pieces, 90) << "as much as the platform takes";
}

TEST_F(ChannelStock, IsToldInItsNewestFigureHoweverManyChangesThereWere) {
    adjust(-1);
    EXPECT_EQ(compare(), 1U);
    adjust(-1);
    EXPECT_EQ(compare(), 0U) << "it waits already";
    adjust(-1);
    const auto claimed = claim();
    ASSERT_EQ(claimed.size(), 1U);
    EXPECT_EQ(claimed[0].figure.pieces, 97);
    adjust(-1); // while the platform is told
    EXPECT_TRUE(told(claimed[0]));
    EXPECT_EQ(tell_all(), (Figures{{"10000800", 96}}));
}

TEST_F(ChannelStock, OfASkuThatIsNotHereIsNotTold) {
    learn({{"ELSEWHERE", "2600144050", ""}});
    const Answer known = call(
        at::put_product,
        by_seller(),
        {.parameters = {{"sku", "NEVER-IN"}}, .body = {{"name", "Cap"}}}
    );
    EXPECT_EQ(known.status, 201);
    learn({{"NEVER-IN", "2600144051", ""}});
    EXPECT_EQ(tell_all(), (Figures{{"10000800", 100}}));
    for (const char* sku : {"ELSEWHERE", "NEVER-IN"}) {
        const Json item = channels(by_seller(), "?sku=" + std::string{sku}).at("items").at(0);
        EXPECT_EQ(item.at("channels").at(0).at("state"), "unknown") << item.dump();
        EXPECT_FALSE(item.contains("to_sell"));
    }
}

TEST_F(ChannelStock, ThatWasRefusedWaitsForAnotherFigureOrForTime) {
    compare();
    EXPECT_TRUE(refused(claim().at(0), "Item_id is not found."));
    EXPECT_EQ(channel().at("state"), "refused");
    EXPECT_EQ(channel().at("result"), "Item_id is not found.");
    EXPECT_EQ(compare(), 0U);
    adjust(-1);
    EXPECT_EQ(compare(), 1U);
    EXPECT_TRUE(refused(claim().at(0), "Item_id is not found."));
    pass(std::chrono::hours{6});
    EXPECT_EQ(compare(), 1U);
    EXPECT_TRUE(told(claim().at(0)));
    EXPECT_EQ(channel().at("told"), 99);
    EXPECT_FALSE(channel().contains("result"));
}

TEST_F(ChannelStock, IsToldByOneAtATime) {
    compare();
    const auto first = claim();
    EXPECT_TRUE(claim().empty()) << "it is leased";
    const auto second = claim(kStart + kLease);
    ASSERT_EQ(second.size(), 1U);
    EXPECT_EQ(second[0].attempt, 2);
    EXPECT_FALSE(told(first[0])) << "another attempt has taken over";
    EXPECT_TRUE(store().write([&](Tx& tx) -> Result<bool> {
        return gateway::stock_tellings::put_back(
            tx, second[0], kStart + (3 * kLease), "status 429"
        );
    }));
    EXPECT_TRUE(claim(kStart + (2 * kLease)).empty());
    EXPECT_EQ(channel().at("result"), "status 429");
    EXPECT_TRUE(store().write([](Tx& tx) -> Result<bool> {
        gateway::stock_tellings::wake(tx, ConnectionId{"gom-shopee"});
        return true;
    }));
    EXPECT_EQ(claim(kStart + (2 * kLease)).size(), 1U) << "once the shop was authorised anew";
    EXPECT_TRUE(store().write([](Tx& tx) -> Result<bool> {
        gateway::stock_tellings::void_leases(tx);
        return true;
    }));
    EXPECT_EQ(claim(0).size(), 1U) << "after a start";
}

TEST_F(ChannelStock, ShowsHowLongAChangeHasWaited) {
    EXPECT_EQ(channel().at("state"), "waiting");
    compare();
    pass(Minutes{2});
    EXPECT_EQ(channel().at("lag_s"), 120);
    adjust(-1);
    compare();
    EXPECT_EQ(channel().at("lag_s"), 120) << "since the first change";
    EXPECT_TRUE(told(claim().at(0)));
    const Json shown = channel();
    EXPECT_EQ(shown.at("state"), "told");
    EXPECT_EQ(shown.at("told"), 99);
    EXPECT_EQ(shown.at("told_at"), format_utc(now()));
    EXPECT_FALSE(shown.contains("lag_s"));
}

TEST_F(ChannelStock, NamesShopsThatListNothingAndThoseThatAreOff) {
    connect("gom-lazada", "lazada", {{"stock", "on"}});
    connect("gom-tiktok", "tiktok");
    connect("gom-kiotviet", "kiotviet", {{"stock", "on"}});
    learn({{"SHIRT", "1729592969712207008", "1729592969712207012"}}, "gom-tiktok");
    const Json page = channels(by_seller(), "?sku=SHIRT");
    const Json& item = page.at("items").at(0);
    EXPECT_EQ(item.at("available"), 100);
    EXPECT_EQ(item.at("to_sell"), 100);
    std::map<std::string, std::string> states;
    for (const Json& one : item.at("channels")) {
        states[one.at("connection")] = one.at("state");
    }
    EXPECT_EQ(
        states,
        (std::map<std::string, std::string>{
            {"gom-lazada", "unlisted"}, {"gom-shopee", "waiting"}, {"gom-tiktok", "off"}
        })
    );
}

TEST_F(ChannelStock, IsShownToItsSellerAndToStaff) {
    connect("annam-shopee", "shopee", {{"stock", "on"}}, "annam");
    EXPECT_EQ(channels(by_seller()).at("items").size(), 2U) << "the shirt and the mystery";
    EXPECT_TRUE(channels(by_other_seller()).at("items").empty());
    const Json first = channels(staff(), "?limit=1");
    EXPECT_EQ(first.at("items").at(0).at("sku"), "MYSTERY");
    const Json second = channels(staff(), "?limit=1&cursor=" + first.at("next").get<std::string>());
    EXPECT_EQ(second.at("items").at(0).at("sku"), "SHIRT");
    EXPECT_EQ(second.at("items").at(0).at("channels").size(), 1U) << "not the other seller's shop";
    EXPECT_EQ(second.at("next"), nullptr);
}

TEST_F(ChannelStock, IsListedByAPerson) {
    tell_all();
    const Answer set =
        put({{{"item", "2600144043"}, {"variant", "10000800"}}, {{"item", "2600144099"}}});
    ASSERT_EQ(set.status, 200) << set.text;
    const Json listed = set.json().at("channels");
    ASSERT_EQ(listed.size(), 2U);
    EXPECT_EQ(listed.at(0).at("state"), "told") << "what was known stays as it is";
    EXPECT_EQ(listed.at(1).at("item"), "2600144099");
    EXPECT_EQ(listed.at(1).at("state"), "waiting");
    EXPECT_EQ(tell_all(), (Figures{{"", 100}}));

    ASSERT_EQ(put({{{"item", "2600144099"}}}, "MYSTERY").status, 200);
    EXPECT_EQ(tell_all(), (Figures{{"", 100}})) << "it sells something else now";
    EXPECT_EQ(put(Json::array()).json().at("channels").at(0).at("state"), "unlisted");
}

TEST_F(ChannelStock, IsListedInItsSellersShopsOnly) {
    const auto put_as = [this](const Principal& who, const char* connection, const Json& body) {
        return call(
            at::put_stock_channel,
            who,
            {.parameters = {{"connection", connection}, {"sku", "SHIRT"}}, .body = body}
        );
    };
    connect("gom-kiotviet", "kiotviet");
    const Json body{{"listings", {{{"item", "1"}}}}};
    EXPECT_EQ(put_as(by_other_seller(), "gom-shopee", body).status, 404);
    EXPECT_EQ(put_as(by_seller(), "no-such", body).status, 404);
    EXPECT_EQ(put_as(by_seller(), "gom-kiotviet", body).code(), "state-forbids");
    EXPECT_EQ(put_as(staff(), "gom-shopee", body).status, 422) << "staff name the seller";
    Json by_staff = body;
    by_staff["seller"] = "shop";
    EXPECT_EQ(put_as(staff(), "gom-shopee", by_staff).status, 200);
    const Answer bad = put({{{"item", "1"}}, {{"item", "1"}}, {{"variant", "2"}}});
    EXPECT_EQ(bad.status, 422);
    EXPECT_EQ(bad.json().at("errors").at(0).at("pointer"), "/listings/1/item");
    EXPECT_EQ(bad.json().at("errors").at(1).at("pointer"), "/listings/2/item");
}

TEST_F(ChannelStock, OfPausedShopsAndOthersPlatformsIsNotLookedFor) {
    connect("gom-tiktok", "tiktok", {{"stock", "off"}});
    connect("gom-shopee-2", "shopee", {{"stock", "on"}});
    EXPECT_TRUE(store().write([](Tx& tx) {
        return gateway::connections::set_paused(tx, ConnectionId{"gom-shopee-2"}, true);
    }));
    const auto shops = [this](const char* platform) {
        return store()
            .read([&](Tx& tx) -> Result<std::string> {
                std::string ids;
                for (const auto& [tenant, shop] : gateway::listings::told_shops(tx, platform)) {
                    ids += tenant.text() + "/" + shop.connection.text() + " ";
                }
                return ids;
            })
            .value();
    };
    EXPECT_EQ(shops("shopee"), "qt/gom-shopee ");
    EXPECT_EQ(shops("tiktok"), "");
}

} // namespace
} // namespace route9::tests
