// SPDX-License-Identifier: Apache-2.0
// The routes of stock that came after adjustments and levels: reservations. One function a route,
// as in gateway/endpoints.hpp, whose list all() holds them too.
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

namespace route9::gateway::endpoints {

http::Route post_stock_reservation(Services& services);
http::Route get_stock_reservations(Services& services);
http::Route get_stock_reservation(Services& services);
http::Route post_stock_reservation_commit(Services& services);
http::Route post_stock_reservation_release(Services& services);

} // namespace route9::gateway::endpoints
