// SPDX-License-Identifier: Apache-2.0
// The endpoints of the warehouse floor, one function and one file each; rows of the routing table
// as those of gateway/endpoints.hpp.
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

namespace route9::gateway::endpoints {

http::Route post_scans(Services& services);
http::Route post_fulfillment_pick(Services& services);

} // namespace route9::gateway::endpoints
