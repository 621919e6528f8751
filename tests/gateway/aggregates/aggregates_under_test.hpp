// SPDX-License-Identifier: Apache-2.0
// Bags and pallets beside a truck to Savannakhet. Builds on FloorUnderTest.
#pragma once

#include "floor_under_test.hpp"
#include "gateway/aggregates/aggregate_endpoints.hpp"
#include "gateway/aggregates/aggregate_members.hpp"

#include <string>

namespace route9::tests {

class AggregatesUnderTest : public FloorUnderTest {
public:
    /// The id of a new one.
    std::string made(const std::string& kind = "bag", const std::string& warehouse = "DONGHA") {
        const Json body{{"kind", kind}, {"warehouse", warehouse}};
        const Answer answer = call(at::post_aggregate, staff(), {.body = body});
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json().value("id", "");
    }
    Answer put_in(const std::string& aggregate, const Json& members) {
        return write(at::post_aggregate_members, staff(), aggregate, {{"add", members}});
    }
    Answer take_out(const std::string& aggregate, const Json& members) {
        return write(at::post_aggregate_members, staff(), aggregate, {{"remove", members}});
    }
    Answer close_it(const std::string& aggregate, const std::string& seal = "") {
        return write(
            at::post_aggregate_close,
            staff(),
            aggregate,
            seal.empty() ? Json{} : Json{{"seal", seal}}
        );
    }
    Json shown(const std::string& aggregate) {
        return read(at::get_aggregate, staff(), aggregate).json();
    }
    /// A packed parcel with a place on the truck; nobody has loaded it.
    std::string packed(const std::string& external_id) { return pack(work(1, external_id)); }
    /// A closed bag of parcels.
    std::string bag_of(const Json& parcels, const std::string& seal = "") {
        std::string bag = made();
        EXPECT_EQ(put_in(bag, parcels).status, 200);
        EXPECT_EQ(close_it(bag, seal).status, 200);
        return bag;
    }
    std::string code_of(const std::string& aggregate) { return shown(aggregate).at("code"); }
    Json parcel(const std::string& id) { return read(at::get_parcel, staff(), id).json(); }
    /// "ADD packing 2" each.
    Texts told() {
        Texts all;
        for (const char* type : {"aggregate.members_added", "aggregate.members_removed"}) {
            for (const std::string& text : events(type)) {
                const Json data = Json::parse(text);
                all.push_back(
                    data.at("action").get<std::string>() + " " +
                    data.at("biz_step").get<std::string>() + " " +
                    std::to_string(data.at("children").size())
                );
            }
        }
        return all;
    }
};

} // namespace route9::tests
