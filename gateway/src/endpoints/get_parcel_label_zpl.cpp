// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/label_zpl.hpp"
#include "gateway/document_endpoints.hpp"
#include "gateway/shipping/parcel_labels.hpp"
#include "gateway/shipping/printer_density.hpp"
#include "gateway/views/printed.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_parcel_label_zpl(Services& services, http::Request& request) {
    const auto density = read_printer_density(request);
    if (!density) {
        co_return Failure{density.error()};
    }
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) {
        return read_label_facts(tx, principal, id, vault);
    };
    const Reach reach = Reach::of(request.principal->tenant); // as for the PDF
    const auto facts =
        co_await platform::read(services.store, reach, std::move(unit), request.deadline);
    if (!facts) {
        co_return Failure{facts.error()};
    }
    if (auto allowed = may_have_label(*facts); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto labels = labels_of(*facts, services, services.clock.business());
    auto draw = [labels = std::move(labels), density = *density] {
        return adapters::labels_as_zpl(labels, density);
    };
    auto zpl = co_await services.compute.run(std::move(draw), request.deadline);
    if (!zpl) {
        co_return Failure{std::move(zpl).error()};
    }
    co_return printed(zpl_type, std::move(*zpl));
}

} // namespace

http::Route get_parcel_label_zpl(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/parcels/{id}/label.zpl",
        .name = "get_parcel_label_zpl",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .query = {"dpi"},
        .handler = [&services](http::Request& request
                   ) { return handle_get_parcel_label_zpl(services, request); },
    };
}

} // namespace route9::gateway::endpoints
