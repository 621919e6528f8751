// SPDX-License-Identifier: Apache-2.0
// Orders for shirts in Đông Hà, to places on both sides of the border, and what people say of the
// gates. Builds on ShippingUnderTest.
#pragma once

#include "shipping_under_test.hpp"

#include <algorithm>
#include <string>

namespace route9::tests {

namespace at = gateway::endpoints;

inline const Json to_savannakhet{
    {"country", "LA"}, {"province", "ສະຫວັນນະເຂດ"}, {"district", "ໄກສອນ ພົມວິຫານ"}
};
inline const Json to_vientiane{{"country", "LA"}, {"province", "LA-VT"}, {"district", "ຈັນທະບູລີ"}};

class PlanningUnderTest : public ShippingUnderTest {
public:
    /// One shirt of 250 g; the order as GET gives it.
    Json order(const std::string& external_id, const Json& place) {
        Json recipient = place;
        recipient["name"] = "Nang Tuayang";
        recipient["phone"] = place.at("country") == "VN" ? "0905 123 456" : "020 5512 3456";
        const Json body{
            {"external_id", external_id},
            {"channel", "rest"},
            {"placed_at", "2026-03-10T07:55:00+07:00"},
            {"currency", "LAK"},
            {"payment", {{"method", "prepaid"}, {"amount", "165500"}}},
            {"recipient", recipient},
            {"items",
             Json::array(
                 {{{"sku", "SHIRT"}, {"name", "Shirt"}, {"quantity", 1}, {"unit_price", "165500"}}}
             )},
        };
        const Answer answer = call(at::post_order, by_seller(), {.body = body});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return read(at::get_order, staff(), answer.json().at("id")).json();
    }

    Answer
    report(const std::string& gate, const std::string& state, Json changes = Json::object()) {
        Json body{{"direction", "vn_la"}, {"state", state}, {"source", "border post"}};
        body.update(changes);
        return write(at::put_gate_state, staff(), gate, std::move(body));
    }

    /// "CAUTREO dep_…", without the departure "CAUTREO none"; the status of what is not routed.
    static std::string way(const Json& order) {
        if (order.at("status") != "routed") {
            std::string text = order.at("status").get<std::string>();
            for (const Json& reason : order.at("reasons")) {
                text += " " + reason.at("code").get<std::string>();
            }
            return text;
        }
        const Json& item = order.at("fulfillments").at(0);
        return item.value("gate", "") + " " + item.value("departure", "none");
    }

    static bool rejects(const Json& order, const std::string& option, const std::string& why) {
        const Json& all = order.at("fulfillments").at(0).at("plan").at("rejected");
        return std::ranges::find(all, Json::array({option, why})) != all.end();
    }
};

} // namespace route9::tests
