// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"
#include "core/limits.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace route9 {
namespace {

using enum Need;

/// The tree and the errors that a reader borrows.
struct Reading {
    explicit Reading(std::string_view text) : tree(parse_json(text).value()) {}

    Json tree;
    FieldErrors errors;
    ObjectReader reader{tree, "/order", errors};
};

TEST(ObjectReader, ReadsEveryKindOfMember) {
    Reading r{R"({"name":"Khamla","count":3,"gift":false,"amount":"349000.50",
                  "place":{"a":1},"items":[1,2],"extra":null})"};
    EXPECT_EQ(r.reader.text("name", required, 20), "Khamla");
    EXPECT_EQ(r.reader.integer("count", required, 1, 3), 3);
    EXPECT_EQ(r.reader.flag("gift", required), false);
    EXPECT_EQ(r.reader.decimal("amount", required), Decimal(34'900'050, 2));
    EXPECT_EQ(r.reader.object("place", required), &r.tree["place"]);
    EXPECT_EQ(r.reader.array("items", required, 2), &r.tree["items"]);
    EXPECT_EQ(r.reader.any("extra", optional), nullptr);
    EXPECT_TRUE(r.reader.has("extra"));
    EXPECT_FALSE(r.reader.has("absent"));
    r.reader.finish();
    EXPECT_TRUE(r.errors.empty());
}

TEST(ObjectReader, TakesAbsentAndNullOptionalMembersAsAbsent) {
    Reading r{R"({"note":null})"};
    EXPECT_EQ(r.reader.text("note", optional, 20), std::nullopt);
    EXPECT_EQ(r.reader.integer("count", optional, 0, 9), std::nullopt);
    r.reader.finish();
    EXPECT_TRUE(r.errors.empty());
}

TEST(ObjectReader, NamesEveryBadMemberAtOnce) {
    Reading r{R"({"name":7,"count":0,"gift":"yes","amount":349000,"place":[],"items":{},
                  "note":null,"surprise":1})"};
    r.reader.text("name", required, 20);
    r.reader.integer("count", required, 1, 9);
    r.reader.flag("gift", required);
    r.reader.decimal("amount", required);
    r.reader.object("place", required);
    r.reader.array("items", required, 2);
    r.reader.text("note", required, 20);
    r.reader.text("phone", required, 20);
    r.reader.finish();
    const FieldErrors expected{
        {"/order/name", "wrong_type", "must be text in double quotes"},
        {"/order/count", "out_of_range", "must be from 1 to 9"},
        {"/order/gift", "wrong_type", "must be true or false, without quotes"},
        {"/order/amount", "wrong_type", "must be decimal text such as \"349000\", not a JSON number"
        },
        {"/order/place", "wrong_type", "must be a JSON object"},
        {"/order/items", "wrong_type", "must be a JSON array"},
        {"/order/note", "required", "is required"},
        {"/order/phone", "required", "is required"},
        {"/order/surprise", "unknown_member", "is not a member of this object; leave it out"},
    };
    EXPECT_EQ(r.errors, expected);
}

TEST(ObjectReader, RefusesTextThatIsEmptyLongOrNotOneLine) {
    struct Row {
        std::string_view text;
        std::string_view code;
    };
    const std::array<Row, 9> rows{{
        {R"({"t":""})", "empty"},
        {R"({"t":"123456"})", "too_long"},
        {R"({"t":"ຫຼ"})", "too_long"}, // two characters, six bytes
        {R"({"t":"a\nb"})", "control_character"},
        {R"({"t":"a\u0000"})", "control_character"},
        {R"({"t":"\u007f"})", "control_character"},
        {R"({"t":"\u0085"})", "control_character"},
        {R"({"t":" a "})", ""},
        {R"({"t":"\u00a0"})", ""},
    }};
    for (const auto& [text, code] : rows) {
        Reading r{text};
        EXPECT_EQ(r.reader.text("t", optional, 5).has_value(), code.empty()) << text;
        EXPECT_EQ(r.errors.empty() ? "" : r.errors[0].code, code) << text;
    }
}

TEST(ObjectReader, ReadsWholeNumbersWithinTheirRange) {
    constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
    constexpr std::int64_t highest = std::numeric_limits<std::int64_t>::max();
    Reading edge{R"({"a":9223372036854775807,"b":-9223372036854775808,
                     "c":9223372036854775808,"d":1.0,"e":"5","f":99999999999999999999})"};
    EXPECT_EQ(edge.reader.integer("a", required, lowest, highest), highest);
    EXPECT_EQ(edge.reader.integer("b", required, lowest, highest), lowest);
    EXPECT_TRUE(edge.errors.empty());
    for (const char* bad : {"c", "d", "e", "f"}) {
        EXPECT_EQ(edge.reader.integer(bad, required, lowest, highest), std::nullopt) << bad;
    }
    ASSERT_EQ(edge.errors.size(), 4U);
    EXPECT_EQ(edge.errors[0].code, "out_of_range");
    EXPECT_EQ(edge.errors[1].code, "not_whole");
    EXPECT_EQ(edge.errors[2].code, "wrong_type");
}

TEST(ObjectReader, ShowsTheNumberInTheFormItShouldHaveHad) {
    Reading r{R"({"a":165500.50,"b":1e5,"c":true,"d":"1e5"})"};
    for (const char* name : {"a", "b", "c", "d"}) {
        EXPECT_EQ(r.reader.decimal(name, required), std::nullopt);
    }
    ASSERT_EQ(r.errors.size(), 4U);
    EXPECT_EQ(r.errors[0].message, "must be decimal text such as \"165500.50\", not a JSON number");
    EXPECT_EQ(r.errors[1].message, "must be decimal text such as \"349000\", not a JSON number");
    EXPECT_EQ(r.errors[2].message, "must be decimal text such as \"349000\"");
    EXPECT_EQ(r.errors[3].code, "malformed");
}

TEST(ObjectReader, LimitsTheItemsOfAnArray) {
    Reading r{R"({"items":[1,2,3]})"};
    EXPECT_EQ(r.reader.array("items", required, 2), nullptr);
    EXPECT_EQ(
        r.errors.at(0), (FieldError{"/order/items", "too_many", "must have at most 2 items"})
    );
}

TEST(ObjectReader, SaysOnceThatItIsNoObject) {
    Reading r{"[1]"};
    EXPECT_EQ(r.reader.text("name", required, 9), std::nullopt);
    EXPECT_FALSE(r.reader.has("name"));
    r.reader.finish();
    EXPECT_EQ(r.errors, (FieldErrors{{"/order", "wrong_type", "must be a JSON object"}}));
}

TEST(ObjectReader, StopsCountingUnknownMembersAtItsLimit) {
    std::string text = "{";
    for (int i = 0; i < 500; ++i) {
        text += (i == 0 ? "\"x" : ",\"x") + std::to_string(i) + "\":0";
    }
    Reading r{text + "}"};
    r.reader.finish();
    EXPECT_EQ(r.errors.size(), limits::field_errors_max);
}

} // namespace
} // namespace route9
