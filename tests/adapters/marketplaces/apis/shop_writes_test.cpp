// SPDX-License-Identifier: Apache-2.0
// What shop platforms are told of an order that we handle, step by step against answers as they
// give them: nothing twice, nothing against the shop's own word.
#include "marketplaces/apis/telling.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

TEST(WooCommerceIsTold, ATrackingNumberAsMetaDataAndANote) {
    const Telling woo{.platform = "woocommerce"};
    const char* open = R"({"id":727,"status":"processing"})";
    EXPECT_EQ(woo.said(kPacked, {}), "GET /orders/727?_fields=id%2Cstatus");
    EXPECT_EQ(
        woo.said(kPacked, {open}),
        R"(PUT /orders/727 {"meta_data":[{"key":"route9_tracking_number","value":"R9-1"}]})"
    );
    EXPECT_EQ(woo.said(kPacked, {open, "{}"}), "GET /orders/727/notes");
    EXPECT_EQ(
        woo.said(kPacked, {open, "{}", R"([{"id":1,"note":"Status changed"}])"}),
        R"(POST /orders/727/notes {"customer_note":false,"note":"route9: R9-1"})"
    );
    EXPECT_EQ(woo.said(kPacked, {open, "{}", "[]", R"({"id":2})"}), "done: R9-1");
    EXPECT_EQ(woo.said(kPacked, {open, "{}", R"([{"id":2,"note":"route9: R9-1"}])"}), "done: R9-1")
        << "an attempt that was cut off is not mailed again";
    const Telling loud{
        .platform = "woocommerce",
        .settings =
            {{"tell_buyer", "on"},
             {"tracking_company", "Lào Express"},
             {"packed_status", "completed"}},
    };
    EXPECT_EQ(
        loud.said(kPacked, {open}),
        R"(PUT /orders/727 {"meta_data":[{"key":"route9_tracking_number","value":"R9-1"}],)"
        R"("status":"completed"})"
    );
    EXPECT_EQ(
        loud.said(kPacked, {open, "{}", "[]"}),
        R"(POST /orders/727/notes {"customer_note":true,"note":"Lào Express: R9-1"})"
    );
}

TEST(WooCommerceIsTold, NothingAgainstItsOwnWord) {
    const Telling woo{.platform = "woocommerce"};
    const char* cancelled = R"({"id":727,"status":"cancelled"})";
    const char* completed = R"({"id":727,"status":"completed"})";
    EXPECT_EQ(woo.said(kPacked, {cancelled}), "refused: the order is cancelled at WooCommerce");
    EXPECT_EQ(woo.said(kDelivered, {cancelled}), "refused: the order is cancelled at WooCommerce");
    EXPECT_EQ(woo.said(kCancelled, {cancelled}), "done: cancelled");
    EXPECT_EQ(woo.said(kCancelled, {completed}), "refused: the order is completed at WooCommerce");
    EXPECT_EQ(woo.said(kDelivered, {completed}), "done: completed");
}

TEST(WooCommerceIsTold, DeliveriesAndCancellationsAsStatus) {
    const Telling woo{.platform = "woocommerce"};
    const char* open = R"({"id":727,"status":"on-hold"})";
    EXPECT_EQ(woo.said(kDelivered, {open}), R"(PUT /orders/727 {"status":"completed"})");
    EXPECT_EQ(woo.said(kDelivered, {open, "{}"}), "done: completed");
    EXPECT_EQ(woo.said(kCancelled, {open}), R"(PUT /orders/727 {"status":"cancelled"})");
    EXPECT_EQ(
        woo.said(out_of_stock(), {open}),
        R"(PUT /orders/727 {"meta_data":[{"key":"route9_cancel_reason","value":"out_of_stock"}],)"
        R"("status":"cancelled"})"
    );
    EXPECT_EQ(woo.said(kFailed, {}), "GET /orders/727/notes");
    EXPECT_EQ(
        woo.said(kFailed, {"[]"}),
        R"(POST /orders/727/notes {"customer_note":false,"note":"route9: delivery_failed"})"
    );
    const WriteBack strange{.action = WriteAction::delivered, .external_id = "../users?x=1"};
    EXPECT_EQ(woo.said(strange, {}), "GET /orders/..%2Fusers%3Fx%3D1?_fields=id%2Cstatus")
        << "an id stays one";
}

