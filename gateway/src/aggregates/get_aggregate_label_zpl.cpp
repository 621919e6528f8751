// SPDX-License-Identifier: Apache-2.0
#include "aggregates/aggregate_label.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/aggregates/aggregate_endpoints.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/printer_density.hpp"
#include "gateway/views/printed.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_aggregate_label_zpl(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto density = read_printer_density(request);
    if (!density) {
        co_return Failure{density.error()};
    }
    auto unit = [tenant = principal.tenant,
                 id = std::string{request.parameter("id")},
                 now = services.clock.business()](Tx& tx) {
        return read_aggregate_label(tx, tenant, id, now);
    };
    auto label = co_await platform::read(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!label) {
        co_return Failure{std::move(label).error()};
    }
    auto draw = [label = std::move(*label), density = *density] {
        return adapters::aggregate_label_zpl(label, density);
    };
    auto zpl = co_await services.compute.run(std::move(draw), request.deadline);
    if (!zpl) {
        co_return Failure{std::move(zpl).error()};
    }
    co_return printed(zpl_type, std::move(*zpl));
}

} // namespace

http::Route get_aggregate_label_zpl(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/aggregates/{id}/label.zpl",
        .name = "get_aggregate_label_zpl",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"dpi"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_aggregate_label_zpl(services, request); },
    };
}

} // namespace route9::gateway::endpoints
