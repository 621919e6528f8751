// SPDX-License-Identifier: Apache-2.0
// WhatsApp's deliveries: carts and orders by text become drafts of the number's seller, once.
#include "core/crypto.hpp"
#include "gateway/drafts/draft_content.hpp"
#include "pushing_shop.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

using Deliveries = std::vector<std::string>;
using gateway::DraftRecord;

std::string cart(const std::string& id) {
    return R"({"from":"8562055000001","id":")" + id +
           R"(","type":"order","order":{"text":"ສົ່ງໄປ ບ້ານທົດສອບ ສະຫວັນນະເຂດ, COD 300000",)"
           R"("product_items":[{"product_retailer_id":"TS-BLK-M","quantity":2,)"
           R"("item_price":150000,"currency":"LAK"}]}})";
}

std::string text(const std::string& id, const std::string& body) {
    return R"({"from":"8562055000001","id":")" + id + R"(","type":"text","text":{"body":")" + body +
           R"("}})";
}

std::string delivery(const std::string& messages, const std::string& number = "200") {
    return R"({"object":"whatsapp_business_account","entry":[{"id":"1","changes":[)"
           R"({"field":"messages","value":{"metadata":{"phone_number_id":")" +
           number + R"("},"contacts":[{"profile":{"name":"ນ້ອຍ"},"wa_id":"8562055000001"}],)" +
           R"("messages":[)" + messages + "]}}]}]}";
}

class ChatPushes : public testing::Test {
protected:
    ChatPushes() {
        shop_.connect_app("our-app", "meta", "app-secret");
        shop_.connect_to_app("lao-chat", "our-app", "200");
    }

    int push(const std::string& body) {
        const Digest256 mac = hmac_sha256(as_byte_view("app-secret"), as_byte_view(body));
        return shop_
            .push_as("meta", "our-app", {{"X-Hub-Signature-256", "sha256=" + hex(mac)}}, body)
            .status;
    }

    /// Oldest first.
    std::vector<DraftRecord> drafts() {
        auto records = under_test_.store().read([](Tx& tx) -> Result<std::vector<DraftRecord>> {
            return gateway::drafts::page(tx, TenantId{"qt"}, PartyId{"shop"}, std::nullopt, 100);
        });
        std::ranges::reverse(*records);
        return std::move(*records);
    }
    Json document(const DraftRecord& record) {
        const auto content = gateway::open_draft(record, under_test_.services().vault);
        return gateway::order_document(record, content.value());
    }

    ServicesUnderTest under_test_;
    PushingShop shop_{under_test_};
};

TEST_F(ChatPushes, OfACartAreADraftWithTheGoodsAndWhatTheTextSays) {
    EXPECT_EQ(push(delivery(cart("wamid.A"))), 200);
    EXPECT_EQ(shop_.deliveries("lao-chat"), Deliveries{"done: 1 drafts"});
    const auto records = drafts();
    ASSERT_EQ(records.size(), 1U);
    EXPECT_EQ(records[0].channel, "whatsapp");
    EXPECT_EQ(records[0].external_id, "wamid.A");
    EXPECT_FALSE(records[0].order);
    const Json order = document(records[0]);
    EXPECT_EQ(order.at("currency"), "LAK");
    EXPECT_EQ(
        order.at("items"), Json::parse(R"([{"sku":"TS-BLK-M","quantity":2,"unit_price":"150000"}])")
    );
    EXPECT_EQ(order.at("payment"), Json::parse(R"({"method":"cod","amount":"300000"})"));
    const Json& to = order.at("recipient");
    EXPECT_EQ(to.at("name"), "ນ້ອຍ");
    EXPECT_EQ(to.at("phone"), "+8562055000001");
    EXPECT_EQ(to.at("province"), "LA-SV");
    EXPECT_EQ(to.at("village"), "ບ້ານທົດສອບ");
    EXPECT_EQ(shop_.status("whatsapp", "wamid.A"), "");
}

TEST_F(ChatPushes, OfSeveralMessagesAreTheDraftsOfThoseThatOrder) {
    const std::string order = "2 áo đen 165k/cái, ship bản X, Savannakhet";
    EXPECT_EQ(
        push(delivery(cart("wamid.A") + "," + text("wamid.B", "ok") + "," + text("wamid.C", order))
        ),
        200
    );
    const auto records = drafts();
    ASSERT_EQ(records.size(), 2U);
    EXPECT_EQ(push(delivery(text("wamid.D", "shop ơi"))), 200);
    EXPECT_EQ(drafts().size(), 2U);
}

TEST_F(ChatPushes, MakeOneDraftOfAMessageHoweverOftenItComes) {
    push(delivery(cart("wamid.A")));
    push(delivery(cart("wamid.A")));
    push(delivery(cart("wamid.A") + "," + text("wamid.B", "ok"))); // another body
    EXPECT_EQ(drafts().size(), 1U);
}

TEST_F(ChatPushes, OfANumberNobodyConnectedAreKept) {
    EXPECT_EQ(push(delivery(cart("wamid.A"), "999")), 200);
    EXPECT_EQ(
        shop_.deliveries("our-app"),
        Deliveries{"unmatched: no connection of this app is for the shop 999"}
    );
    EXPECT_TRUE(drafts().empty());
}

TEST_F(ChatPushes, OfABadCartAreSetAsideAndTheOthersTaken) {
    std::string bad = cart("wamid.A");
    bad.replace(bad.find("\"quantity\":2"), 12, "\"quantity\":0");
    EXPECT_EQ(push(delivery(bad + "," + cart("wamid.B"))), 200);
    ASSERT_EQ(drafts().size(), 1U);
    const auto states = shop_.deliveries("lao-chat");
    ASSERT_EQ(states.size(), 1U);
    EXPECT_TRUE(states[0].starts_with(
        "quarantined: /entry/0/changes/0/value/messages/0/order/product_items/0/quantity: "
    )) << states[0];
}

} // namespace
} // namespace route9::tests
