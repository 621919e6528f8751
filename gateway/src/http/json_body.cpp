// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/json_body.hpp"

#include <optional>
#include <string_view>

namespace route9::gateway::http {
namespace {

std::string_view trim(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    const std::size_t last = text.find_last_not_of(" \t");
    return first == std::string_view::npos ? std::string_view{}
                                           : text.substr(first, last - first + 1);
}

/// `application/json`, with no parameter but charset=utf-8.
bool is_json(std::string_view type) {
    const std::size_t semicolon = type.find(';');
    if (!equal_ignoring_case(trim(type.substr(0, semicolon)), "application/json")) {
        return false;
    }
    if (semicolon == std::string_view::npos) {
        return true;
    }
    const std::string_view parameter = trim(type.substr(semicolon + 1));
    return parameter.empty() || equal_ignoring_case(parameter, "charset=utf-8") ||
           equal_ignoring_case(parameter, R"(charset="utf-8")");
}

} // namespace

Result<Json> read_json_body(const Request& request) {
    const std::optional<std::string_view> type = request.headers.find("content-type");
    if (!type || !is_json(*type)) {
        return fail(
            ErrorCode::unsupported_media_type, "Send Content-Type: application/json, in UTF-8."
        );
    }
    return parse_json(request.body);
}

} // namespace route9::gateway::http
