// SPDX-License-Identifier: Apache-2.0
// Orders of marketplaces whose messages carry little more than a number, against simulators that
// share no code with the server: asked for with signed calls, through failures, throttling, tokens
// that end and authorisations that are withdrawn.
#include "simulated_platforms.hpp"
#include "trading_site.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <thread>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

struct Channel {
    std::string platform;
    std::string secret;
    std::vector<std::string> settings;
};

const std::vector<Channel>& channels() {
    static const std::vector<Channel> all{
        {"shopee",
         "sim-shopee-partner-key",
         {"partner_id=2001887", "public_url=https://hooks.example.test/v1/hooks/shopee/sim-shopee"}
        },
        {"lazada", "sim-lazada-app-secret", {"app_key=123456"}},
        {"tiktok", "sim-tiktok-app-secret", {"app_key=29a39d"}},
    };
    return all;
}

Json goods(std::int64_t quantity) {
    return {{{"sku", "TS-BLK-M"}, {"quantity", quantity}, {"price", 165'500}}};
}

Json to_danang() {
    return {
        {"name", "Trần Thị Sen"},
        {"phone", "0905000001"},
        {"province", "Đà Nẵng"},
        {"district", "Quận Hải Châu"},
        {"ward", "Phường Thạch Thang"},
        {"street", "12 Trần Phú"},
    };
}

class FetchedOrders : public testing::Test {
protected:
    FetchedOrders() {
        for (const Channel& channel : channels()) {
            connect(channel);
            authorise(channel.platform);
        }
        server_ = std::make_unique<RunningServer>(site_);
        seller_ = std::make_unique<Caller>(server_->port(), keys_.seller);
        offer_goods(*seller_, 1'000);
        for (const Channel& channel : channels()) {
            const std::string path = "/v1/hooks/" + channel.platform + "/sim-" + channel.platform;
            platforms_.tell(
                channel.platform,
                "target",
                {{"url", "http://127.0.0.1:" + std::to_string(server_->port()) + path},
                 {"signed_url", "https://hooks.example.test" + path},
                 {"auto", true}}
            );
        }
    }

    void connect(const Channel& channel) {
        const Json shop = platforms_.shop(channel.platform);
        std::vector<std::string> words{
            "connections",
            "add",
            "--tenant",
            "qt",
            "--platform",
            channel.platform,
            "--party",
            "shop",
            "--id",
            "sim-" + channel.platform,
            "--secret",
            channel.secret,
            "--shop",
            shop.at("shop_id").get<std::string>(),
            "--set",
            "base_url=" + platforms_.base_url(channel.platform),
        };
        if (channel.platform == "tiktok") {
            words.insert(
                words.end(), {"--set", "shop_cipher=" + shop.at("cipher").get<std::string>()}
            );
        }
        for (const std::string& setting : channel.settings) {
            words.insert(words.end(), {"--set", setting});
        }
        run_checked(site_, words);
    }

    void authorise(const std::string& platform) {
        const Json shop = platforms_.shop(platform);
        run_checked(
            site_,
            {"connections",
             "authorise",
             "sim-" + platform,
             "--access-token",
             shop.at("access_token").get<std::string>(),
             "--refresh-token",
             shop.at("refresh_token").get<std::string>()}
        );
    }

    std::string place(const std::string& platform, Json members = Json::object()) {
        members.emplace("items", goods(2));
        members.emplace("recipient", to_danang());
        members.emplace("cod", true);
        members.emplace("shipping_fee", 18'000);
        return platforms_.place(platform, members);
    }

    /// Null when the seller sees none of this number.
    Json order(const std::string& external_id) {
        const Answer list = seller_->get("/v1/orders?limit=100");
        for (const Json& item : list.json.at("items")) {
            if (item.at("external_id") == external_id) {
                return seller_->get("/v1/orders/" + item.at("id").get<std::string>()).json;
            }
        }
        return {};
    }

    /// The order once that holds of it; as it is after 20 seconds when it never does.
    Json order_when(const std::string& external_id, const std::function<bool(const Json&)>& holds) {
        Json seen;
        for (int look = 0; look < 400; ++look) {
            seen = order(external_id);
            if (!seen.is_null() && holds(seen)) {
                return seen;
            }
            std::this_thread::sleep_for(50ms);
        }
        return seen;
    }

    Json order_with(const std::string& external_id, const std::string& status) {
        return order_when(external_id, [&status](const Json& seen) {
            return seen.at("status") == status;
        });
    }

    Json order_told(const std::string& external_id) {
        return order_when(external_id, [](const Json& seen) {
            return seen.at("status") != "awaiting_details";
        });
    }

    static std::vector<std::string> reasons(const Json& seen) {
        std::vector<std::string> codes;
        for (const Json& reason : seen.at("reasons")) {
            codes.push_back(reason.at("code").get<std::string>());
        }
        return codes;
    }

    Site site_;
    SimulatedPlatforms platforms_{
        {"shopee", "lazada", "tiktok"}, site_.directory() / "platforms.log"
    };
    Keys keys_ = set_up_by_command_line(site_);
    std::unique_ptr<RunningServer> server_;
    std::unique_ptr<Caller> seller_;
};

TEST_F(FetchedOrders, ArriveWholeAndAreCancelledWithTheirSource) {
    for (const Channel& channel : channels()) {
        SCOPED_TRACE(channel.platform);
        const std::string id = place(channel.platform);
        const Json seen = order_with(id, "routed");
        ASSERT_FALSE(seen.is_null());
        EXPECT_EQ(seen.at("status"), "routed") << seen.dump(1);
        EXPECT_EQ(seen.at("channel"), channel.platform);
        EXPECT_EQ(seen.at("currency"), "VND");
        EXPECT_EQ(seen.at("payment").at("method"), "cod");
        EXPECT_EQ(seen.at("payment").at("amount"), "349000");
        EXPECT_EQ(seen.at("recipient").at("name"), "Trần Thị Sen");
        ASSERT_EQ(seen.at("items").size(), 1U);
        EXPECT_EQ(seen.at("items").at(0).at("sku"), "TS-BLK-M");
        EXPECT_EQ(seen.at("items").at(0).at("quantity"), 2);
        EXPECT_EQ(seen.at("items").at(0).at("unit_price"), "165500");
        platforms_.tell(channel.platform, "cancel", {{"order", id}});
        EXPECT_EQ(order_with(id, "cancelled").at("status"), "cancelled");
    }
}

TEST_F(FetchedOrders, AwaitTheirDetailsWhileThePlatformFails) {
    const struct {
        const char* platform;
        Json trouble;
    } cases[] = {
        {"shopee", {{"how", "status"}, {"status", 500}, {"next", 2}}},
        {"lazada", {{"how", "garbage"}, {"next", 2}}},
        {"tiktok", {{"how", "truncated"}, {"next", 1}}},
        {"shopee", {{"how", "redirect"}, {"location", "http://127.0.0.1:1/"}, {"next", 1}}},
        {"lazada", {{"how", "throttle"}, {"next", 1}}},
    };
    for (const auto& row : cases) {
        SCOPED_TRACE(row.platform + row.trouble.dump());
        platforms_.tell(row.platform, "fail", row.trouble);
        const std::string id = place(row.platform);
        const Json waiting = order_when(id, [](const Json&) { return true; });
        ASSERT_FALSE(waiting.is_null());
        EXPECT_EQ(waiting.at("status"), "awaiting_details") << "it is there before it is told";
        EXPECT_EQ(order_told(id).at("status"), "routed");
    }
}

TEST_F(FetchedOrders, AreAskedForWithARenewedTokenWhenItEnds) {
    for (const Channel& channel : channels()) {
        SCOPED_TRACE(channel.platform);
        for (int round = 0; round < 2; ++round) { // the refresh token is another each time
            platforms_.tell(channel.platform, "expire", Json::object());
            const std::string id = place(channel.platform);
            EXPECT_EQ(order_told(id).at("status"), "routed");
        }
    }
}

TEST_F(FetchedOrders, SayWhenTheShopMustAuthoriseAgain) {
    platforms_.tell("shopee", "revoke", Json::object());
    const std::string id = place("shopee");
    const Json waiting = order_when(id, [](const Json& seen) { return !reasons(seen).empty(); });
    ASSERT_EQ(waiting.at("status"), "awaiting_details");
    EXPECT_EQ(reasons(waiting), std::vector<std::string>{"DETAILS_REFUSED"}) << waiting.dump(1);
    const Outcome list = site_.run({"connections", "list", "--tenant", "qt"});
    EXPECT_NE(list.out.find("access=lost"), std::string::npos) << list.out;
    const Json code = platforms_.tell("shopee", "code", Json::object());
    run_checked(
        site_,
        {"connections", "authorise", "sim-shopee", "--code", code.at("code").get<std::string>()}
    );
    EXPECT_EQ(order_told(id).at("status"), "routed");
}

TEST_F(FetchedOrders, OfHiddenBuyersWaitForAPersonAndKeepWhatSheWrote) {
    platforms_.tell("tiktok", "mask", {{"on", true}});
    const std::string id = place("tiktok");
    const Json held = order_told(id);
    ASSERT_EQ(held.at("status"), "held") << held.dump(1);
    EXPECT_EQ(reasons(held), std::vector<std::string>{"RECIPIENT_MASKED"});
    const std::string path = "/v1/orders/" + held.at("id").get<std::string>();
    Json recipient = held.at("recipient");
    recipient["name"] = "Trần Thị Sen";
    recipient["phone"] = "0905000001";
    const Answer read = seller_->get(path);
    const Answer mended =
        seller_->patch(path, {{"recipient", recipient}}, {{"If-Match", read.header("ETag")}});
    ASSERT_EQ(mended.status, 200) << mended.body;
    platforms_.tell("tiktok", "push", {{"order", id}, {"kind", "address"}});
    std::this_thread::sleep_for(500ms);
    const Json kept = order(id);
    EXPECT_EQ(kept.at("status"), "routed");
    EXPECT_EQ(kept.at("recipient").at("name"), "Trần Thị Sen");
}

TEST_F(FetchedOrders, ThatTheBuyerWantsToCancelAreNotPackedUntilSomebodyDecides) {
    const std::string id = place("shopee");
    ASSERT_EQ(order_told(id).at("status"), "routed");
    platforms_.tell("shopee", "cancel", {{"order", id}, {"by", "buyer"}, {"request", true}});
    const Json asked = order_when(id, [](const Json& seen) { return !reasons(seen).empty(); });
    EXPECT_EQ(asked.at("status"), "routed");
    EXPECT_EQ(reasons(asked), std::vector<std::string>{"CANCEL_REQUESTED"});
}

} // namespace
} // namespace route9::e2e
