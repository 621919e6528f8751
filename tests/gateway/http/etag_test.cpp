// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/etag.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string_view>
#include <vector>

namespace route9::gateway::http {
namespace {

TEST(ETag, IsStrongAndQuoted) {
    EXPECT_EQ(version_etag(7), "\"v7\"");
    EXPECT_EQ(version_etag(7, "lo"), "\"v7-lo\"");
    EXPECT_EQ(gzip_etag(version_etag(7, "lo")), "\"v7-lo-gz\"");
    // SHA-256("") = e3b0c44298fc1c149afbf4c8996fb924…, the first 16 bytes in base64url.
    EXPECT_EQ(content_etag(""), "\"47DEQpj8HBSa-_TImW-5JA\"");
}

TEST(ETag, Rfc9110IfNoneMatchComparesWeakly) {
    struct Case {
        std::string_view value;
        bool not_modified;
    };
    const std::array cases{
        Case{"\"v7\"", true},
        Case{"W/\"v7\"", true},
        Case{"\"v7-gz\"", true},
        Case{"W/\"v7-gz\"", true},
        Case{"\"v6\", \"v7\"", true},
        Case{"*", true},
        Case{"\"v6\"", false},
        Case{"\"v6-gz\"", false},
        Case{"\"v7-br\"", false},
        Case{"v7", false},
        Case{"\"v7", false},
        Case{"\"v7\" \"v8\"", false},
        Case{"", false},
    };
    for (const Case& each : cases) {
        const std::vector<Field> fields{{"If-None-Match", each.value}};
        EXPECT_EQ(not_modified(Headers{fields}, "\"v7\""), each.not_modified) << each.value;
    }
    EXPECT_FALSE(not_modified(Headers{}, "\"v7\""));
}

TEST(ETag, Rfc9110IfMatchComparesStrongly) {
    struct Case {
        std::string_view value;
        std::optional<ErrorCode> refusal;
    };
    const std::array cases{
        Case{"\"v7\"", std::nullopt},
        Case{"\"v6\",\"v7\"", std::nullopt},
        Case{"*", std::nullopt},
        Case{"\"v7-lo\"", std::nullopt},
        Case{"\"v7-en\"", std::nullopt},
        Case{"\"v7-gz\"", std::nullopt},
        Case{"\"v7-lo-gz\"", std::nullopt},
        Case{"\"v6-gz\"", ErrorCode::precondition_failed},
        Case{"\"v7-br-lo\"", ErrorCode::precondition_failed},
        Case{"W/\"v7-gz\"", ErrorCode::precondition_failed},
        Case{"\"v71\"", ErrorCode::precondition_failed},
        Case{"\"v6-lo\"", ErrorCode::precondition_failed},
        Case{"\"v7lo\"", ErrorCode::precondition_failed},
        Case{"W/\"v7-lo\"", ErrorCode::precondition_failed},
        Case{"W/\"v7\"", ErrorCode::precondition_failed},
        Case{"\"v6\"", ErrorCode::precondition_failed},
        Case{"v7", ErrorCode::malformed_request},
    };
    for (const Case& each : cases) {
        const std::vector<Field> fields{{"if-match", each.value}};
        const Result<void> checked = check_if_match(Headers{fields}, "\"v7\"");
        EXPECT_EQ(checked.has_value(), !each.refusal) << each.value;
        if (!checked) {
            EXPECT_EQ(checked.error().code, each.refusal) << each.value;
        }
    }
}

TEST(ETag, Rfc6585AsksForAMissingIfMatch) {
    const Result<void> checked = check_if_match(Headers{}, "\"v7\"");
    ASSERT_FALSE(checked);
    EXPECT_EQ(checked.error().code, ErrorCode::precondition_required);
}

} // namespace
} // namespace route9::gateway::http
