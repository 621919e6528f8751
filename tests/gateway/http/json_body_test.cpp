// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/json_body.hpp"

#include <gtest/gtest.h>

#include <array>
#include <optional>
#include <vector>

namespace route9::gateway::http {
namespace {

std::optional<ErrorCode> refusal(std::string_view type, std::string body) {
    const std::vector<Field> fields{{"Content-Type", type}};
    Request request;
    request.headers = Headers{fields};
    request.body = std::move(body);
    const Result<Json> json = read_json_body(request);
    return json ? std::nullopt : std::optional{json.error().code};
}

TEST(JsonBody, ChecksTheMediaTypeBeforeTheText) {
    struct Case {
        std::string_view type;
        std::optional<ErrorCode> refusal;
    };
    const std::array cases{
        Case{"application/json", std::nullopt},
        Case{"Application/JSON", std::nullopt},
        Case{"application/json; charset=UTF-8", std::nullopt},
        Case{"application/json ;charset=\"utf-8\"", std::nullopt},
        Case{"application/json; charset=latin1", ErrorCode::unsupported_media_type},
        Case{"text/json", ErrorCode::unsupported_media_type},
        Case{"application/jsonx", ErrorCode::unsupported_media_type},
        Case{"", ErrorCode::unsupported_media_type},
    };
    for (const Case& each : cases) {
        EXPECT_EQ(refusal(each.type, "{}"), each.refusal) << each.type;
    }
    EXPECT_EQ(refusal("text/plain", "{"), ErrorCode::unsupported_media_type);
    EXPECT_EQ(refusal("application/json", "{"), ErrorCode::malformed_json);
    EXPECT_EQ(refusal("application/json", ""), ErrorCode::malformed_json);
}

TEST(JsonBody, NeedsAMediaType) {
    Request request;
    request.body = "{}";
    EXPECT_EQ(read_json_body(request).error().code, ErrorCode::unsupported_media_type);
}

} // namespace
} // namespace route9::gateway::http
