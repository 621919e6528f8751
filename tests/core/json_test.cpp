// SPDX-License-Identifier: Apache-2.0
#include "core/json.hpp"
#include "core/limits.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace route9 {
namespace {

std::string nested(std::size_t depth, std::string_view open, std::string_view close) {
    std::string text;
    for (std::size_t i = 0; i < depth; ++i) {
        text += open;
    }
    text += "1";
    for (std::size_t i = 0; i < depth; ++i) {
        text += close;
    }
    return text;
}

std::string object_of(std::size_t members) {
    std::string text = "{";
    for (std::size_t i = 0; i < members; ++i) {
        text += (i == 0 ? "\"" : ",\"") + std::to_string(i) + "\":0";
    }
    return text + "}";
}

std::string why_refused(std::string_view text) {
    const auto result = parse_json(text);
    if (result.has_value()) {
        return "accepted";
    }
    EXPECT_EQ(result.error().code, ErrorCode::malformed_json);
    return result.error().detail;
}

TEST(Json, PrintsWhatItReadDigitForDigit) {
    for (const std::string_view text :
         {"null",
          "true",
          "0",
          "-7",
          "9223372036854775807",
          "-9223372036854775808",
          "18446744073709551615",
          "18446744073709551616",
          "-9223372036854775809",
          "165500.0",
          "0.1",
          "1e5",
          "1E+2",
          "-0.0",
          "0.10000000000000000000000000000001",
          "\"\"",
          "\"Đông Hà ຫຼວງ 🚚\"",
          R"("\"\\\b\f\n\r\t\u0001\u001f")",
          "[]",
          "{}",
          R"({"a":[1,2.50,{"b":null}],"c":"d"})"}) {
        const auto tree = parse_json(text);
        ASSERT_TRUE(tree.has_value()) << text << ": " << tree.error().detail;
        EXPECT_EQ(print_json(*tree), text);
    }
}

TEST(Json, GivesTheDigitsOfNumbersOnly) {
    const std::array<std::pair<std::string_view, std::string_view>, 5> numbers{{
        {"165500.0", "165500.0"},
        {"349000", "349000"},
        {"-1", "-1"},
        {"1e400000", ""},
        {"340282366920938463463374607431768211456", "340282366920938463463374607431768211456"},
    }};
    for (const auto& [text, digits] : numbers) {
        const auto tree = parse_json(text);
        EXPECT_EQ(tree.has_value(), !digits.empty()) << text;
        if (tree) {
            EXPECT_EQ(number_text(*tree), digits);
        }
    }
    for (const std::string_view other : {"null", "\"1\"", "true", "[1]", "{}"}) {
        EXPECT_EQ(number_text(parse_json(other).value()), std::nullopt) << other;
    }
}

TEST(Json, RefusesWhatRfc8259Refuses) {
    for (const std::string_view bad : {"",           " ",
                                       "{",          "[1,]",
                                       "{\"a\":1,}", "{a:1}",
                                       "{'a':1}",    "[1 2]",
                                       "01",         "+1",
                                       ".5",         "1.",
                                       "1e",         "-",
                                       "NaN",        "Infinity",
                                       "tru",        "\"\t\"",
                                       "\"\\x\"",    "\"\\u12\"",
                                       "\"a",        "// a comment\n1",
                                       "{}{}",       "{} x",
                                       "1 2",        "nullnull"}) {
        EXPECT_NE(why_refused(bad), "accepted") << bad;
    }
}

TEST(Json, RefusesTextThatIsNotUtf8) {
    // A bare tail, overlong, a surrogate as bytes, a lone surrogate as escape, beyond U+10FFFF.
    for (const std::string_view bad :
         {"\"\x80\"",
          "\"\xc0\xaf\"",
          "\"\xed\xa0\x80\"",
          R"("\ud800")",
          R"("\udc00\ud800")",
          "\"\xf4\x90\x80\x80\"",
          "{\"\xff\":1}"}) {
        EXPECT_NE(why_refused(bad), "accepted");
    }
}

TEST(Json, RefusesBytesBehindAZeroByte) {
    EXPECT_EQ(why_refused(std::string_view{"{}\0{}", 5}), "zero byte at offset 2");
    EXPECT_EQ(why_refused(std::string_view{"{}\0", 3}), "zero byte at offset 2");
}

TEST(Json, RefusesDuplicateNamesAndSaysWhere) {
    EXPECT_EQ(
        why_refused(R"({"items":[{"a":1},{"b":1,"c":{},"b":2}]})"),
        "the name at /items/1/b appears twice in its object"
    );
    EXPECT_EQ(why_refused(R"({"a":1,"\u0061":2})"), "the name at /a appears twice in its object");
    EXPECT_NE(why_refused(R"({"":1,"":2})"), "accepted");
    EXPECT_EQ(why_refused(R"([{"a":1},{"a":1}])"), "accepted");
}

TEST(Json, NestsThirtyTwoLevelsAndNoMore) {
    EXPECT_TRUE(parse_json(nested(32, "[", "]")).has_value());
    EXPECT_TRUE(parse_json(nested(32, "{\"a\":", "}")).has_value());
    EXPECT_EQ(why_refused(nested(33, "[", "]")), "nested deeper than 32 levels");
    EXPECT_EQ(why_refused(nested(33, "{\"a\":", "}")), "nested deeper than 32 levels");
    EXPECT_EQ(why_refused(std::string(500'000, '[')), "nested deeper than 32 levels");
}

TEST(Json, LimitsTheMembersOfOneObject) {
    EXPECT_TRUE(parse_json(object_of(limits::json_members_max)).has_value());
    EXPECT_EQ(
        why_refused(object_of(limits::json_members_max + 1)),
        "an object has more than 10000 members"
    );
}

TEST(Json, SaysWhereAndWhyWithoutRepeatingTheContent) {
    const std::string why = why_refused("{\"phone\":\"020555\" oops}");
    EXPECT_NE(why.find("line 1, column 19"), std::string::npos) << why;
    EXPECT_EQ(why.find("oops"), std::string::npos) << why;
    EXPECT_EQ(why.find("json.exception"), std::string::npos) << why;
    EXPECT_EQ(why_refused("{\"\xff\":1}").find('\xff'), std::string::npos);
    EXPECT_EQ(why_refused("1e400"), "number overflow parsing '1e400'");
    EXPECT_LE(why_refused(std::string(100'000, '9')).size(), 200U);
}

TEST(Json, NeverFailsToPrint) {
    EXPECT_EQ(
        print_json(Json("a\xff"
                        "b")),
        "\"a\xef\xbf\xbd"
        "b\""
    );
    EXPECT_EQ(print_json(Json{{"n", 1}, {"t", "x"}}), R"({"n":1,"t":"x"})");
}

TEST(Json, EscapesPointerSteps) {
    EXPECT_EQ(pointer_step("", "a/b~c"), "/a~1b~0c");
    EXPECT_EQ(pointer_step("/items", std::size_t{3}), "/items/3");
}

} // namespace
} // namespace route9