TEST(HaravanIsTold, AFulfilmentAfterItsConfirmation) {
    const Telling haravan{.platform = "haravan", .settings = {{"tracking_company", "Viettel"}}};
    const char* fresh = R"({"order":{"id":727,"cancelled_at":null,"cancelled_status":"uncancelled",
        "confirmed_status":"unconfirmed","fulfillment_status":"notfulfilled","fulfillments":[]}})";
    const char* confirmed = R"({"order":{"id":727,"confirmed_status":"confirmed",
        "fulfillments":[]}})";
    const std::string fulfil = R"(POST /orders/727/fulfillments.json {"fulfillment":)"
                               R"({"notify_customer":false,"tracking_company":"Viettel",)"
                               R"("tracking_number":"R9-1"}})";
    EXPECT_EQ(haravan.said(kPacked, {}), "GET /orders/727.json");
    EXPECT_EQ(haravan.said(kPacked, {fresh}), "POST /orders/727/confirm.json {}");
    EXPECT_EQ(haravan.said(kPacked, {fresh, "{}"}), fulfil);
    EXPECT_EQ(haravan.said(kPacked, {fresh, "{}", "{}"}), "done: R9-1");
    EXPECT_EQ(haravan.said(kPacked, {confirmed}), fulfil);
    EXPECT_EQ(haravan.said(kPacked, {confirmed, "{}"}), "done: R9-1");
    const char* told = R"({"order":{"fulfillments":[{"id":5,"tracking_number":"R9-1"}]}})";
    EXPECT_EQ(haravan.said(kPacked, {told}), "done: fulfilled at Haravan already");
    const char* cancelled = R"({"order":{"cancelled_status":"cancelled"}})";
    EXPECT_EQ(haravan.said(kPacked, {cancelled}), "refused: the order is cancelled at Haravan");
}

TEST(HaravanIsTold, ThatAnOrderIsAcceptedByItsConfirmationAlone) {
    const Telling haravan{.platform = "haravan"};
    const char* fresh = R"({"order":{"id":727,"confirmed_status":"unconfirmed"}})";
    EXPECT_EQ(haravan.said(kAccepted, {}), "GET /orders/727.json");
    EXPECT_EQ(haravan.said(kAccepted, {fresh}), "POST /orders/727/confirm.json {}");
    EXPECT_EQ(haravan.said(kAccepted, {fresh, "{}"}), "done: confirmed");
    EXPECT_EQ(
        haravan.said(kAccepted, {R"({"order":{"confirmed_status":"confirmed"}})"}),
        "done: confirmed"
    );
    EXPECT_EQ(
        haravan.said(kAccepted, {R"({"order":{"cancelled_status":"cancelled"}})"}),
        "refused: the order is cancelled at Haravan"
    );
}

TEST(HaravanIsTold, TheLastMileOfTheFulfilmentThatStands) {
    const Telling haravan{.platform = "haravan"};
    const char* sent = R"({"order":{"fulfillments":[{"id":5,"status":"success"},
        {"id":6,"status":"cancelled"}]}})";
    EXPECT_EQ(
        haravan.said(kDelivered, {sent}),
        R"(PUT /orders/727/fulfillments/5.json {"fulfillment":{"carrier_status_code":"delivered"}})"
    );
    EXPECT_EQ(haravan.said(kDelivered, {sent, "{}"}), "done: delivered");
    EXPECT_EQ(
        haravan.said(kShipped, {sent}),
        R"(PUT /orders/727/fulfillments/5.json )"
        R"({"fulfillment":{"carrier_status_code":"delivering"}})"
    );
    EXPECT_EQ(haravan.said(kShipped, {sent, "{}"}), "done: on its way");
    EXPECT_EQ(
        haravan.said(kFailed, {sent}),
        R"(PUT /orders/727/fulfillments/5.json )"
        R"({"fulfillment":{"carrier_status_code":"notmeetcustomer"}})"
    );
    EXPECT_EQ(
        haravan.said(kDelivered, {R"({"order":{"fulfillments":[]}})"}),
        "done: Haravan has no fulfilment to tell it of"
    );
}

TEST(HaravanIsTold, WhyAnOrderIsCancelled) {
    const Telling haravan{.platform = "haravan", .settings = {{"tell_buyer", "on"}}};
    const char* open = R"({"order":{"id":727,"cancelled_at":null}})";
    EXPECT_EQ(
        haravan.said(kCancelled, {open}),
        R"(POST /orders/727/cancel.json {"email":true,"reason":"other"})"
    );
    EXPECT_EQ(
        haravan.said(out_of_stock(), {open}),
        R"(POST /orders/727/cancel.json {"email":true,"reason":"inventory"})"
    );
    EXPECT_EQ(haravan.said(kCancelled, {open, "{}"}), "done: cancelled");
    const char* gone = R"({"order":{"cancelled_at":"2026-01-01T02:00:00Z"}})";
    EXPECT_EQ(haravan.said(kCancelled, {gone}), "done: cancelled");
}

