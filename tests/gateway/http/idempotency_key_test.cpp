// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/idempotency_key.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace route9::gateway::http {
namespace {

Result<std::string> read(std::string_view value) {
    const std::vector<Field> fields{{"Idempotency-Key", value}};
    return read_idempotency_key(Headers{fields});
}

TEST(IdempotencyKey, IsTheSameBareOrQuoted) {
    EXPECT_EQ(read("8e03978e-40d5"), "8e03978e-40d5");
    EXPECT_EQ(read("\"8e03978e-40d5\""), "8e03978e-40d5");
    EXPECT_EQ(read(R"("a\"b\\c")"), R"(a"b\c)");
    EXPECT_EQ(read(R"(a"b\c)"), R"(a"b\c)");
    EXPECT_EQ(read(std::string(255, 'x')), std::string(255, 'x'));
    EXPECT_EQ(read("\"" + std::string(255, 'x') + "\""), std::string(255, 'x'));
}

TEST(IdempotencyKey, RefusesWhatIsNoKey) {
    const std::array<std::string, 11> values{
        "",
        "\"\"",
        "\"",
        "\"a",
        "\"a\"b\"",
        "\"a\";p=1",
        R"("a\b")",
        R"("a\")",
        "a b",
        "\xc3\xa9",
        std::string(256, 'x'),
    };
    for (const std::string& value : values) {
        const auto key = read(value);
        ASSERT_FALSE(key) << value;
        EXPECT_EQ(key.error().code, ErrorCode::idempotency_key_malformed) << value;
    }
}

TEST(IdempotencyKey, IsMissingWhenThereIsNoField) {
    const auto key = read_idempotency_key(Headers{});
    ASSERT_FALSE(key);
    EXPECT_EQ(key.error().code, ErrorCode::idempotency_key_missing);
}

} // namespace
} // namespace route9::gateway::http
