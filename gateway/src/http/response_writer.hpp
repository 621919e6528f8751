// SPDX-License-Identifier: Apache-2.0
// The bytes of an answer's header (RFC 9112 §4). Field values with control characters never leave:
// they would let input write headers of its own.
#pragma once

#include "gateway/http/response.hpp"

#include <string>
#include <string_view>

namespace route9::gateway::http {

struct AnswerFrame {
    std::string_view request_id;
    std::string_view date;
    bool keep_alive = true;
};

/// Replaces `out`. Throws std::invalid_argument for a field value that is not one line.
void write_head(std::string& out, const Response& response, const AnswerFrame& frame);

/// 204 and 304 have no content (RFC 9110 §6.4.1).
bool has_content(int status) noexcept;

} // namespace route9::gateway::http