/// The variables of a GraphQL call, and that it is the mutation that is meant.
Json variables(const WriteStep& step, const std::string& mutation) {
    EXPECT_EQ(step.kind, WriteStep::Kind::call) << step.words;
    EXPECT_EQ(step.call.method + " " + step.call.target, "POST /graphql.json");
    const Json body = json(step.call.body);
    EXPECT_NE(body.at("query").get<std::string>().find(mutation), std::string::npos)
        << step.call.body;
    return body.at("variables");
}

TEST(ShopifyIsTold, EachOpenFulfilmentOrderOnce) {
    const Telling shopify{.platform = "shopify", .settings = {{"tell_buyer", "on"}}};
    EXPECT_EQ(
        variables(shopify.step(kPacked, {}), "fulfillmentOrders(first: 20)"),
        json(R"({"id":"gid://shopify/Order/727"})")
    );
    const char* state = R"({"data":{"order":{"cancelledAt":null,"fulfillments":[],
        "fulfillmentOrders":{"nodes":[
          {"id":"gid://shopify/FulfillmentOrder/1","status":"CLOSED"},
          {"id":"gid://shopify/FulfillmentOrder/2","status":"OPEN"},
          {"id":"gid://shopify/FulfillmentOrder/3","status":"ON_HOLD"},
          {"id":"gid://shopify/FulfillmentOrder/4","status":"IN_PROGRESS"}]}}}})";
    const char* good = R"({"data":{"fulfillmentCreate":{"fulfillment":{"id":"x"},
        "userErrors":[]}}})";
    EXPECT_EQ(
        variables(shopify.step(kPacked, {state}), "fulfillmentCreate("),
        json(R"({"fulfillment":{"lineItemsByFulfillmentOrder":[
            {"fulfillmentOrderId":"gid://shopify/FulfillmentOrder/2"}],
            "notifyCustomer":true,"trackingInfo":{"number":"R9-1"}}})")
    );
    EXPECT_EQ(
        variables(shopify.step(kPacked, {state, good}), "fulfillmentCreate(")
            .at("fulfillment")
            .at("lineItemsByFulfillmentOrder"),
        json(R"([{"fulfillmentOrderId":"gid://shopify/FulfillmentOrder/4"}])")
    );
    EXPECT_EQ(shopify.said(kPacked, {state, good, good}), "done: R9-1");
    const char* bad = R"({"data":{"fulfillmentCreate":{"fulfillment":null,
        "userErrors":[{"message":"Fulfillment order is not open"}]}}})";
    EXPECT_EQ(shopify.said(kPacked, {state, bad}), "refused: Fulfillment order is not open");
    const char* closed = R"({"data":{"order":{"cancelledAt":null,
        "fulfillmentOrders":{"nodes":[]}}}})";
    EXPECT_EQ(shopify.said(kPacked, {closed}), "done: fulfilled at Shopify already");
    const char* gone = R"({"data":{"order":{"cancelledAt":"2026-01-01T02:00:00Z"}}})";
    EXPECT_EQ(shopify.said(kPacked, {gone}), "refused: the order is cancelled at Shopify");
    EXPECT_EQ(
        shopify.said(kPacked, {R"({"data":{"order":null}})"}),
        "refused: Shopify does not show this order"
    );
    EXPECT_EQ(shopify.said(kPacked, {R"({"errors":[{"message":"syntax"}]})"}), "refused: syntax");
}

TEST(ShopifyIsTold, ThatAParcelHasLeftUnlessItIsFurther) {
    const Telling shopify{.platform = "shopify"};
    const char* sent = R"({"data":{"order":{"cancelledAt":null,"fulfillments":[
        {"id":"gid://shopify/Fulfillment/1","status":"SUCCESS","displayStatus":"IN_TRANSIT"},
        {"id":"gid://shopify/Fulfillment/2","status":"SUCCESS","displayStatus":"FULFILLED"}]}}})";
    const char* good = R"({"data":{"fulfillmentEventCreate":{"userErrors":[]}}})";
    EXPECT_EQ(
        variables(shopify.step(kShipped, {sent}), "fulfillmentEventCreate("),
        json(R"({"event":{"fulfillmentId":"gid://shopify/Fulfillment/2",
            "status":"CARRIER_PICKED_UP"}})")
    );
    EXPECT_EQ(shopify.said(kShipped, {sent, good}), "done: on its way");
    const char* told = R"({"data":{"order":{"cancelledAt":null,"fulfillments":[
        {"id":"gid://shopify/Fulfillment/2","status":"SUCCESS",
         "displayStatus":"CARRIER_PICKED_UP"}]}}})";
    EXPECT_EQ(shopify.said(kShipped, {told}), "done: on its way");
}

