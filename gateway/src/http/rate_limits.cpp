// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/rate_limits.hpp"

#include <fmt/format.h>

namespace route9::gateway::http {

RateLimits::RateLimits(const RateLimitOptions& options)
    : networks_(options.network, limits::rate_buckets_max),
      keys_(options.key, limits::rate_buckets_max), hooks_(options.hook, limits::rate_buckets_max) {
    if (options.share) {
        options.share("network", networks_);
        options.share("key", keys_);
        options.share("hook", hooks_);
    }
}

RateDraw RateLimits::network(std::string_view client_network, Tick now) {
    return {"network", networks_.policy(), networks_.draw(client_network, now)};
}

RateDraw RateLimits::key(std::string_view key_id, Tick now) {
    return {"key", keys_.policy(), keys_.draw(key_id, now)};
}

RateDraw RateLimits::user(std::string_view user_id, Tick now) {
    return {"user", keys_.policy(), keys_.draw(user_id, now)};
}

RateDraw RateLimits::hook(std::string_view path, Tick now) {
    return {"hook", hooks_.policy(), hooks_.draw(path, now)};
}

void add_rate_headers(Response& response, const RateDraw& drawn) {
    response.headers.emplace_back(
        "RateLimit-Policy",
        fmt::format(
            R"("{}";q={};w={})", drawn.policy_name, drawn.policy.quota, drawn.policy.window.count()
        )
    );
    response.headers.emplace_back(
        "RateLimit",
        fmt::format(
            R"("{}";r={};t={})", drawn.policy_name, drawn.draw.remaining, drawn.draw.full_in.count()
        )
    );
}

} // namespace route9::gateway::http
