// SPDX-License-Identifier: Apache-2.0
// The routes of quotes and of what they are reckoned by, in the table of gateway/endpoints.hpp.
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

namespace route9::gateway::endpoints {

http::Route post_quote(Services& services);
http::Route get_seller_policy(Services& services);
http::Route put_seller_policy(Services& services);
http::Route get_carrier_terms(Services& services);
http::Route put_carrier_terms(Services& services);

} // namespace route9::gateway::endpoints
