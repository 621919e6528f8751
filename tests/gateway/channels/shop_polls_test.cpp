// SPDX-License-Identifier: Apache-2.0
// A shop that pushes whole orders, and whose API is called once somebody has authorised it: what a
// push lost is found, what came by both is one order, and without a token all goes on by pushes.
#include "channels/loopback_shop.hpp"
#include "core/crypto.hpp"
#include "gateway/channels/channel.hpp"
#include "gateway/channels/channel_caller.hpp"
#include "gateway/channels/channel_polls.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/channels/read_changes.hpp"
#include "gateway/channels/write_backs.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/workers/fetch_worker.hpp"
#include "intake/pushing_shop.hpp"
#include "platform/outbound_http.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <vector>

namespace route9::tests {
namespace {

using namespace gateway;
using Texts = std::vector<std::string>;

constexpr std::int64_t kLeaseMs = 60'000;
constexpr const char* kSecret = "woo-secret-of-24-letters";

std::string woo_order(const std::string& id, const std::string& modified = "00:55:00") {
    return R"({"id":)" + id +
           R"(,"status":"processing","currency":"VND","date_created_gmt":"2026-03-10T00:50:00",)"
           R"("date_modified_gmt":"2026-03-10T)" +
           modified +
           R"(","total":"349000","payment_method":"cod",)"
           R"("shipping":{"first_name":"Sen","last_name":"Trần Thị","phone":"0905000001",)"
           R"("address_1":"12 Hùng Vương","city":"Quảng Trị","country":"VN"},"line_items":[)"
           R"({"name":"Áo thun","sku":"TS-BLK-M","quantity":2,"total":"331000"}]})";
}

class ShopPolls : public testing::Test {
protected:
    ShopPolls() { shop_.connect("woo", "woocommerce", kSecret, {{"base_url", server_.url()}}); }

    void authorise() {
        ConnectionAccess access;
        access.tenant = under_test_.tenant();
        access.connection = ConnectionId{"woo"};
        access.version = 1;
        access.changed_at = under_test_.now();
        access.tokens.access = Secret{std::string_view{"ck_1:cs_2"}};
        const SealNonce nonce = make_nonce(under_test_.services().entropy);
        write([&](Tx& tx) { accesses::put(tx, access, under_test_.services().vault, nonce); });
    }

    template <class Work>
    void write(Work work) {
        const auto done = under_test_.store().write([&](Tx& tx) -> Result<bool> {
            work(tx);
            return true;
        });
        ASSERT_TRUE(done);
    }

    std::vector<ChannelPoll> due() {
        std::vector<ChannelPoll> polls;
        write([&](Tx& tx) {
            channel_polls::begin_authorised(tx, "woocommerce", under_test_.now());
            channel_polls::hasten(tx, ConnectionId{"woo"});
            polls = channel_polls::claim(tx, 0, kLeaseMs, 10);
        });
        return polls;
    }

    /// Reads the list of changes and asks for each of them; how many orders were asked for.
    std::size_t poll() {
        for (const ChannelPoll& one : due()) {
            under_test_.run([&] { return read(one); });
        }
        FetchWorker worker{under_test_.services(), caller_, stopping_};
        return under_test_.run([&] { return worker.work_off_due(); });
    }

    platform::task<bool> read(ChannelPoll poll) {
        co_await read_channel(under_test_.services(), caller_, std::move(poll));
        co_return true;
    }

    platform::task<ChannelAnswer> ask(std::string target) {
        const auto channel = co_await open_channel(
            under_test_.services(), ConnectionId{"woo"}, {}, ServicesUnderTest::deadline()
        );
        MakeCall make = [target](const adapters::ApiAccess&, Instant) {
            return adapters::ApiCall{.target = target};
        };
        co_return co_await caller_.call(*channel, std::move(make), ServicesUnderTest::deadline());
    }

    std::string refusal() {
        return under_test_.run([&] { return ask("/nothing"); }).words;
    }

    int push(const std::string& body, const std::string& topic) {
        const auto mac =
            base64(hmac_sha256(as_byte_view(std::string{kSecret}), as_byte_view(body)));
        return shop_
            .push_as(
                "woocommerce",
                "woo",
                {{"X-WC-Webhook-Signature", mac}, {"X-WC-Webhook-Topic", topic}},
                body
            )
            .status;
    }

