// SPDX-License-Identifier: Apache-2.0
// What a request must look like before anything else looks at it: pure functions over the raw bytes
// of the header. Stricter than RFC 9112 allows and far stricter than Beast 1.81, which lets through
// what request smuggling needs. A broken rule ends the connection; rules are counted by name.
// Rules: RFC 9112 §2–7, RFC 9110 §5.5 and §7.2, RFC 6585 §5 (431); limits in core/limits.hpp.
#pragma once

#include "core/result.hpp"
#include "gateway/http/headers.hpp"
#include "gateway/http/method.hpp"

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string_view>
#include <vector>

namespace route9::gateway::http {

enum class GuardRule : std::uint8_t {
    request_line,
    http_version,
    target,
    target_size,
    bare_line_feed,
    folded_line,
    field_name,
    control_character,
    field_count,
    header_size,
    host,
    transfer_encoding,
    content_length,
    length_and_encoding,
    connection,
    repeated_field,
    chunk,
    trailer,
};
inline constexpr std::size_t guard_rules = 18;

/// For metrics: "content_length".
std::string_view name(GuardRule rule) noexcept;
/// What the client is told: malformed_request or header_too_large, with how to mend it.
Error error_of(GuardRule rule);

enum class Expectation : std::uint8_t { none, continue_, unknown };

/// A header that keeps every rule. Views point into the raw bytes.
struct Head {
    Method method = Method::other;
    std::string_view target;
    int minor_version = 1;
    std::optional<std::uint64_t> content_length;
    bool chunked = false;
    bool keep_alive = true;
    Expectation expectation = Expectation::none;

    bool has_body() const noexcept { return chunked || content_length.value_or(0) > 0; }
};

/// Finds the end of a header in a growing buffer, looking at each byte once.
class HeadScanner {
public:
    enum class State : std::uint8_t { more, complete, refused };
    /// `bytes` is the length of the complete header, `rule` the broken one.
    struct Progress {
        State state = State::more;
        std::size_t bytes = 0;
        GuardRule rule = GuardRule::request_line;
    };

    Progress scan(std::string_view received);
    void reset() noexcept { scanned_ = 0; }

private:
    std::size_t scanned_ = 0;
};

/// `raw` is a whole header with its empty line; `fields` is filled anew.
std::expected<Head, GuardRule> read_head(std::string_view raw, std::vector<Field>& fields);

} // namespace route9::gateway::http
