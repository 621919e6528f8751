// SPDX-License-Identifier: Apache-2.0
// Operators' pages: /healthz (the process lives), /readyz (it takes work), /metrics (Prometheus
// text) and /openapi.json (the API's description, from data/api).
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

#include <functional>
#include <vector>

namespace route9::gateway::probes {

struct Condition {
    std::function<bool()> draining; // the process is on its way out
    /// Redis is wanted and away: a ready gateway says so and is ready.
    std::function<bool()> without_redis;
};

void add(std::vector<http::Route>& routes, Services& services, Condition condition);

} // namespace route9::gateway::probes
