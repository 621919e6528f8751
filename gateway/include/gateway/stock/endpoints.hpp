// SPDX-License-Identifier: Apache-2.0
// The routes of stock that came after adjustments and levels: reservations, counts, the list of
// adjustments, warehouses. One function a route, as in gateway/endpoints.hpp, whose list all()
// holds them too.
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

namespace route9::gateway::endpoints {

http::Route post_stock_reservation(Services& services);
http::Route get_stock_reservations(Services& services);
http::Route get_stock_reservation(Services& services);
http::Route post_stock_reservation_commit(Services& services);
http::Route post_stock_reservation_release(Services& services);
http::Route get_stock_adjustments(Services& services);
http::Route post_stock_count(Services& services);
http::Route put_warehouse(Services& services);
http::Route get_warehouses(Services& services);
http::Route get_warehouse(Services& services);

} // namespace route9::gateway::endpoints
