// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/shipping/parcel_labels.hpp"
#include "gateway/views/printed.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_parcel_label(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) {
        return read_label_facts(tx, principal, id, vault);
    };
    // Whoever may see the parcel prints its label, which says what is its order's.
    const Reach reach = Reach::of(request.principal->tenant);
    const auto facts =
        co_await platform::read(services.store, reach, std::move(unit), request.deadline);
    if (!facts) {
        co_return Failure{facts.error()};
    }
    if (auto allowed = may_have_label(*facts); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto labels = labels_of(*facts, services, services.clock.business());
    auto draw = [labels = std::move(labels)] { return adapters::render_labels(labels); };
    auto pdf = co_await services.compute.run(std::move(draw), request.deadline);
    if (!pdf) {
        co_return Failure{std::move(pdf).error()};
    }
    co_return printed(pdf_type, std::move(*pdf));
}

} // namespace

http::Route get_parcel_label(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/parcels/{id}/label.pdf",
        .name = "get_parcel_label",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_parcel_label(services, request); },
    };
}

} // namespace route9::gateway::endpoints
