// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/intake/pause_connection.hpp"

namespace route9::gateway::endpoints {

http::Route post_connection_pause(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/connections/{id}/pause",
        .name = "post_connection_pause",
        .access = http::Access::key,
        .scope = Scope::webhooks_write,
        .handler = [&services](http::Request& request
                   ) { return set_paused(services, request, true); },
    };
}

} // namespace route9::gateway::endpoints
