// SPDX-License-Identifier: Apache-2.0
// The document form: foreign worked cases when they are at hand, strictness, and that what is
// printed can be read again.
#include "corridor_rules.hpp"
#include "fulfillment/declarations/assess_document.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace route9::fulfillment::declarations {
namespace {

using test::corridor_rates;
using test::corridor_rules;

Json answer(const Json& request) {
    const auto out = run_assess_document(request.dump(), corridor_rules(), corridor_rates());
    EXPECT_TRUE(out.has_value());
    return out ? Json::parse(*out) : Json{};
}

std::vector<std::string> complaints(const Json& request) {
    const auto out = run_assess_document(request.dump(), corridor_rules(), corridor_rates());
    std::vector<std::string> pointers;
    if (!out) {
        for (const FieldError& field : out.error().fields) {
            pointers.push_back(field.pointer + " " + field.code);
        }
    }
    return pointers;
}

/// Every member of `expected` must be in `actual`; arrays must agree in length.
void expect_contains(const Json& expected, const Json& actual, const std::string& where) {
    if (expected.is_object()) {
        for (const auto& [name, value] : expected.items()) {
            ASSERT_TRUE(actual.contains(name)) << where << "/" << name;
            expect_contains(value, actual[name], where + "/" + name);
        }
    } else if (expected.is_array()) {
        ASSERT_EQ(expected.size(), actual.size()) << where;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            expect_contains(expected[i], actual[i], where + "/" + std::to_string(i));
        }
    } else {
        EXPECT_EQ(expected, actual) << where;
    }
}

TEST(AssessDocument, AgreesWithTheWorkedCases) {
    const char* reference = std::getenv("ROUTE9_REFERENCE");
    if (reference == nullptr) {
        GTEST_SKIP() << "set ROUTE9_REFERENCE to the folder of worked cases";
    }
    std::ifstream file{std::string{reference} + "/../examples/assess.json"};
    ASSERT_TRUE(file) << "no assess.json beside " << reference;
    const std::string text{std::istreambuf_iterator<char>{file}, std::istreambuf_iterator<char>{}};
    const Json cases = Json::parse(text);
    ASSERT_GT(cases.size(), 4U);
    for (const Json& one : cases) {
        SCOPED_TRACE(one["title"].get<std::string>());
        expect_contains(one["expect"], answer(one["given"]), "");
    }
}

Json request() {
    return Json::parse(R"({"country":"VN","flow":"import","registered_on":"2026-03-10",
        "mode":"road","service":"express","master_bills":[{"id":"MB-1","consignments":[
        {"house_bill":"HB-1","price":{"amount":"600000","currency":"VND"},
         "rates":{"mfn":"20","vat":"8"}}]}]})");
}

TEST(AssessDocument, PrintsLinesTotalsAndRulesOfEachHouseBill) {
    const Json out = answer(request());
    const Json& part = out["master_bills"][0]["consignments"][0];
    const Json expected_line = {
        {"tax", "vat"},
        {"base", "600000"},
        {"rate", "8"},
        {"amount", "48000"},
        {"rule_ids", {"VN-ROUND"}},
    };
    ASSERT_EQ(part["lines"].size(), 2U);
    EXPECT_EQ(part["lines"][1], expected_line);
    EXPECT_EQ(out["totals"]["vat"], "48000");
    EXPECT_EQ(out["totals"]["total_tax"], "48000");
    EXPECT_EQ(out["master_bills"][0]["totals"]["customs_value"], "600000");
    const auto notes = part["notes"].get<std::vector<std::string>>();
    const char* const note = "VN-ROUND is unconfirmed (Circular 174/2015 art 6)";
    EXPECT_NE(std::ranges::find(notes, note), notes.end());
}

TEST(AssessDocument, NamesEveryBadMemberAtOnce) {
    Json bad = request();
    bad["mode"] = "camel";
    bad["surprise"] = 1;
    bad["master_bills"][0]["consignments"][0]["incoterm"] = "XXX";
    bad["master_bills"][0]["consignments"][0]["price"]["amount"] = "-1";
    bad["master_bills"][0]["consignments"][0]["rates"]["vat"] = 8;
    const auto pointers = complaints(bad);
    EXPECT_EQ(pointers.size(), 5U);
    for (const char* wanted :
         {"/mode unknown_value",
          "/surprise unknown_member",
          "/master_bills/0/consignments/0/incoterm unknown_value",
          "/master_bills/0/consignments/0/price/amount out_of_range"}) {
        EXPECT_NE(std::ranges::find(pointers, wanted), pointers.end()) << wanted;
    }
}

TEST(AssessDocument, FencesGoodsOfBorderResidents) {
    Json bad = request();
    bad["service"] = "border_resident";
    EXPECT_EQ(complaints(bad), std::vector<std::string>{"/service fenced"});
}

TEST(AssessDocument, NamesTheCurrencyWithoutARate) {
    Json bad = request();
    bad["master_bills"][0]["consignments"][0]["price"]["currency"] = "EUR";
    const auto out = run_assess_document(bad.dump(), corridor_rules(), corridor_rates());
    ASSERT_FALSE(out.has_value());
    ASSERT_EQ(out.error().fields.size(), 1U);
    EXPECT_EQ(out.error().fields[0].pointer, "/master_bills/0/consignments/0/price/currency");
    EXPECT_NE(out.error().fields[0].message.find("EUR"), std::string::npos);
    bad["fx"] = {{"EUR", "28000"}};
    bad["master_bills"][0]["consignments"][0]["price"]["amount"] = "10.5";
    EXPECT_EQ(answer(bad)["totals"]["customs_value"], "294000");
}

TEST(AssessDocument, UsesTheDatedTableWithoutFxAndSaysThatItIsUnconfirmed) {
    Json usd = request();
    usd["master_bills"][0]["consignments"][0]["price"] = {{"amount", "10"}, {"currency", "USD"}};
    const Json part = answer(usd)["master_bills"][0]["consignments"][0];
    EXPECT_EQ(part["customs_value"], "258400");
    const auto ids = part["rule_ids"].get<std::vector<std::string>>();
    EXPECT_NE(std::ranges::find(ids, "FX-VN-USD-DEMO"), ids.end());
}

TEST(AssessDocument, DemandsRatesOfTaxedGoodsOnly) {
    Json bare = request();
    Json& part = bare["master_bills"][0]["consignments"][0];
    part.erase("rates");
    EXPECT_EQ(
        complaints(bare),
        std::vector<std::string>{"/master_bills/0/consignments/0/rates/mfn required"}
    );
    part["documents_only"] = true;
    EXPECT_TRUE(complaints(bare).empty());
    part["documents_only"] = false;
    part["category"] = "WEAPONS";
    EXPECT_TRUE(complaints(bare).empty());
}

TEST(AssessDocument, RefusesPricesThatDisagreeWithTheirItems) {
    Json items = request();
    Json& part = items["master_bills"][0]["consignments"][0];
    part["items"] = Json::array(
        {{{"description", "cup"}, {"qty", 3}, {"unit_price", "200000"}, {"rates", part["rates"]}}}
    );
    part.erase("rates");
    EXPECT_TRUE(complaints(items).empty());
    part["price"]["amount"] = "600001";
    EXPECT_EQ(
        complaints(items),
        std::vector<std::string>{"/master_bills/0/consignments/0/price disagrees"}
    );
}

} // namespace
} // namespace route9::fulfillment::declarations
