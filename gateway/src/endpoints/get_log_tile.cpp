// SPDX-License-Identifier: Apache-2.0
#include "core/tenancy.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/log/log_access.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kForEver = "public, max-age=31536000, immutable";
constexpr std::string_view kForNow = "public, max-age=60"; // the full one is to come

platform::task<Result<http::Response>>
handle_get_log_tile(Services& services, http::Request& request) {
    const auto name = check_given_id("/tenant", request.parameter("tenant"));
    const auto tile = parse_tile(request.parameter("tile"));
    if (!name || !tile) {
        co_return fail(ErrorCode::not_found);
    }
    const TenantId tenant{*name};
    auto unit = [tenant, tile = *tile](Tx& tx) { return read_log_tile(tx, tenant, tile); };
    auto bytes = co_await platform::read(
        services.store, Reach::of(tenant), std::move(unit), request.deadline
    );
    if (!bytes) {
        co_return Failure{std::move(bytes).error()};
    }
    co_return log_file(
        request,
        "application/octet-stream",
        std::move(*bytes),
        tile->width == tile_width ? kForEver : kForNow
    );
}

} // namespace

http::Route get_log_tile(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/log/{tenant}/tile/{tile...}",
        .name = "get_log_tile",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_log_tile(services, request); },
    };
}

} // namespace route9::gateway::endpoints