    std::string answer(const std::string& request) const {
        if (request.contains("modified_after=")) {
            return list_;
        }
        return request.contains("include=") ? "[" + order_ + "]" : "";
    }

    Texts parked() {
        Texts found;
        write([&](Tx& tx) {
            for (const auto& one : order_fetches::parked(tx, under_test_.tenant(), 10)) {
                found.push_back(one.external_id + ": " + one.reason);
            }
        });
        return found;
    }

    std::string list_ = R"([{"id":727}])";
    std::string order_ = woo_order("727");
    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
    LoopbackShop server_{[this](const std::string& request) { return answer(request); }};
    platform::OutboundHttp http_{{}};
    ChannelCaller caller_{under_test_.services(), http_};
    std::atomic<bool> stopping_{false};
};

TEST_F(ShopPolls, FindWhatAPushLostAndNeverDoubleIt) {
    authorise();
    EXPECT_EQ(poll(), 1U);
    EXPECT_EQ(shop_.status("woo", "727"), "routed");
    const auto found = shop_.order("woo", "727");
    const Texts heard = server_.heard();
    ASSERT_EQ(heard.size(), 2U);
    EXPECT_TRUE(heard[0].starts_with("GET /wp-json/wc/v3/orders?_fields=id&dates_are_gmt=true"))
        << heard[0];
    EXPECT_TRUE(heard[0].ends_with(" Authorization: Basic Y2tfMTpjc18y")) << heard[0];
    EXPECT_TRUE(heard[1].starts_with("GET /wp-json/wc/v3/orders?include=727&")) << heard[1];
    EXPECT_EQ(push(order_, "order.created"), 200) << "the push comes after all";
    EXPECT_EQ(poll(), 1U) << "lists overlap";
    const auto after = shop_.order("woo", "727");
    EXPECT_EQ(after->id, found->id);
    EXPECT_EQ(after->version, found->version) << "nothing was written";
    EXPECT_EQ(after->reasons, found->reasons);
}

TEST_F(ShopPolls, ChangeNothingOfWhatAPushHasBrought) {
    authorise();
    EXPECT_EQ(push(order_, "order.created"), 200);
    const auto pushed = shop_.order("woo", "727");
    ASSERT_TRUE(pushed);
    EXPECT_EQ(poll(), 1U);
    const auto after = shop_.order("woo", "727");
    EXPECT_EQ(after->id, pushed->id);
    EXPECT_EQ(after->version, pushed->version);
    order_ = woo_order("727", "00:58:00");
    order_.replace(order_.find("12 Hùng Vương"), std::string{"12 Hùng Vương"}.size(), "9 Lê Lợi");
    EXPECT_EQ(poll(), 1U);
    EXPECT_GT(shop_.order("woo", "727")->version, pushed->version) << "a lost change is made up";
    order_.replace(order_.find("processing"), std::string{"processing"}.size(), "cancelled");
    EXPECT_EQ(poll(), 1U);
    EXPECT_EQ(shop_.status("woo", "727"), "cancelled") << "so is a lost cancellation";
    EXPECT_EQ(parked(), Texts{});
}

TEST_F(ShopPolls, LeaveAloneWhatTheShopHasSentAndParkWhatCannotBeRead) {
    authorise();
    order_.replace(order_.find("processing"), std::string{"processing"}.size(), "completed");
    EXPECT_EQ(poll(), 1U);
    EXPECT_EQ(shop_.status("woo", "727"), "");
    EXPECT_EQ(parked(), Texts{});
    order_ = woo_order("727");
    order_.replace(order_.find("349000"), std::string{"349000"}.size(), "many");
    EXPECT_EQ(poll(), 1U);
    EXPECT_EQ(parked(), Texts{"727: /total: must be an amount with at most 0 decimals in VND"});
}

