// SPDX-License-Identifier: Apache-2.0
// Nhanh.vn pushes whole orders, and of a change sometimes the number alone: that is asked for where
// somebody has given a token, and where nobody has everything stays as it was.
#include "gateway/channels/channel_polls.hpp"
#include "gateway/channels/connection_access.hpp"
#include "pushing_shop.hpp"
#include "served_hooks.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using Deliveries = std::vector<std::string>;

constexpr const char* kAdded =
    R"({"event":"orderAdd","businessId":654321,"webhooksVerifyToken":"nhanh-token-1","data":{)"
    R"("orderId":125000001,"typeId":1,"calcTotalMoney":349000,"customerName":"Trần Thị Sen",)"
    R"("customerMobile":"0905000001","customerCity":"Quảng Trị","status":"New",)"
    R"("createdDateTime":"2026-03-10 07:55:00","products":[)"
    R"({"code":"TS-BLK-M","name":"Áo thun","quantity":2,"price":165500}]}})";

constexpr const char* kUpdated =
    R"({"event":"orderUpdate","businessId":654321,"webhooksVerifyToken":"nhanh-token-1","data":{)"
    R"("orderId":125000001,"status":"Confirmed"}})";

constexpr const char* kAnswer =
    R"({"code":1,"data":{"totalPages":1,"orders":{"125000001":{"id":125000001,"typeId":1,)"
    R"("calcTotalMoney":349000,"customerName":"Trần Thị Sen","customerMobile":"0905000001",)"
    R"("customerCity":"Quảng Trị","createdDateTime":"2026-03-10 07:55:00","statusCode":"STATUS",)"
    R"("products":[{"productCode":"TS-BLK-M","productName":"Áo thun","quantity":2,)"
    R"("price":165500}]}}}})";

std::string answer_with(const std::string& status) {
    std::string answer{kAnswer};
    return answer.replace(answer.find("STATUS"), 6, status);
}

class NhanhUpdates : public testing::Test {
protected:
    void connect(const std::string& id, const std::string& base_url) {
        std::map<std::string, std::string> settings{{"business_id", "654321"}, {"app_id", "73001"}};
        if (!base_url.empty()) {
            settings["base_url"] = base_url;
        }
        shop_.connect(id, "nhanh", "nhanh-token-1", settings);
    }

    void authorise(const std::string& id) {
        gateway::ConnectionAccess access;
        access.tenant = under_test_.tenant();
        access.connection = ConnectionId{id};
        access.version = 1;
        access.changed_at = under_test_.now();
        access.tokens.access = Secret{std::string_view{"tok-1"}};
        const auto& services = under_test_.services();
        const SealNonce nonce = make_nonce(services.entropy);
        ASSERT_TRUE(under_test_.store().write([&](Tx& tx) -> Result<bool> {
            gateway::accesses::put(tx, access, services.vault, nonce);
            return true;
        }));
    }

    Deliveries push(const std::string& connection, const char* body) {
        EXPECT_EQ(served_.push("nhanh", connection, {}, body), "200");
        shop_.work_off();
        served_.fetch();
        return shop_.deliveries(connection);
    }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
    ServedHooks served_{under_test_};
};

TEST_F(NhanhUpdates, ChangeNothingInAShopWithoutAToken) {
    connect("nhanh-1", "");
    EXPECT_EQ(push("nhanh-1", kUpdated), Deliveries{"ignored: status Confirmed"});
    EXPECT_EQ(shop_.status("nhanh-1", "125000001"), "");
    push("nhanh-1", kAdded);
    EXPECT_EQ(shop_.status("nhanh-1", "125000001"), "routed") << "what is pushed whole is taken";
}

TEST_F(NhanhUpdates, AreAskedForInAShopWithAToken) {
    connect("nhanh-1", served_.base_url());
    authorise("nhanh-1");
    push("nhanh-1", kAdded);
    EXPECT_EQ(shop_.status("nhanh-1", "125000001"), "routed") << "not asked for: it came whole";
    served_.say(answer_with("Canceled"));
    push("nhanh-1", kUpdated);
    EXPECT_EQ(shop_.status("nhanh-1", "125000001"), "cancelled");
}

TEST_F(NhanhUpdates, BringAnOrderThatNoPushHasBrought) {
    connect("nhanh-1", served_.base_url());
    authorise("nhanh-1");
    served_.say(answer_with("Confirmed"));
    EXPECT_EQ(push("nhanh-1", kUpdated), Deliveries{"done: to be fetched: 125000001"});
    EXPECT_EQ(shop_.status("nhanh-1", "125000001"), "routed");
}

TEST_F(NhanhUpdates, AreListedForShopsWithATokenOnly) {
    connect("nhanh-1", "");
    connect("nhanh-2", "");
    authorise("nhanh-2");
    using Polls = std::vector<gateway::ChannelPoll>;
    const Instant now = under_test_.now();
    const auto due = under_test_.store().write([&](Tx& tx) -> Result<Polls> {
        gateway::channel_polls::begin_authorised(tx, "nhanh", now);
        gateway::channel_polls::begin_authorised(tx, "nhanh", now); // again, every 15 s
        return gateway::channel_polls::claim(tx, 0, 60'000, 10);
    });
    ASSERT_EQ(due->size(), 1U);
    EXPECT_EQ(due->front().connection.text(), "nhanh-2");
    EXPECT_EQ(due->front().reached, under_test_.now()) << "when it was added";
}

} // namespace
} // namespace route9::tests
