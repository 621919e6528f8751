// SPDX-License-Identifier: Apache-2.0
// The endpoints of vehicles, seals and the timetable, one function and one file each; rows of the
// routing table as those of gateway/endpoints.hpp.
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

namespace route9::gateway::endpoints {

http::Route put_vehicle(Services& services);
http::Route get_vehicle(Services& services);
http::Route get_vehicles(Services& services);
http::Route post_departure_vehicle(Services& services);
http::Route post_departure_seals(Services& services);
http::Route post_departure_transship(Services& services);
http::Route post_seal_alarm(Services& services);
http::Route put_timetable_row(Services& services);
http::Route get_timetable_row(Services& services);
http::Route get_timetable(Services& services);

} // namespace route9::gateway::endpoints
