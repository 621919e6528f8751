// SPDX-License-Identifier: Apache-2.0
// The routes of carriers' pick-up points and how one is shown. One function a route, as in
// gateway/endpoints.hpp, whose list all() holds them too.
#pragma once

#include "core/json.hpp"
#include "fulfillment/pickup_point.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

namespace route9::gateway {

/// `today` says whether it takes parcels.
Json view(const fulfillment::PickupPoint& point, Day today);

/// The carrier in the path, for whoever reads: staff, sellers and the carrier itself. Errors:
/// forbidden; not_found for another carrier.
Result<PartyId> carrier_to_read(const http::Request& request);

namespace endpoints {

http::Route put_pickup_point(Services& services);
http::Route get_pickup_point(Services& services);
http::Route get_pickup_points(Services& services);

} // namespace endpoints
} // namespace route9::gateway
