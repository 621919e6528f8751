// SPDX-License-Identifier: Apache-2.0
// One request as a handler sees it. Owned by the session, valid until the handler has answered;
// what outlives the handler (a unit of work) copies what it needs. Waits take the minimum of their
// own budget and `deadline` (machine time).
#pragma once

#include "core/principal.hpp"
#include "core/time.hpp"
#include "gateway/http/headers.hpp"
#include "gateway/http/method.hpp"
#include "gateway/http/target.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway::http {

/// A named part of the route's pattern with its decoded value.
struct PathParameter {
    std::string_view name;
    std::string_view value;
};

struct Request {
    Method method = Method::get;
    Target target;
    std::vector<PathParameter> parameters;
    Headers headers;
    std::string body;
    std::string id;
    std::string_view network;
    Tick deadline{};
    /// Present on routes that need a key.
    std::optional<Principal> principal;

    /// The value of `{name}` in the pattern; the pattern must have it.
    std::string_view parameter(std::string_view name) const;
};

} // namespace route9::gateway::http
