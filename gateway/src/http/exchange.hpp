// SPDX-License-Identifier: Apache-2.0
// One request on its way through the server: what the guard read, what the handler sees and what
// was decided so far. Owned by the session and reused for the next request on the connection.
#pragma once

#include "core/time.hpp"
#include "gateway/http/rate_limits.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/request_guard.hpp"
#include "gateway/http/route.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace route9::gateway::http {

/// The target of OPTIONS that asks about the whole server (RFC 9112 §3.2.4).
inline constexpr std::string_view any_target = "*";

struct Exchange {
    Head head;
    Request request;
    const Route* route = nullptr;
    std::size_t route_index = 0;
    std::optional<RateDraw> drawn;
    Tick started{};
};

} // namespace route9::gateway::http
