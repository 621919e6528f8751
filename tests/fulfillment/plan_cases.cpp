// SPDX-License-Identifier: Apache-2.0
#include "plan_cases.hpp"

#include "corridor_fixture.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {

Json parse(std::string_view text) {
    return parse_json(text).value();
}

Json from_dong_ha(const char* patch) {
    Json document = parse(R"({"now":"2026-03-10T08:00:00+07:00",
        "warehouses":[{"id":"DONGHA","stock":{"A":5,"B":5}}],
        "order":{"id":"o1","dest":"SAVANNAKHET","lines":[{"sku":"A","qty":1}]}})");
    document.merge_patch(parse(patch));
    return document;
}

Json two_gates(const char* patch) {
    Json document = parse(R"({"now":"2026-03-10T08:00:00+07:00",
        "network":{"legs":[
            {"from":"HUB","to":"EAST","km":30,"h":2,"cost":10},
            {"from":"EAST","to":"TOWN","km":30,"h":3,"cost":10},
            {"from":"HUB","to":"WEST","km":45,"h":3,"cost":7},
            {"from":"WEST","to":"TOWN","km":45,"h":3,"cost":8}],
          "gates":[
            {"id":"EAST","hours":["07:00","19:00"],"state":"open","process_h":1,"fee":1},
            {"id":"WEST","hours":["07:00","19:00"],"state":"open","process_h":1,"fee":1}]},
        "warehouses":[{"id":"HUB","stock":{"A":5,"B":5}}],
        "order":{"id":"o1","dest":"TOWN","lines":[{"sku":"A","qty":1}]}})");
    document.merge_patch(parse(patch));
    return document;
}

void expect_cases(const std::vector<PlanCase>& cases) {
    for (const PlanCase& each : cases) {
        SCOPED_TRACE(each.what);
        const Json answer = run_plan(each.document);
        for (const auto& [name, value] : parse(each.expected).items()) {
            EXPECT_EQ(print_json(answer.value(name, Json{})), print_json(value)) << name;
        }
    }
}

} // namespace route9::fulfillment
