// SPDX-License-Identifier: Apache-2.0
// Orders that the buyer was promised by a certain time: a way that keeps it comes first, and one
// that does not is flagged.
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/quotes/quote_endpoints.hpp"
#include "replanning_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

namespace route9::tests {
namespace {

// Today's earliest way to Savannakhet, by Lao Bảo; by Cha Lo it is 2026-03-11T05:00:00+07:00.
constexpr const char* kEarliest = "2026-03-10T23:18:00+07:00";
constexpr const char* kSecondBefore = "2026-03-10T23:17:59+07:00";

class PromisedOrders : public testing::Test, public ReplanningUnderTest {
protected:
    static Json asked(const std::string& promised_by) {
        const Json item{
            {"sku", "SHIRT"}, {"name", "Shirt"}, {"quantity", 1}, {"unit_price", "165500"}
        };
        Json body{
            {"currency", "LAK"},
            {"payment", {{"method", "prepaid"}, {"amount", "165500"}}},
            {"recipient", to_savannakhet},
            {"items", Json::array({item})},
        };
        if (!promised_by.empty()) {
            body["promised_by"] = promised_by;
        }
        return body;
    }
    Answer post(const std::string& external_id, const std::string& promised_by) {
        Json body = asked(promised_by);
        body["external_id"] = external_id;
        body["channel"] = "rest";
        body["placed_at"] = "2026-03-10T07:55:00+07:00";
        body["recipient"]["name"] = "Nang Tuayang";
        body["recipient"]["phone"] = "020 5512 3456";
        return call(at::post_order, by_seller(), {.body = body});
    }
    Json promised(const std::string& external_id, const std::string& promised_by) {
        const Answer answer = post(external_id, promised_by);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return page(answer.json());
    }
    Json quoted(const std::string& promised_by) {
        return call(at::post_quote, by_seller(), {.body = asked(promised_by)}).json();
    }
    /// Without the work that was given back when it was planned anew.
    static Json standing(Json order) {
        Json left = Json::array();
        for (const Json& item : order.at("fulfillments")) {
            if (item.at("status") != "cancelled") {
                left.push_back(item);
            }
        }
        order["fulfillments"] = std::move(left);
        return order;
    }
    /// "kept" or "missed", as page, plan and explanation say it, which must agree.
    static std::string kept(const Json& order) {
        const Json& item = work(order);
        const Json warnings = item.at("plan").value("warnings", Json::array());
        const bool is_warned = std::ranges::count(warnings, Json("PROMISE_MISSED")) == 1;
        const bool is_said = std::ranges::count(
                                 item.at("explanation"), Json("It will arrive later than promised.")
                             ) == 1;
        EXPECT_EQ(is_warned, order.value("promise_missed", false)) << order;
        EXPECT_EQ(is_warned, is_said) << order;
        return is_warned ? "missed" : "kept";
    }
};

TEST_F(PromisedOrders, ShowWhatWasPromised) {
    const Json exact = promised("A1", kEarliest);
    EXPECT_EQ(exact.at("promised_by"), kEarliest);
    EXPECT_EQ(kept(exact), "kept");
    const Json day = promised("A2", "2026-03-10"); // until its end
    EXPECT_EQ(day.at("promised_by"), "2026-03-10T23:59:59+07:00");
    EXPECT_EQ(kept(day), "kept");
    EXPECT_FALSE(promised("A3", "").contains("promised_by"));
}

TEST_F(PromisedOrders, ThatComeLateAreFlagged) {
    const Json late = promised("A1", kSecondBefore);
    EXPECT_EQ(way(late), "LAOBAO none"); // it goes all the same
    EXPECT_EQ(work(late).at("eta"), kEarliest);
    EXPECT_EQ(kept(late), "missed");
    EXPECT_EQ(news("order.routed").at(0).value("promise_missed", false), true);
    EXPECT_EQ(
        quoted(kSecondBefore).at("options").at(0).at("warnings"), Json::array({"PROMISE_MISSED"})
    );
    EXPECT_EQ(quoted(kEarliest).at("options").at(0).at("warnings"), Json::array());
    EXPECT_EQ(
        quoted(kEarliest).at("options").at(1).at("warnings"), Json::array({"PROMISE_MISSED"})
    );
}

TEST_F(PromisedOrders, AreToldWhenTheCorridorBreaksThePromise) {
    const Json order = promised("A1", "2026-03-11T04:59:00+07:00");
    const Json other = promised("A2", "2026-03-11T05:00:00+07:00");
    gate("LAOBAO", "closed");
    EXPECT_EQ(way(page(order)), "CHALO none");
    EXPECT_EQ(kept(page(order)), "missed");
    EXPECT_EQ(kept(page(other)), "kept");
    EXPECT_EQ(news("order.promise_changed").size(), 2U); // each came to be hours later
}

TEST_F(PromisedOrders, AreRefusedWhereTheyMakeNoSense) {
    const Answer before = post("A1", "2026-03-10T07:54:59+07:00");
    EXPECT_EQ(before.status, 422);
    EXPECT_TRUE(before.text.contains("/promised_by")) << before.text;
    const Answer vague = post("A1", "tomorrow");
    EXPECT_EQ(vague.status, 422);
    EXPECT_TRUE(vague.text.contains("/promised_by")) << vague.text;
}

TEST_F(PromisedOrders, ArePromisedAnewUntilTheyArePacked) {
    const Json order = promised("A1", kEarliest);
    const std::string id = order.at("id");
    const auto patch = [&](const Json& changes) {
        const std::string etag = read(at::get_order, staff(), id).header("ETag");
        return call(
            at::patch_order,
            by_seller(),
            {.parameters = {{"id", id}}, .body = changes, .headers = {{"If-Match", etag}}}
        );
    };
    ASSERT_EQ(patch({{"promised_by", kSecondBefore}}).status, 200);
    EXPECT_EQ(page(order).at("promised_by"), kSecondBefore);
    EXPECT_EQ(kept(standing(page(order))), "missed");
    ASSERT_EQ(patch({{"promised_by", "2026-03-12"}}).status, 200);
    EXPECT_EQ(page(order).at("promised_by"), "2026-03-12T23:59:59+07:00");
    EXPECT_EQ(kept(standing(page(order))), "kept");
    ASSERT_EQ(patch({{"note", "knock"}}).status, 200);
    EXPECT_EQ(page(order).at("promised_by"), "2026-03-12T23:59:59+07:00") << "left out, it stays";
    for (const char* wrong : {"tomorrow", "2026-03-09", "9999-12-31"}) {
        const Answer refused = patch({{"promised_by", wrong}});
        EXPECT_EQ(refused.status, 422) << wrong;
        EXPECT_EQ(refused.json().at("errors").at(0).at("pointer"), "/promised_by") << wrong;
    }
    ASSERT_EQ(patch({{"promised_by", nullptr}}).status, 200);
    EXPECT_FALSE(page(order).contains("promised_by"));
}

TEST_F(PromisedOrders, GoFirstWhereATruckGetsSmaller) {
    const DepartureId truck = open_departure();
    const Json any_time = promised("A1", "");
    const Json soon = promised("A2", "2026-03-10T20:00:00+07:00"); // late, and so first of all
    const Json van{
        {"plates", {{"vn", "74C-1"}, {"la", "1"}}}, {"gross_mass_kg", 3000}, {"payload_kg", "0.25"}
    };
    ASSERT_EQ(write(at::put_vehicle, staff(), "VAN", van).status, 201);
    const Answer named =
        write(at::post_departure_vehicle, staff(), truck.text(), {{"vehicle", "VAN"}});
    ASSERT_EQ(named.status, 200) << named.text;
    follow();
    EXPECT_EQ(work(page(soon)).value("departure", "none"), truck.text());
    EXPECT_EQ(work(page(any_time)).value("departure", "none"), "none");
}

} // namespace
} // namespace route9::tests
