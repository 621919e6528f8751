// SPDX-License-Identifier: Apache-2.0
#include "corridor_fixture.hpp"
#include "fulfillment/plan_document.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {
namespace {

const char* const kGood =
    R"({"now":"2026-03-10T08:00:00+07:00","warehouses":[{"id":"DONGHA","stock":{"A":5}}],)"
    R"("order":{"id":"o1","dest":"SAVANNAKHET","lines":[{"sku":"A","qty":1}]}})";

std::string changed(const char* from, const char* to) {
    std::string text = kGood;
    const auto at = text.find(from);
    EXPECT_NE(at, std::string::npos) << from;
    return at == std::string::npos ? text : text.replace(at, std::string_view{from}.size(), to);
}

TEST(PlanDocument, RefusesBadMembersByPointer) {
    struct Case {
        const char* from;
        const char* to;
        const char* pointer;
    };
    const std::vector<Case> cases{
        {"\"now\"", "\"noww\"", "/now"},
        {"2026-03-10T08:00:00+07:00", "yesterday", "/now"},
        {"\"stock\":{\"A\":5}", "\"stock\":{\"A\":-5}", "/warehouses/0/stock/A"},
        {"\"stock\":{\"A\":5}", "\"stock\":{\"A\":5},\"hot\":true", "/warehouses/0/hot"},
        {"\"stock\":{\"A\":5}", "\"stock\":{\"A\":5},\"cutoff\":\"25:00\"", "/warehouses/0/cutoff"},
        {"{\"id\":\"DONGHA\"",
         "{\"id\":\"DONGHA\",\"stock\":{}},{\"id\":\"DONGHA\"",
         "/warehouses/1/id"},
        {"\"qty\":1", "\"qty\":0", "/order/lines/0/qty"},
        {"\"qty\":1", "\"qty\":1.5", "/order/lines/0/qty"},
        {"\"qty\":1", "\"qty\":1,\"kg\":-2", "/order/lines/0/kg"},
        {"[{\"sku\":\"A\",\"qty\":1}]", "[]", "/order/lines"},
        {"\"SAVANNAKHET\"", "7", "/order/dest"},
        {"\"SAVANNAKHET\"", "{\"country\":\"TH\",\"province\":\"Udon\"}", "/order/dest/country"},
        {"\"order\":", "\"config\":{\"policy\":\"luckiest\"},\"order\":", "/config/policy"},
        {"\"order\":", "\"departures\":[{\"id\":\"D\"}],\"order\":", "/departures/0/leaves"},
        {"\"order\":",
         "\"network\":{\"legs\":[{\"from\":\"A\",\"to\":\"A\",\"km\":1,\"h\":1,"
         "\"cost\":1}]},\"order\":",
         "/network/legs/0/to"},
        {"\"order\":",
         "\"network\":{\"legs\":[{\"from\":\"A\",\"to\":\"B\",\"km\":-1,\"h\":1,"
         "\"cost\":1}]},\"order\":",
         "/network/legs/0/km"},
        {"\"order\":", "\"parcels\":[],\"order\":", "/parcels"},
        {"\"order\":", "\"ordre\":", "/order"},
    };
    for (const Case& each : cases) {
        const auto answer = run_plan_document(changed(each.from, each.to), builtin_corridor());
        ASSERT_FALSE(answer.has_value()) << each.pointer;
        EXPECT_EQ(answer.error().code, ErrorCode::validation_failed);
        EXPECT_EQ(answer.error().fields.front().pointer, each.pointer) << each.to;
    }
}

TEST(PlanDocument, AnswersOneObjectALine) {
    const std::string good = std::string{kGood} + "\n";
    const auto one = run_plan_document(good, builtin_corridor());
    const auto three = run_plan_document(good + "\n" + good + kGood, builtin_corridor());
    ASSERT_TRUE(one.has_value() && three.has_value());
    EXPECT_EQ(*three, *one + *one + *one);
    const auto bad =
        run_plan_document(good + changed("\"qty\":1", "\"qty\":0"), builtin_corridor());
    ASSERT_FALSE(bad.has_value());
    EXPECT_EQ(bad.error().fields.front().pointer, "line 2/order/lines/0/qty");
    const auto torn = run_plan_document(good + "{\n", builtin_corridor());
    ASSERT_FALSE(torn.has_value());
    EXPECT_TRUE(torn.error().detail.starts_with("line 2: "));
}

TEST(PlanDocument, ReadsOneObjectOverManyLines) {
    std::string pretty = kGood;
    pretty.insert(1, "\n\n");
    EXPECT_TRUE(run_plan_document(pretty, builtin_corridor()).has_value());
}

TEST(PlanDocument, PrintsAnErrorAsMemberAndWhy) {
    const auto answer = run_plan_document(changed("\"qty\":1", "\"qty\":0"), builtin_corridor());
    EXPECT_EQ(
        plan_document_error(answer.error()),
        "{\"error\":{\"member\":\"/order/lines/0/qty\",\"why\":\"must be from 1 to 1000000\"}}\n"
    );
    EXPECT_TRUE(plan_document_error(run_plan_document("{", builtin_corridor()).error())
                    .starts_with("{\"error\":{\"member\":\"\",\"why\":"));
}

TEST(PlanDocument, LoadsParcelsByPromiseIntoTheFirstDepartureWithRoom) {
    const Json answer = run_plan(parse_json(R"({
        "departures":[
            {"id":"LATE","leaves":"2026-03-11T17:00:00+07:00","max_kg":100,"max_m3":3},
            {"id":"EARLY","leaves":"2026-03-10T17:00:00+07:00","max_kg":10,"max_m3":3}],
        "parcels":[
            {"id":"none","kg":5,"m3":1},
            {"id":"second","kg":6,"m3":1,"promise":"2026-03-13T00:00:00+07:00"},
            {"id":"first","kg":4,"m3":1,"promise":"2026-03-12T00:00:00+07:00"},
            {"id":"bulky","kg":1,"m3":3.5},
            {"id":"last","kg":5,"m3":1}]})")
                                     .value());
    EXPECT_EQ(
        print_json(answer),
        R"({"left_over":["bulky"],"loads":{"EARLY":["first","second"],"LATE":["none","last"]}})"
    );
}

} // namespace
} // namespace route9::fulfillment