TEST(ShopifyIsTold, TheLastMileByEventsAndTheReasonOfACancellation) {
    const Telling shopify{.platform = "shopify"};
    const char* sent = R"({"data":{"order":{"cancelledAt":null,"fulfillments":[
        {"id":"gid://shopify/Fulfillment/1","status":"CANCELLED","displayStatus":"CANCELED"},
        {"id":"gid://shopify/Fulfillment/2","status":"SUCCESS","displayStatus":"FULFILLED"}]}}})";
    EXPECT_EQ(
        variables(shopify.step(kDelivered, {sent}), "fulfillmentEventCreate("),
        json(R"({"event":{"fulfillmentId":"gid://shopify/Fulfillment/2","status":"DELIVERED"}})")
    );
    EXPECT_EQ(
        variables(shopify.step(kFailed, {sent}), "fulfillmentEventCreate(")
            .at("event")
            .at("status"),
        "ATTEMPTED_DELIVERY"
    );
    const char* good = R"({"data":{"fulfillmentEventCreate":{"userErrors":[]}}})";
    EXPECT_EQ(shopify.said(kDelivered, {sent, good}), "done: delivered");
    const char* open = R"({"data":{"order":{"cancelledAt":null}}})";
    EXPECT_EQ(
        variables(shopify.step(out_of_stock(), {open}), "orderCancel("),
        json(R"({"id":"gid://shopify/Order/727","reason":"INVENTORY","restock":false,
            "notify":false,"refund":{"originalPaymentMethodsRefund":false}})")
    );
    const Json other = variables(shopify.step(kCancelled, {open}), "orderCancel(");
    EXPECT_EQ(other.at("reason"), "OTHER");
    EXPECT_EQ(other.at("restock"), true);
    const char* refused = R"({"data":{"orderCancel":{"job":null,
        "orderCancelUserErrors":[{"message":"Cannot cancel"}]}}})";
    EXPECT_EQ(shopify.said(kCancelled, {open, refused}), "refused: Cannot cancel");
    const char* done = R"({"data":{"orderCancel":{"job":{"id":"j"},"orderCancelUserErrors":[]}}})";
    EXPECT_EQ(shopify.said(kCancelled, {open, done}), "done: cancelled");
}

TEST(SapoIsTold, OfTheWebShopsOrdersOnly) {
    const Telling sapo{.platform = "sapo"};
    const char* open = R"({"order":{"id":727,"status":"open","cancelled_on":null,"line_items":[],
        "fulfillments":[]}})";
    EXPECT_EQ(sapo.said(kPacked, {}), "GET /orders/727.json");
    EXPECT_EQ(
        sapo.said(kPacked, {open}),
        R"(POST /orders/727/fulfillments.json )"
        R"({"fulfillment":{"notify_customer":false,"tracking_number":"R9-1"}})"
    );
    EXPECT_EQ(sapo.said(kPacked, {open, "{}"}), "done: R9-1");
    EXPECT_EQ(
        sapo.said(out_of_stock(), {open}),
        R"(POST /orders/727/cancel.json {"email":false,"reason":"inventory"})"
    );
    EXPECT_EQ(sapo.said(kCancelled, {open, "{}"}), "done: cancelled");
    const char* told = R"({"order":{"fulfillments":[{"tracking_number":"R9-1"}]}})";
    EXPECT_EQ(sapo.said(kPacked, {told}), "done: fulfilled at Sapo already");
    const char* office = R"({"order":{"id":727,"order_line_items":[]}})";
    EXPECT_EQ(sapo.said(kPacked, {office}), "done: Sapo's back office is told nothing");
    EXPECT_EQ(
        sapo.said(kCancelled, {office}),
        "refused: cancel it in Sapo's back office, which is told nothing"
    );
    EXPECT_EQ(sapo.said(kDelivered, {}), "done: Sapo takes no such word");
}

TEST(ShopPlatforms, SurviveAnswersThatAreNonsense) {
    for (const char* platform : {"woocommerce", "haravan", "shopify", "sapo"}) {
        const Telling telling{.platform = platform};
        for (const char* text :
             {"null",
              "[]",
              "1",
              "{}",
              R"({"order":[]})",
              R"({"order":{"fulfillments":{}}})",
              R"({"data":{"order":{"fulfillmentOrders":{"nodes":[1]}}}})"}) {
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
