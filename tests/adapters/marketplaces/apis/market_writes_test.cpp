// SPDX-License-Identifier: Apache-2.0
// What Tiki, Lazada and KiotViet are told of an order that we handle, step by step against answers
// as they give them. Sendo, Nhanh and TikTok stand with their other tests.
#include "marketplaces/apis/telling.hpp"

#include <gtest/gtest.h>

#include <cstddef>

namespace route9::adapters {
namespace {

constexpr const char* kDropship = R"({"code":"727","fulfillment_type":"dropship",
    "status":"queueing","tiki_warehouse":{"code":"sgn"},
    "items":[{"id":191,"confirmation":{"status":"waiting"}},
             {"id":192,"confirmation":{"status":"seller_confirmed"}}]})";
constexpr const char* kOneWarehouse = R"({"seller_inventories":[{"id":188954}],
    "mappings":[{"tiki_warehouse_code":"hn4","seller_inventory_ids":[7]},
                {"tiki_warehouse_code":"sgn","seller_inventory_ids":[188954]}]})";

TEST(TikiIsTold, ThatTheGoodsAreThereWithTheWarehouseThatItNames) {
    const Telling tiki{.platform = "tiki"};
    EXPECT_EQ(tiki.said(kAccepted, {}), "GET /v2/orders/727");
    EXPECT_EQ(
        tiki.said(kAccepted, {kDropship}), "GET /v2/seller-inventories?tiki_warehouse_codes=sgn"
    );
    EXPECT_EQ(
        tiki.said(kAccepted, {kDropship, kOneWarehouse}),
        R"(POST /v2/orders/727/dropship/confirm-available )"
        R"({"confirmation_status":"seller_confirmed","seller_inventory_id":188954})"
    );
    EXPECT_EQ(tiki.said(kAccepted, {kDropship, kOneWarehouse, "{}"}), "done: told");
    const char* two = R"({"mappings":[{"tiki_warehouse_code":"sgn",
        "seller_inventory_ids":[188954,188955]}]})";
    EXPECT_EQ(
        tiki.said(kAccepted, {kDropship, two}),
        "refused: the connection needs seller_inventory=…, the warehouse's number at Tiki"
    );
    const Telling chosen{.platform = "tiki", .settings = {{"seller_inventory", "188955"}}};
    EXPECT_EQ(
        chosen.said(kAccepted, {kDropship}),
        R"(POST /v2/orders/727/dropship/confirm-available )"
        R"({"confirmation_status":"seller_confirmed","seller_inventory_id":188955})"
    );
    EXPECT_EQ(chosen.said(kAccepted, {kDropship, "{}"}), "done: told");
}

TEST(TikiIsTold, OfWhichPiecesWhereTheSellerOrTikiDelivers) {
    const Telling tiki{.platform = "tiki", .settings = {{"seller_inventory", "188955"}}};
    for (const char* how : {"tiki_delivery", "seller_delivery", "cross_border"}) {
        Json order = json(kDropship);
        order["fulfillment_type"] = how;
        const std::string text = order.dump();
        EXPECT_EQ(
            tiki.said(kAccepted, {text.c_str()}),
            R"(POST /v2/orders/727/confirm-available )"
            R"({"available_item_ids":[191],"seller_inventory_id":188955})"
        ) << how;
    }
}

TEST(TikiIsTold, OnceAndAlsoWhenItIsPackedIfNotBefore) {
    const Telling tiki{.platform = "tiki", .settings = {{"seller_inventory", "188955"}}};
    const char* confirmed = R"({"fulfillment_type":"dropship","status":"processing",
        "items":[{"id":191,"confirmation":{"status":"seller_confirmed"}}]})";
    EXPECT_EQ(tiki.said(kAccepted, {confirmed}), "done: Tiki waits for no confirmation");
    EXPECT_EQ(tiki.said(kPacked, {confirmed}), "done: Tiki waits for no confirmation");
    EXPECT_EQ(
        tiki.said(kPacked, {kDropship}),
        R"(POST /v2/orders/727/dropship/confirm-available )"
        R"({"confirmation_status":"seller_confirmed","seller_inventory_id":188955})"
    );
    const char* partly = R"({"fulfillment_type":"tiki_delivery","status":"queueing",
        "items":[{"id":191},{"id":192,"confirmation":{"status":"waiting"}}]})";
    EXPECT_EQ(
        tiki.said(kAccepted, {partly}),
        R"(POST /v2/orders/727/confirm-available )"
        R"({"available_item_ids":[192],"seller_inventory_id":188955})"
    ) << "what Tiki has itself needs nobody's word";
    const char* silent = R"({"fulfillment_type":"tiki_delivery","items":[{"id":191}]})";
    EXPECT_EQ(
        tiki.said(kAccepted, {silent}),
        R"(POST /v2/orders/727/confirm-available )"
        R"({"available_item_ids":[191],"seller_inventory_id":188955})"
    );
    const char* gone =
        R"({"fulfillment_type":"dropship","status":"canceled","items":[{"id":191}]})";
    EXPECT_EQ(tiki.said(kAccepted, {gone}), "refused: the order is cancelled at Tiki");
    EXPECT_EQ(tiki.said(kCancelled, {gone}), "done: cancelled");
    EXPECT_EQ(tiki.said(kShipped, {}), "done: Tiki sees for itself when its driver has a parcel");
}

