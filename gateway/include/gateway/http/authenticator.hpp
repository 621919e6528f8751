// SPDX-License-Identifier: Apache-2.0
// The seam between the server and the store of keys and of people's sessions. Called on the
// connection's worker for each request with either, so an implementation keeps a short-lived cache
// (a revoked key must stop working within limits::key_cache_age_max). Error: unauthenticated,
// overloaded.
#pragma once

#include "core/principal.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "platform/net.hpp"

#include <string_view>

namespace route9::gateway::http {

/// What a request presents: a bearer key or, without one, the session of a browser. Both live until
/// the task ends.
struct Credentials {
    std::string_view bearer;
    std::string_view session;
};

class Authenticator {
public:
    virtual ~Authenticator() = default;
    virtual platform::task<Result<Principal>>
    authenticate(Credentials presented, Tick deadline) = 0;
};

} // namespace route9::gateway::http