TEST_F(ShopPolls, TakeNoOrderForOneOfAMarketplaceWithTheSameNumber) {
    shop_.connect("nhanh", "nhanh", "nhanh-token-1", {{"business_id", "654321"}});
    const std::string passed_on =
        R"({"event":"orderAdd","businessId":654321,"webhooksVerifyToken":"nhanh-token-1","data":{)"
        R"("orderId":125000001,"shopOrderId":"727","typeId":1,"calcTotalMoney":349000,)"
        R"("customerName":"Trần Thị Sen","customerMobile":"0905000001",)"
        R"("customerCity":"Quảng Trị","status":"New","createdDateTime":"2026-03-10 07:55:00",)"
        R"("products":[{"code":"TS-BLK-M","name":"Áo thun","quantity":2,"price":165500}]}})";
    EXPECT_EQ(shop_.push_as("nhanh", "nhanh", {}, passed_on).status, 200);
    EXPECT_EQ(shop_.status("nhanh", "125000001"), "routed");
    authorise();
    EXPECT_EQ(poll(), 1U);
    EXPECT_EQ(shop_.status("woo", "727"), "routed") << "shops count from 1";
}

TEST_F(ShopPolls, DoNotRunWithoutATokenAndPushesGoOn) {
    EXPECT_TRUE(due().empty());
    EXPECT_EQ(push(order_, "order.created"), 200);
    EXPECT_EQ(shop_.status("woo", "727"), "routed");
    EXPECT_EQ(push(woo_order("728"), "order.updated"), 200);
    EXPECT_EQ(shop_.status("woo", "728"), "routed");
    EXPECT_EQ(server_.heard(), Texts{}) << "nothing is asked for";
}

TEST_F(ShopPolls, BeginAWeekBeforeAShopIsAuthorisedAtMost) {
    authorise();
    const Instant added = under_test_.now();
    ASSERT_EQ(due().size(), 1U);
    EXPECT_EQ(due().at(0).reached, added) << "it was added a moment ago";
    shop_.connect("late", "woocommerce", kSecret, {{"base_url", server_.url()}});
    under_test_.clock().set(added + std::chrono::days{30});
    ConnectionAccess access;
    access.tenant = under_test_.tenant();
    access.connection = ConnectionId{"late"};
    access.tokens.access = Secret{std::string_view{"ck_1:cs_2"}};
    const SealNonce nonce = make_nonce(under_test_.services().entropy);
    write([&](Tx& tx) { accesses::put(tx, access, under_test_.services().vault, nonce); });
    std::vector<Instant> reached;
    for (const ChannelPoll& one : due()) {
        reached.push_back(one.reached);
    }
    std::ranges::sort(reached);
    EXPECT_EQ(reached, (std::vector<Instant>{added, added + std::chrono::days{23}}));
}

TEST_F(ShopPolls, SayThatNobodyHasAuthorisedTheShopWhereItRefuses) {
    EXPECT_EQ(
        refusal(), "status 404; the shop was never authorised: route9 connections authorise woo"
    );
    authorise();
    EXPECT_EQ(refusal(), "status 404");
}

TEST_F(ShopPolls, WaitForTheirTurnBehindTheShopsOtherCalls) {
    authorise();
    constexpr int kMoreThanItsRate = 6; // of 5 a second
    for (int call = 0; call < kMoreThanItsRate; ++call) {
        under_test_.run([&] { return ask("/orders?include=727"); });
    }
    EXPECT_EQ(poll(), 1U);
    EXPECT_EQ(shop_.status("woo", "727"), "routed");
    write([&](Tx& tx) {
        const auto states =
            channel_polls::of_connection(tx, under_test_.tenant(), ConnectionId{"woo"});
        ASSERT_EQ(states.size(), 1U);
        EXPECT_EQ(states[0].reason, "");
        EXPECT_EQ(states[0].last_good_at, under_test_.now());
    });
}

class ShopCalls : public testing::Test {
protected:
    Result<Channel> open(const std::string& connection) {
        return under_test_.run([&] {
            return open_channel(
                under_test_.services(),
                ConnectionId{connection},
                "evil.myshopify.com", // what a push's header calls it
                ServicesUnderTest::deadline()
            );
        });
    }

    /// Where "/x" of the shop is called; the mend where it cannot be.
    std::string url(const std::string& connection) {
        const auto channel = open(connection);
        if (!channel) {
            return channel.error().detail;
        }
        const auto request = channel->request({.target = "/x"});
        EXPECT_EQ(request.is_public, !channel->host.empty()) << request.url;
        return request.url;
    }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
};

