// SPDX-License-Identifier: Apache-2.0
// Operators' pages: /healthz (the process lives), /readyz (it takes work), /metrics (Prometheus
// text) and /openapi.json (the API's description, from data/api).
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

#include <functional>
#include <vector>

namespace route9::gateway::probes {

/// `draining` says that the process is on its way out.
void add(std::vector<http::Route>& routes, Services& services, std::function<bool()> draining);

} // namespace route9::gateway::probes