TEST(TikiIsTold, OfACancellationOnlyWhereItsDriversFetch) {
    const Telling tiki{.platform = "tiki"};
    EXPECT_EQ(
        tiki.said(kCancelled, {kDropship, kOneWarehouse}),
        R"(POST /v2/orders/727/dropship/confirm-available )"
        R"({"confirmation_status":"seller_canceled","seller_inventory_id":188954})"
    );
    EXPECT_EQ(
        tiki.said(kCancelled, {R"({"fulfillment_type":"seller_delivery","status":"queueing"})"}),
        "refused: cancel it in Tiki's seller centre: by call only dropship orders are given up"
    );
}

TEST(TikiIsTold, OfADeliveryByTheSellerOnly) {
    const Telling tiki{.platform = "tiki"};
    const char* own = R"({"fulfillment_type":"seller_delivery"})";
    EXPECT_EQ(
        tiki.said(kDelivered, {own}),
        R"(POST /v2/orders/727/seller-delivery/update-delivery {"status":"successful_delivery"})"
    );
    EXPECT_EQ(
        tiki.said(kFailed, {own}),
        R"(POST /v2/orders/727/seller-delivery/update-delivery )"
        R"({"failure_cause":"customer_unreachable","status":"failed_delivery"})"
    );
    EXPECT_EQ(
        tiki.said(kDelivered, {kDropship}),
        "done: Tiki takes no such word of an order of the kind dropship"
    );
}

std::string unescaped(const std::string& text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%') {
            plain += static_cast<char>(std::stoi(text.substr(at + 1, 2), nullptr, 16));
            at += 2;
        } else {
            plain += text[at];
        }
    }
    return plain;
}

/// "POST /path name=value": what Lazada is asked, without the members that sign it.
std::string asked(const WriteStep& step, const std::string& name) {
    EXPECT_EQ(step.kind, WriteStep::Kind::call) << step.words;
    const std::string target = unescaped(step.call.target);
    const auto query = target.find('?');
    const auto from = target.find(name + "=", query);
    const auto end = from == std::string::npos ? from : target.find('&', from);
    return step.call.method + " " + target.substr(0, query) + " " +
           (from == std::string::npos ? "" : target.substr(from, end - from));
}

constexpr const char* kPending = R"({"data":[
    {"order_item_id":1,"status":"pending","package_id":"","delivery_option_sof":"0"},
    {"order_item_id":2,"status":"pending","package_id":"","delivery_option_sof":"0"}]})";
constexpr const char* kOwnPending = R"({"data":[
    {"order_item_id":1,"status":"pending","package_id":"","delivery_option_sof":"1"}]})";
constexpr const char* kPacked1 = R"({"result":{"success":true,"data":{"pack_order_list":[
    {"order_id":727,"order_item_list":[{"order_item_id":1,"item_err_code":"0","msg":"success",
     "package_id":"FP01","tracking_number":"LEXVN1","retry":false}]}]}}})";
constexpr const char* kReady = R"({"result":{"success":true,"data":{"packages":[
    {"package_id":"FP01","item_err_code":"0","msg":"success","retry":false}]}}})";
constexpr const char* kOwnPackedItems = R"({"data":[
    {"order_item_id":1,"status":"packed","package_id":"FP01","delivery_option_sof":"1"},
    {"order_item_id":2,"status":"packed","package_id":"FP01","delivery_option_sof":"1"},
    {"order_item_id":3,"status":"packed","package_id":"FP02","delivery_option_sof":"1"}]})";

