// SPDX-License-Identifier: Apache-2.0
// The endpoints of photographs, one function and one file each; rows of the routing table as those
// of gateway/endpoints.hpp.
#pragma once

#include "gateway/http/route.hpp"
#include "gateway/services.hpp"

namespace route9::gateway::endpoints {

http::Route post_attachment(Services& services);
http::Route get_attachments(Services& services);
http::Route get_attachment(Services& services);
http::Route get_attachment_content(Services& services);
http::Route post_carrier_photo(Services& services);

} // namespace route9::gateway::endpoints
