// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/people/people.hpp"

#include <string>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

Result<http::Response> handle_get_sign_in(Services& services, const http::Request& request) {
    const std::string language = page_language(request);
    const PageCatalogue& pages = services.people.pages;
    PageValues values{{"choose", "1"}};
    values["tenant"] = request.target.query.find("tenant").value_or("");
    if (request.target.query.find("joined")) {
        values["note"] = pages.text("join_done", language);
    }
    return pages.show(200, "sign_in", "sign_in", language, std::move(values));
}

} // namespace

http::Route get_sign_in(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/sign-in",
        .name = "get_sign_in",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_sign_in(services, request); },
    };
}

} // namespace route9::gateway::endpoints
