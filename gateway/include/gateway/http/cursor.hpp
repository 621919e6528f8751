// SPDX-License-Identifier: Apache-2.0
// Opaque page cursors: the caller's position plus a keyed digest that binds it to tenant, party and
// route, in base64url. Not secret, but nobody can make, change or carry one over to another tenant
// or list. `position` is whatever the list resumes from.
#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "gateway/http/target.hpp"

#include <string>
#include <string_view>

namespace route9::gateway::http {

inline constexpr std::size_t cursor_position_bytes_max = 512;

class CursorCodec {
public:
    /// Key of 32 bytes, the same on all gateways, used for nothing else.
    explicit CursorCodec(Secret key);

    std::string
    encode(const Principal& reader, std::string_view route, std::string_view position) const;
    /// Error: malformed_cursor.
    Result<std::string>
    decode(const Principal& reader, std::string_view route, std::string_view cursor) const;

private:
    std::string
    tag(const Principal& reader, std::string_view route, std::string_view position) const;

    Secret key_;
};

/// `?limit=`: 1 to limits::page_size_max, limits::page_size_default when absent. Error:
/// validation_failed.
Result<int> page_limit(const Query& query);

} // namespace route9::gateway::http
