// SPDX-License-Identifier: Apache-2.0
// One answer. The body is owned, or shared when many answers carry the same bytes (cached pages,
// held manifests). Content-Length, Date, X-Request-Id and Connection are the server's to add.
#pragma once

#include "core/json.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::gateway::http {

struct Response {
    int status = 200;
    std::string content_type{};
    std::string body{};
    std::shared_ptr<const std::string> shared_body{};
    std::vector<std::pair<std::string, std::string>> headers{};
    /// Ends the connection after this answer.
    bool close = false;

    std::string_view content() const noexcept { return shared_body ? *shared_body : body; }
};

inline constexpr std::string_view json_type = "application/json";
inline constexpr std::string_view text_type = "text/plain; charset=utf-8";

Response json_response(int status, const Json& value);
Response text_response(int status, std::string text);
Response empty_response(int status);

} // namespace route9::gateway::http
