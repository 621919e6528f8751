// SPDX-License-Identifier: Apache-2.0
// Orders as the platforms' APIs tell them: amounts as floats or text, times in seconds or with an
// offset, a line for each piece or with a quantity all become one canonical order.
#include "marketplaces/apis/platform_orders.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

FetchedOrder shopee(const Json& answer) {
    return fetched("shopee", {answer}, "260101ABCDEF01");
}

FetchedOrder lazada(const Json& order, const Json& items) {
    return fetched("lazada", {order, items}, "260422900198363");
}

FetchedOrder tiktok(const Json& answer) {
    return fetched("tiktok", {answer}, "576684019603311365");
}

FetchedOrder tiki(const Json& answer) {
    return fetched("tiki", {answer}, "900000001");
}

/// What all four samples say.
void expect_the_same(const InboundEvent& event, const char* channel) {
    SCOPED_TRACE(channel);
    EXPECT_EQ(event.kind, EventKind::order_updated);
    EXPECT_EQ(event.channel, channel);
    ASSERT_TRUE(event.order);
    const auto& order = *event.order;
    EXPECT_EQ(order.channel, channel);
    EXPECT_EQ(order.external_id, event.external_id);
    EXPECT_EQ(order.currency, Currency::VND);
    EXPECT_EQ(order.payment.method, PaymentMethod::cod);
    EXPECT_EQ(order.recipient.name, "Trần Thị Sen");
    EXPECT_EQ(order.recipient.country, "VN");
    EXPECT_EQ(order.recipient.province, "Quảng Trị");
    EXPECT_EQ(order.recipient.district, "Thị xã Quảng Trị");
    EXPECT_EQ(order.recipient.village, "Phường 1");
    ASSERT_EQ(order.lines.size(), 1U);
    EXPECT_EQ(order.lines[0].sku.text(), "AO-DEN-M");
    EXPECT_EQ(order.lines[0].quantity, 2);
    EXPECT_EQ(order.lines[0].unit_price, dong(165'500));
}

TEST(FetchedOrders, AreTheSameOrderWhoeverTellsThem) {
    const auto of_shopee = shopee(json(kShopeeOrder)).event.value();
    expect_the_same(of_shopee, "shopee");
    EXPECT_EQ(of_shopee.order->payment.amount, dong(349'000));
    EXPECT_EQ(of_shopee.order->recipient.phone, "84905000001");
    EXPECT_EQ(of_shopee.order->lines[0].name, "Áo thun (Đen, M)");
    EXPECT_EQ(of_shopee.order->lines[0].weight_g, 250);
    EXPECT_EQ(of_shopee.order->note, "Giao giờ hành chính");
    EXPECT_EQ(format_utc(of_shopee.source_time.value()), "2026-01-01T02:59:55Z");
    EXPECT_EQ(format_utc(of_shopee.order->placed_at), "2026-01-01T02:50:00Z");

    const auto of_lazada = lazada(json(kLazadaOrder), json(kLazadaItems)).event.value();
    expect_the_same(of_lazada, "lazada");
    EXPECT_EQ(of_lazada.order->payment.amount, dong(349'000));
    EXPECT_EQ(of_lazada.order->recipient.phone, "+84905000001");
    EXPECT_EQ(of_lazada.order->recipient.landmark, "cạnh chợ");
    EXPECT_EQ(format_utc(of_lazada.source_time.value()), "2026-01-01T02:59:00Z");

    const auto of_tiktok = tiktok(json(kTikTokOrder)).event.value();
    expect_the_same(of_tiktok, "tiktok");
    EXPECT_EQ(of_tiktok.order->payment.amount, dong(349'000));
    EXPECT_EQ(of_tiktok.order->recipient.phone, "+84905000001");
    EXPECT_EQ(format_utc(of_tiktok.source_time.value()), "2026-01-01T02:59:30Z");

    const auto of_tiki = tiki(json(kTikiOrder)).event.value();
    expect_the_same(of_tiki, "tiki");
    EXPECT_EQ(of_tiki.order->payment.amount, dong(331'000)) << "the goods: no other sum is told";
    EXPECT_EQ(format_utc(of_tiki.order->placed_at), "2026-01-01T02:55:00Z");
}

TEST(FetchedOrders, NameTheListingsThatWereBought) {
    const auto listed = [](const FetchedOrder& order) { return order.event.value().listings; };
    using Listings = std::vector<Listing>;
    EXPECT_EQ(
        listed(shopee(json(kShopeeOrder))), (Listings{{"AO-DEN-M", "2600144043", "10000800"}})
    );
    EXPECT_EQ(
        listed(lazada(json(kLazadaOrder), json(kLazadaItems))),
        (Listings{{"AO-DEN-M", "1884392091", "10044238042"}})
    ) << "two pieces of one listing";
    EXPECT_EQ(
        listed(tiktok(json(kTikTokOrder))),
        (Listings{{"AO-DEN-M", "1729592969712207008", "1729592969712207012"}})
    );
    EXPECT_EQ(listed(tiki(json(kTikiOrder))), (Listings{{"AO-DEN-M", "2138351", "AO-DEN-M"}}));

    const auto plain = with(kShopeeOrder, "/response/order_list/0/item_list/0/model_id", 0);
    EXPECT_EQ(listed(shopee(plain)), (Listings{{"AO-DEN-M", "2600144043", ""}}));
    const auto strange =
        with(kShopeeOrder, "/response/order_list/0/item_list/0/item_id", Json::array());
    EXPECT_EQ(listed(shopee(strange)), Listings{}) << "and the order is taken";
}

TEST(FetchedOrders, FollowTheWordForTheirState) {
    const struct {
        const char* word;
        EventKind kind;
    } cases[] = {
        {"UNPAID", EventKind::ignored},
        {"READY_TO_SHIP", EventKind::order_updated},
        {"RETRY_SHIP", EventKind::order_updated},
        {"IN_CANCEL", EventKind::cancel_requested},
        {"CANCELLED", EventKind::order_cancelled},
        {"SHIPPED", EventKind::ignored},
        {"COMPLETED", EventKind::ignored},
        {"TO_RETURN", EventKind::ignored},
    };
    for (const auto& row : cases) {
        const auto order = with(kShopeeOrder, "/response/order_list/0/order_status", row.word);
        EXPECT_EQ(shopee(order).event.value().kind, row.kind) << row.word;
    }
    const auto strange = with(kShopeeOrder, "/response/order_list/0/order_status", "TELEPORTED");
    const auto refused = shopee(strange).event;
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.at(0).pointer, "/order_status");
}

TEST(FetchedOrders, ThatThePlatformDoesNotKnowAreNotFound) {
    const auto none = with(kShopeeOrder, "/response/order_list", Json::array());
    EXPECT_EQ(shopee(none).event.error().code, ErrorCode::not_found);
    const auto other = with(kTikTokOrder, "/data/orders/0/id", "1");
    EXPECT_EQ(tiktok(other).event.error().code, ErrorCode::not_found);
}

TEST(LazadaOrders, SendTheLinesThatAreStillWanted) {
    const auto one_gone = with(kLazadaItems, "/data/1/status", "canceled");
    const auto event = lazada(json(kLazadaOrder), one_gone).event.value();
    ASSERT_EQ(event.kind, EventKind::order_updated);
    EXPECT_EQ(event.order->lines.at(0).quantity, 1);
    EXPECT_EQ(event.order->payment.amount, dong(183'500)) << "165,500 and 18,000 of carriage";
    auto all_gone = with(kLazadaItems, "/data/1/status", "canceled");
    all_gone["data"][0]["status"] = "canceled";
    EXPECT_EQ(lazada(json(kLazadaOrder), all_gone).event.value().kind, EventKind::order_cancelled);
    const auto asked = with(kLazadaOrder, "/data/is_cancel_pending", true);
    EXPECT_EQ(lazada(asked, json(kLazadaItems)).event.value().kind, EventKind::cancel_requested);
}

TEST(LazadaOrders, WhoseSumsDisagreeAreNotCollectedByGuess) {
    const auto odd = with(kLazadaOrder, "/data/price", "340000.00");
    const auto refused = lazada(odd, json(kLazadaItems)).event;
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().fields.at(0).pointer, "/price");
    const auto without_carriage = with(kLazadaOrder, "/data/price", "331000.00");
    EXPECT_EQ(
        lazada(without_carriage, json(kLazadaItems)).event.value().order->payment.amount,
        dong(349'000)
    );
}

TEST(TikTokOrders, WaitWhileTheyAreOnHoldAndAskWhenTheBuyerWantsOut) {
    const auto held = with(kTikTokOrder, "/data/orders/0/is_on_hold_order", true);
    EXPECT_EQ(tiktok(held).event.value().kind, EventKind::ignored);
    const auto asked = with(kTikTokOrder, "/data/orders/0/is_buyer_request_cancel", true);
    EXPECT_EQ(tiktok(asked).event.value().kind, EventKind::cancel_requested);
}

TEST(FetchedOrders, NameEveryMemberTheyCannotBeTakenWith) {
    auto broken = with(kShopeeOrder, "/response/order_list/0/item_list/0/model_sku", "");
    broken["response"]["order_list"][0]["item_list"][0]["item_sku"] = "";
    broken["response"]["order_list"][0]["item_list"][0]["model_quantity_purchased"] = 1e300;
    broken["response"]["order_list"][0]["currency"] = "XYZ";
    broken["response"]["order_list"][0]["recipient_address"]["region"] = "TH";
    const auto refused = shopee(broken).event;
    ASSERT_FALSE(refused);
    std::vector<std::string> at;
    for (const auto& field : refused.error().fields) {
        at.push_back(field.pointer);
    }
    EXPECT_EQ(
        at,
        (std::vector<std::string>{
            "/currency",
            "/recipient_address/region",
            "/item_list/0/model_sku",
            "/item_list/0/model_quantity_purchased",
        })
    );
}

TEST(KiotVietOrders, CollectWhatIsLeftToPayAndGoWhereTheDeliveryGoes) {
    const auto read = [](const Json& order) {
        return fetched("kiotviet", {order}, "9100000001").event;
    };
    const auto event = read(json(kKiotVietOrder)).value();
    EXPECT_EQ(event.kind, EventKind::order_updated);
    EXPECT_EQ(event.external_id, "9100000001");
    EXPECT_EQ(format_utc(event.source_time.value()), "2026-01-01T02:58:10Z");
    EXPECT_EQ(event.order->payment.method, PaymentMethod::cod);
    EXPECT_EQ(event.order->payment.amount, dong(331'000));
    EXPECT_EQ(event.order->recipient.name, "Trần Thị Sen");
    EXPECT_EQ(event.order->recipient.province, "Quảng Trị");
    EXPECT_EQ(event.order->recipient.district, "Thành phố Đông Hà");
    EXPECT_EQ(event.order->lines.at(0).unit_price, dong(165'500));
    const auto deposit = read(with(kKiotVietOrder, "/totalPayment", 100'000.0)).value();
    EXPECT_EQ(deposit.order->payment.amount, dong(231'000));
    const auto paid = read(with(kKiotVietOrder, "/totalPayment", 331'000.0)).value();
    EXPECT_EQ(paid.order->payment.method, PaymentMethod::prepaid);
    EXPECT_EQ(read(with(kKiotVietOrder, "/status", 4)).value().kind, EventKind::order_cancelled);
    EXPECT_EQ(read(with(kKiotVietOrder, "/status", 3)).value().kind, EventKind::ignored);
    EXPECT_FALSE(read(with(kKiotVietOrder, "/status", 9))) << "nobody knows it";
    auto nobody = with(kKiotVietOrder, "/orderDelivery", nullptr);
    nobody.erase("customerName");
    EXPECT_EQ(read(nobody).error().fields.at(0).pointer, "/customerName");
}

TEST(FetchedOrders, OfNonsenseAreErrorsAndNoCrash) {
    for (const char* text :
         {"null",
          "[]",
          "1",
          "{}",
          R"({"response":{"order_list":[1]}})",
          R"({"data":{"orders":{}}})",
          R"({"data":null})"}) {
        EXPECT_FALSE(shopee(json(text)).event) << text;
        EXPECT_FALSE(tiktok(json(text)).event) << text;
        EXPECT_FALSE(tiki(json(text)).event) << text;
        EXPECT_FALSE(lazada(json(text), json(text)).event) << text;
    }
}

} // namespace
} // namespace route9::adapters
