// SPDX-License-Identifier: Apache-2.0
#include "core/canonical.hpp"
#include "core/json.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>

namespace route9 {
namespace {

std::string canonical(std::string_view text) {
    const auto tree = parse_json(text);
    EXPECT_TRUE(tree.has_value()) << text;
    return canonical_json(tree.value()).value();
}

// RFC 8785 section 3.2.2 without its numbers, which are binary floating point.
TEST(Canonical, WritesTheStringsAndLiteralsOfRfc8785Section322) {
    EXPECT_EQ(
        canonical(R"({
            "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
            "literals": [null, true, false]
        })"),
        R"({"literals":[null,true,false],"string":"€$\u000f\nA'B\"\\\\\"/"})"
    );
}

TEST(Canonical, SortsTheNamesOfRfc8785Section323ByUtf16) {
    EXPECT_EQ(
        canonical(R"({
            "\u20ac": "Euro Sign",
            "\r": "Carriage Return",
            "\ufb33": "Hebrew Letter Dalet With Dagesh",
            "1": "One",
            "\ud83d\ude00": "Emoji: Grinning Face",
            "\u0080": "Control",
            "\u00f6": "Latin Small Letter O With Diaeresis"
        })"),
        "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
        "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
        "\"\U0001f600\":\"Emoji: Grinning Face\","
        "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"
    );
}

TEST(Canonical, SortsAtEveryDepthAndKeepsTheOrderOfArrays) {
    EXPECT_EQ(
        canonical(R"( {"b":[{"z":1,"a":2},3,1],"a":{}, "aa":[]} )"),
        R"({"a":{},"aa":[],"b":[{"a":2,"z":1},3,1]})"
    );
}

TEST(Canonical, EscapesOnlyWhatMustBe) {
    EXPECT_EQ(
        canonical(R"(["\b\t\n\f\r\u0000\u001F\u007f\/<\u00e9"])"),
        "[\"\\b\\t\\n\\f\\r\\u0000\\u001f\x7f/<é\"]"
    );
}

TEST(Canonical, WritesIntegersUpToTwoToThe53) {
    EXPECT_EQ(
        canonical("[0,-1,9007199254740992,-9007199254740992]"),
        "[0,-1,9007199254740992,-9007199254740992]"
    );
}

TEST(Canonical, RefusesEveryNumberThatIsNoSafeInteger) {
    const std::array<std::string_view, 7> bad{
        "9007199254740993",
        "-9007199254740993",
        "18446744073709551615",
        "1.5",
        "1e3",
        "1.0",
        "123456789012345678901234567890"
    };
    for (const std::string_view number : bad) {
        const auto refused =
            canonical_json(parse_json("{\"a\":[" + std::string{number} + "]}").value());
        ASSERT_FALSE(refused.has_value()) << number;
        EXPECT_EQ(refused.error().code, ErrorCode::validation_failed);
        ASSERT_EQ(refused.error().fields.size(), 1U);
        EXPECT_EQ(refused.error().fields[0].pointer, "/a/0");
    }
    EXPECT_FALSE(canonical_json(Json(0.5)).has_value());
}

TEST(Canonical, DoesNotDependOnTheOrderOfTheInput) {
    EXPECT_EQ(
        canonical_hash(canonical(R"({"a":1,"b":"x"})")),
        canonical_hash(canonical(R"({ "b" : "x", "a" : 1 })"))
    );
}

// printf '{"a":1}' | sha256sum
TEST(Canonical, HashesWithSha256AndSignsKindAndHash) {
    EXPECT_EQ(
        canonical_hash("{\"a\":1}"),
        "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862"
    );
    EXPECT_EQ(signing_text("manifest", "00ff"), "route9/manifest/v1\n00ff");
}

} // namespace
} // namespace route9
