// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/cursor.hpp"

#include "core/assert.hpp"
#include "core/crypto.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace route9::gateway::http {
namespace {

constexpr std::size_t tag_bytes = 16;
constexpr std::size_t cursor_text_max = (cursor_position_bytes_max + tag_bytes) * 4 / 3 + 4;

/// Length before text: two different pairs never give the same bytes.
void append_bound(std::string& message, std::string_view text) {
    message += std::to_string(text.size());
    message += ':';
    message += text;
}

std::string_view as_text(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

} // namespace

CursorCodec::CursorCodec(Secret key) : key_(std::move(key)) {
    ROUTE9_ASSERT(key_.reveal().size() == 32);
}

std::string CursorCodec::encode(
    const Principal& reader, std::string_view route, std::string_view position
) const {
    ROUTE9_ASSERT(position.size() <= cursor_position_bytes_max);
    std::string bytes = tag(reader, route, position);
    bytes += position;
    return base64url(as_byte_view(bytes));
}

Result<std::string> CursorCodec::decode(
    const Principal& reader, std::string_view route, std::string_view cursor
) const {
    const auto refused = [] {
        return fail(
            ErrorCode::malformed_cursor, "Use `next` of an earlier page of this list, unchanged."
        );
    };
    if (cursor.size() > cursor_text_max) {
        return refused();
    }
    const std::optional<Bytes> bytes = from_base64url(cursor);
    if (!bytes || bytes->size() < tag_bytes) {
        return refused();
    }
    const ByteView given{*bytes};
    std::string position{as_text(given.subspan(tag_bytes))};
    const std::string wanted = tag(reader, route, position);
    if (!equal_secret(given.first(tag_bytes), as_byte_view(wanted))) {
        return refused();
    }
    return position;
}

std::string
CursorCodec::tag(const Principal& reader, std::string_view route, std::string_view position) const {
    std::string message{"route9/cursor/v1\n"};
    append_bound(message, reader.tenant.text());
    append_bound(message, reader.party.text());
    append_bound(message, route);
    append_bound(message, position);
    const Digest256 digest = keyed_digest(key_.reveal(), as_byte_view(message));
    return std::string{as_text(ByteView{digest}.first(tag_bytes))};
}

Result<int> page_limit(const Query& query) {
    const std::optional<std::string_view> text = query.find("limit");
    if (!text) {
        return limits::page_size_default;
    }
    int limit = 0;
    const auto [stop, error] = std::from_chars(text->begin(), text->end(), limit);
    const bool valid = error == std::errc{} && stop == text->end() && limit >= 1 &&
                       limit <= limits::page_size_max && query.count("limit") == 1;
    if (!valid) {
        return fail_field("/limit", "out_of_range", "Give one limit from 1 to 100.");
    }
    return limit;
}

} // namespace route9::gateway::http
