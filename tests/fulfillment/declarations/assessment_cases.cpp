// SPDX-License-Identifier: Apache-2.0
#include "assessment_cases.hpp"

#include "corridor_rules.hpp"
#include "fulfillment/declarations/assess_document.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment::declarations::test {

Json assessed(const Json& request) {
    const auto out =
        run_assess_document(request.dump(), test::corridor_rules(), test::corridor_rates());
    if (!out) {
        for (const FieldError& field : out.error().fields) {
            ADD_FAILURE() << field.pointer << " " << field.message;
        }
        return {};
    }
    return Json::parse(*out);
}

Json request_of(const std::vector<std::string>& parcels, const std::string& changes) {
    Json request = Json::parse(R"({"country":"VN","flow":"import","registered_on":"2026-03-16",
        "mode":"road","service":"express"})");
    request.update(Json::parse("{" + changes + "}"));
    Json consignments = Json::array();
    for (const std::string& parcel : parcels) {
        Json one = {{"house_bill", "HB-" + std::to_string(consignments.size() + 1)}};
        one.update(Json::parse("{" + parcel + "}"));
        consignments.push_back(one);
    }
    request["master_bills"] = Json::array({{{"id", "MB"}, {"consignments", consignments}}});
    return request;
}

void expect_members(const Json& part, const std::string& expect) {
    const Json wanted = Json::parse("{" + expect + "}");
    for (const auto& [name, value] : wanted.items()) {
        ASSERT_TRUE(part.contains(name)) << name;
        EXPECT_EQ(part[name], value) << name;
    }
}

void run(const std::vector<Case>& cases) {
    for (const Case& one : cases) {
        SCOPED_TRACE(one.title);
        const Json out = assessed(request_of({one.parcel}, one.changes));
        if (!out.is_null()) {
            expect_members(out["master_bills"][0]["consignments"][0], one.expect);
        }
    }
}

std::string vnd(const std::string& amount, const std::string& rates) {
    return R"("price":{"amount":")" + amount + R"(","currency":"VND"},"rates":{)" + rates + "}";
}

std::string lak(const std::string& amount, const std::string& rates) {
    return R"("price":{"amount":")" + amount + R"(","currency":"LAK"},"rates":{)" + rates + "}";
}

} // namespace route9::fulfillment::declarations::test
