// SPDX-License-Identifier: Apache-2.0
// The endpoints that answer with something to print: one function and one file each, in the table
// of endpoints.hpp.
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

namespace route9::gateway::endpoints {

http::Route get_parcel_label_zpl(Services& services);
http::Route post_labels(Services& services);
http::Route get_parcel_cn23(Services& services);
http::Route get_departure_pick_list(Services& services);
http::Route get_departure_truck_sheet(Services& services);

} // namespace route9::gateway::endpoints
