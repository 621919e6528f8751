// SPDX-License-Identifier: Apache-2.0
// The routes of parcels that come back. One function a route, as in gateway/endpoints.hpp, whose
// list all() holds them too.
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

namespace route9::gateway::endpoints {

http::Route post_return(Services& services);
http::Route get_returns(Services& services);
http::Route get_return(Services& services);
http::Route get_return_label(Services& services);
http::Route post_return_decide(Services& services);
http::Route post_return_receive(Services& services);
http::Route post_return_grade(Services& services);

} // namespace route9::gateway::endpoints