TEST(LazadaIsTold, ThatAParcelIsReadyAtOnceWhereItsCarrierComes) {
    const Telling lazada{.platform = "lazada"};
    EXPECT_EQ(asked(lazada.step(kPacked, {}), "order_id"), "GET /order/items/get order_id=727");
    EXPECT_EQ(
        asked(lazada.step(kPacked, {kPending}), "packReq"),
        R"(POST /order/fulfill/pack packReq={"delivery_type":"dropship","pack_order_list":)"
        R"([{"order_id":"727","order_item_list":[1,2]}],"shipping_allocate_type":"TFS"})"
    );
    EXPECT_EQ(
        asked(lazada.step(kPacked, {kPending, kPacked1}), "readyToShipReq"),
        R"(POST /order/package/rts readyToShipReq={"packages":[{"package_id":"FP01"}]})"
    );
    EXPECT_EQ(lazada.said(kPacked, {kPending, kPacked1, kReady}), "done: LEXVN1");
    const char* cut_off = R"({"data":[{"order_item_id":1,"status":"packed","package_id":"FP01",
        "delivery_option_sof":"0"}]})";
    EXPECT_EQ(
        asked(lazada.step(kPacked, {cut_off}), "readyToShipReq"),
        R"(POST /order/package/rts readyToShipReq={"packages":[{"package_id":"FP01"}]})"
    ) << "an attempt that was cut off between the two calls goes on";
    EXPECT_EQ(lazada.said(kPacked, {cut_off, kReady}), "done: ready to ship");
}

TEST(LazadaIsTold, ThatAParcelIsReadyWhenItHasLeftWhereTheOwnFleetCarriesIt) {
    const Telling lazada{.platform = "lazada"};
    EXPECT_EQ(lazada.said(kPacked, {kOwnPending, kPacked1}), "done: LEXVN1");
    EXPECT_EQ(lazada.said(kPacked, {kOwnPackedItems}), "done: packed at Lazada already");
    EXPECT_EQ(
        asked(lazada.step(kShipped, {kOwnPackedItems}), "readyToShipReq"),
        R"(POST /order/package/rts readyToShipReq=)"
        R"({"packages":[{"package_id":"FP01"},{"package_id":"FP02"}]})"
    );
    EXPECT_EQ(lazada.said(kShipped, {kOwnPackedItems, kReady}), "done: ready to ship");
    const char* sent = R"({"data":[{"order_item_id":1,"status":"ready_to_ship",
        "package_id":"FP01","delivery_option_sof":"1"}]})";
    EXPECT_EQ(lazada.said(kShipped, {sent}), "done: packed at Lazada already");
    EXPECT_EQ(lazada.said(kShipped, {kOwnPending}), "refused: Lazada does not know it packed");
    const char* no = R"({"result":{"data":{"packages":[{"package_id":"FP01",
        "item_err_code":"700000","msg":"not allowed","retry":false}]}}})";
    EXPECT_EQ(lazada.said(kShipped, {kOwnPackedItems, no}), "refused: 700000 not allowed");
    EXPECT_EQ(lazada.said(kAccepted, {}), "done: Lazada knows no such step");
}

TEST(KiotVietIsTold, ACancellationAndNothingElse) {
    const Telling kiotviet{.platform = "kiotviet", .settings = {{"retailer", "gom"}}};
    EXPECT_EQ(kiotviet.said(kCancelled, {}), "GET /orders/727");
    EXPECT_EQ(kiotviet.said(kCancelled, {R"({"id":727,"status":1})"}), "DELETE /orders/727");
    EXPECT_EQ(kiotviet.said(kCancelled, {R"({"id":727,"status":2})"}), "DELETE /orders/727");
    EXPECT_EQ(kiotviet.said(kCancelled, {R"({"status":1})", "{}"}), "done: cancelled");
    EXPECT_EQ(kiotviet.said(kCancelled, {R"({"status":4})"}), "done: cancelled");
    EXPECT_EQ(
        kiotviet.said(kCancelled, {R"({"status":3})"}),
        "refused: KiotViet's order is done, it cannot be given up any more"
    );
    EXPECT_EQ(kiotviet.said(kCancelled, {"{}"}), "refused: KiotViet does not show this order");
    for (const WriteBack* what : {&kAccepted, &kPacked, &kShipped, &kFailed, &kDelivered}) {
        EXPECT_EQ(kiotviet.said(*what, {}), "done: KiotViet takes no such word");
    }
}

TEST(Marketplaces, SurviveAnswersThatAreNonsense) {
    for (const char* platform : {"tiki", "lazada", "kiotviet", "tiktok", "shopee", "sendo"}) {
        const Telling telling{.platform = platform};
        for (const char* text :
             {"null",
              "[]",
              "1",
              "{}",
              R"({"data":[1]})",
              R"({"items":{},"mappings":[1],"tiki_warehouse":{"code":"sgn"}})",
              R"({"data":{"orders":[1]}})",
              R"({"result":{"data":{"pack_order_list":[{"order_item_list":{}}]}}})"}) {
            for (const WriteBack* what :
                 {&kAccepted, &kPacked, &kShipped, &kDelivered, &kFailed, &kCancelled}) {
                EXPECT_FALSE(telling.said(*what, {text}).empty());
                EXPECT_FALSE(telling.said(*what, {text, text, text}).empty());
            }
        }
    }
}

} // namespace
} // namespace route9::adapters