TEST_F(ShopCalls, GoToTheHostThatAPersonHasEntered) {
    shop_.connect("gom", "shopify", kSecret, {{"shop", "Gom.myshopify.com"}});
    EXPECT_EQ(url("gom"), "https://gom.myshopify.com/admin/api/2026-07/x");
    shop_.connect_app("app", "shopify", kSecret);
    shop_.connect_to_app("lua", "app", "lua.myshopify.com");
    EXPECT_EQ(url("lua"), "https://lua.myshopify.com/admin/api/2026-07/x");
    shop_.connect("tam", "sapo", kSecret, {{"shop", "tam.mysapo.net"}});
    EXPECT_EQ(url("tam"), "https://tam.mysapo.net/admin/x");
    shop_.connect("hara", "haravan", kSecret, {{"shop", "1000000001"}});
    EXPECT_EQ(url("hara"), "https://apis.haravan.com/com/x");
    shop_.connect("woo", "woocommerce", kSecret, {{"store_url", "https://shop.example.vn/vi/"}});
    EXPECT_EQ(url("woo"), "https://shop.example.vn/vi/wp-json/wc/v3/x");
    shop_.connect("sim", "shopify", kSecret, {{"base_url", "http://127.0.0.1:9"}});
    EXPECT_EQ(url("sim"), "http://127.0.0.1:9/admin/api/2026-07/x");
}

TEST_F(ShopCalls, AreNotMadeWhereNobodyHasEnteredAHost) {
    shop_.connect("gom", "shopify", kSecret);
    EXPECT_EQ(
        url("gom"), "the connection's shop: give the shop's public address as NAME.myshopify.com"
    );
    shop_.connect("far", "shopify", kSecret, {{"shop", "gom.example.vn"}});
    EXPECT_EQ(
        url("far"), "the connection's shop: give the shop's public address as NAME.myshopify.com"
    );
    shop_.connect("woo", "woocommerce", kSecret, {{"store_url", "https://169.254.169.254"}});
    EXPECT_EQ(
        url("woo"),
        "the connection's store_url: give the shop's public address as https://shop.example.vn"
    );
}

class ShopsToldBack : public ShopPolls {
protected:
    /// The seller cancels it here; what the shop is to be told: "action: state".
    Texts cancel(const std::string& external_id) {
        const auto order = shop_.order("woo", external_id);
        const auto cancelled = under_test_.answer(
            endpoints::post_order_cancel(under_test_.services()),
            {.principal = under_test_.principal(Role::seller),
             .target = "/v1/orders/" + order->id.text() + "/cancel",
             .headers = {{"Idempotency-Key", "cancel-" + external_id}},
             .parameters = {{"id", order->id.text()}}}
        );
        EXPECT_TRUE(cancelled);
        Texts told;
        write([&](Tx& tx) {
            write_backs::take(
                tx, write_backs::look(tx, 1'000), *under_test_.services().catalogue.profiles
            );
            for (const auto& row : write_backs::of_order(tx, under_test_.tenant(), order->id)) {
                told.push_back(row.action + ": " + row.state);
            }
        });
        return told;
    }

    std::vector<WriteBackRow> claim() {
        std::vector<WriteBackRow> rows;
        write([&](Tx& tx) { rows = write_backs::claim(tx, 0, kLeaseMs, 10); });
        return rows;
    }
};

TEST_F(ShopsToldBack, AreToldOnlyOnceTheyHaveGivenLeave) {
    EXPECT_EQ(push(order_, "order.created"), 200);
    EXPECT_EQ(cancel("727"), Texts{});
    authorise();
    EXPECT_EQ(push(woo_order("728"), "order.created"), 200);
    EXPECT_EQ(cancel("728"), Texts{"cancelled: waiting"});
    const auto rows = claim();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].what.external_id, "728");
    EXPECT_FALSE(rows[0].what.is_out_of_stock);
}

TEST_F(ShopsToldBack, LearnThatAnOrderWasCancelledForWantOfStock) {
    authorise();
    std::string many = order_;
    many.replace(many.find(R"("quantity":2)"), 12, R"("quantity":11)"); // there are ten
    EXPECT_EQ(push(many, "order.created"), 200);
    EXPECT_EQ(shop_.status("woo", "727"), "backordered");
    EXPECT_EQ(cancel("727"), Texts{"cancelled: waiting"});
    const auto rows = claim();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_TRUE(rows[0].what.is_out_of_stock);
    EXPECT_EQ(rows[0].what.tracking, "");
}

} // namespace
} // namespace route9::tests
