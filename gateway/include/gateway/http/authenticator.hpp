// SPDX-License-Identifier: Apache-2.0
// The seam between the server and the key store. Called on the session's worker for each request
// with a bearer key, so an implementation keeps a short-lived cache (a revoked key must stop
// working within limits::key_cache_age_max). Error: unauthenticated, overloaded.
#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "platform/net.hpp"

#include <string_view>

namespace route9::gateway::http {

class Authenticator {
public:
    virtual ~Authenticator() = default;
    /// `bearer` lives until the task ends.
    virtual platform::task<Result<Principal>>
    authenticate(std::string_view bearer, Tick deadline) = 0;
};

} // namespace route9::gateway::http
