// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/people/people.hpp"

#include <string>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

Result<http::Response> handle_get_join(Services& services, const http::Request& request) {
    const std::string language = page_language(request);
    const std::string token{request.target.query.find("token").value_or("")};
    PageValues values{{"choose", "1"}, {"token", token}, {"query", "&token=" + token}};
    return services.people.pages.show(200, "join", "join", language, std::move(values));
}

} // namespace

http::Route get_join(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/join",
        .name = "get_join",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_join(services, request); },
    };
}

} // namespace route9::gateway::endpoints
