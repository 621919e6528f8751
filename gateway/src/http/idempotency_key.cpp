// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/idempotency_key.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace route9::gateway::http {
namespace {

bool is_visible(char c) {
    return c > ' ' && c < '\x7f';
}

/// The text of `"…"` with \" and \\ undone.
std::optional<std::string> unquote(std::string_view quoted) {
    if (quoted.size() < 2 || quoted.back() != '"') {
        return std::nullopt;
    }
    const std::string_view inner = quoted.substr(1, quoted.size() - 2);
    std::string text;
    for (std::size_t i = 0; i < inner.size(); ++i) {
        if (inner[i] == '"') {
            return std::nullopt;
        }
        if (inner[i] == '\\') {
            ++i;
            if (i == inner.size() || (inner[i] != '"' && inner[i] != '\\')) {
                return std::nullopt;
            }
        }
        text += inner[i];
    }
    return text;
}

} // namespace

Result<std::string> read_idempotency_key(const Headers& headers) {
    const std::size_t count = headers.count("idempotency-key");
    if (count == 0) {
        return fail(
            ErrorCode::idempotency_key_missing,
            "Send an Idempotency-Key of your choice, the same on each repetition."
        );
    }
    const std::string_view value = *headers.find("idempotency-key");
    std::optional<std::string> key =
        value.starts_with('"') ? unquote(value) : std::optional<std::string>{value};
    const bool valid = count == 1 && key && !key->empty() &&
                       key->size() <= limits::idempotency_key_bytes_max &&
                       std::ranges::all_of(*key, is_visible);
    if (!valid) {
        return fail(ErrorCode::idempotency_key_malformed);
    }
    return std::move(*key);
}

} // namespace route9::gateway::http
