// SPDX-License-Identifier: Apache-2.0
// The endpoints of bags and pallets and of the numbers they bear, one function and one file each;
// rows of the routing table as those of gateway/endpoints.hpp.
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

namespace route9::gateway::endpoints {

http::Route post_aggregate(Services& services);
http::Route get_aggregates(Services& services);
http::Route get_aggregate(Services& services);
http::Route post_aggregate_members(Services& services);
http::Route post_aggregate_close(Services& services);
http::Route get_aggregate_label(Services& services);
http::Route get_aggregate_label_zpl(Services& services);
http::Route get_gs1_prefix(Services& services);
http::Route put_gs1_prefix(Services& services);

} // namespace route9::gateway::endpoints
