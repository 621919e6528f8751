// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/log/log_access.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_log_checkpoint(Services& services, http::Request& request) {
    auto head = co_await find_log(services, request);
    if (!head) {
        co_return Failure{std::move(head).error()};
    }
    co_return log_file(request, http::text_type, std::move(head->note), "no-cache");
}

} // namespace

http::Route get_log_checkpoint(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/log/{tenant}/checkpoint",
        .name = "get_log_checkpoint",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_log_checkpoint(services, request); },
    };
}

} // namespace route9::gateway::endpoints
