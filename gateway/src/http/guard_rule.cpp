// SPDX-License-Identifier: Apache-2.0
#include "core/assert.hpp"
#include "gateway/http/request_guard.hpp"

#include <array>

namespace route9::gateway::http {
namespace {

using enum GuardRule;

struct RuleRow {
    GuardRule rule;
    std::string_view name;
    std::string_view detail;
};

constexpr std::array<RuleRow, guard_rules> kRules{{
    {request_line,
     "request_line",
     "The request line must be: method, space, target, space, HTTP version."},
    {http_version, "http_version", "Use HTTP/1.1 or HTTP/1.0."},
    {target, "target", "The target must be an absolute path with valid escapes and no dot segments."
    },
    {target_size, "target_size", "The target is longer than 4096 bytes."},
    {bare_line_feed, "bare_line_feed", "Lines must end with CR LF."},
    {folded_line, "folded_line", "A field must stand on one line."},
    {field_name, "field_name", "A field name must be a token followed at once by a colon."},
    {control_character, "control_character", "Field values must not hold control characters."},
    {field_count, "field_count", "Send at most 100 fields."},
    {header_size, "header_size", "The header is longer than 8192 bytes."},
    {host, "host", "Send exactly one Host field."},
    {transfer_encoding, "transfer_encoding", "The only transfer coding is one chunked, in HTTP/1.1."
    },
    {content_length, "content_length", "Send one Content-Length, a plain decimal number."},
    {length_and_encoding,
     "length_and_encoding",
     "Send Content-Length or Transfer-Encoding, not both."},
    {connection, "connection", "Connection must be a list of tokens."},
    {repeated_field, "repeated_field", "A field that identifies or signs the request stands twice."
    },
    {chunk, "chunk", "The chunked body is not well formed."},
    {trailer, "trailer", "Trailers are not accepted; send the fields in the header."},
}};

} // namespace

std::string_view name(GuardRule rule) noexcept {
    const RuleRow& row = kRules[static_cast<std::size_t>(rule)];
    ROUTE9_ASSERT(row.rule == rule);
    return row.name;
}

Error error_of(GuardRule rule) {
    const bool too_large = rule == header_size || rule == field_count || rule == target_size;
    const RuleRow& row = kRules[static_cast<std::size_t>(rule)];
    ROUTE9_ASSERT(row.rule == rule);
    return Error{
        .code = too_large ? ErrorCode::header_too_large : ErrorCode::malformed_request,
        .detail = std::string{row.detail},
    };
}

} // namespace route9::gateway::http
