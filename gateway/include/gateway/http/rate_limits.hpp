// SPDX-License-Identifier: Apache-2.0
// Which bucket a request draws from: the client network before authentication, the key or
// the person after it, the path for hooks. Writes RateLimit and RateLimit-Policy (IETF httpapi
// draft of 2025, structured fields). Shared by all workers, thread-safe.
#pragma once

#include "core/limits.hpp"
#include "core/time.hpp"
#include "gateway/http/response.hpp"
#include "platform/token_buckets.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway::http {

/// The network's quota covers what has no key: open pages, unknown paths and failed keys.
struct RateLimitOptions {
    platform::RatePolicy network{.quota = 600, .window = Seconds{60}};
    platform::RatePolicy key{.quota = 60'000, .window = Seconds{60}};
    platform::RatePolicy hook{.quota = 300'000, .window = Seconds{10}};
    /// Told of every kind of buckets, where processes share them.
    std::function<void(const std::string& name, platform::TokenBuckets& buckets)> share{};
};

/// A draw with the policy it was made under, for the answer's headers.
struct RateDraw {
    std::string_view policy_name;
    platform::RatePolicy policy;
    platform::Draw draw;
};

class RateLimits {
public:
    explicit RateLimits(const RateLimitOptions& options);

    RateDraw network(std::string_view client_network, Tick now);
    RateDraw key(std::string_view key_id, Tick now);
    /// A person has the quota of a key.
    RateDraw user(std::string_view user_id, Tick now);
    RateDraw hook(std::string_view path, Tick now);

private:
    platform::TokenBuckets networks_;
    platform::TokenBuckets keys_;
    platform::TokenBuckets hooks_;
};

void add_rate_headers(Response& response, const RateDraw& drawn);

} // namespace route9::gateway::http
