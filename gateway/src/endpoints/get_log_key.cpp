// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/log/log_access.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_log_key(Services& services, http::Request& request) {
    const auto head = co_await find_log(services, request);
    if (!head) {
        co_return Failure{head.error()};
    }
    co_return log_file(request, http::text_type, head->key + "\n", "public, max-age=3600");
}

} // namespace

http::Route get_log_key(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/log/{tenant}/key",
        .name = "get_log_key",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_log_key(services, request); },
    };
}

} // namespace route9::gateway::endpoints
