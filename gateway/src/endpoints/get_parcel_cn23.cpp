// SPDX-License-Identifier: Apache-2.0
#include "gateway/document_endpoints.hpp"
#include "gateway/shipping/parcel_labels.hpp"
#include "gateway/shipping/postal_form.hpp"
#include "gateway/views/printed.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_parcel_cn23(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) {
        return read_label_facts(tx, principal, id, vault);
    };
    // It goes on the parcel beside the label, for whoever may print that.
    const Reach reach = Reach::of(request.principal->tenant);
    const auto facts =
        co_await platform::read(services.store, reach, std::move(unit), request.deadline);
    if (!facts) {
        co_return Failure{facts.error()};
    }
    if (auto allowed = may_have_label(*facts); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto form = postal_form_of(facts->loaded, services.catalogue, services.clock.business());
    if (!form) {
        co_return Failure{std::move(form).error()};
    }
    auto draw = [form = std::move(*form)] { return adapters::cn23_pdf(form); };
    auto pdf = co_await services.compute.run(std::move(draw), request.deadline);
    if (!pdf) {
        co_return Failure{std::move(pdf).error()};
    }
    co_return printed(pdf_type, std::move(*pdf));
}

} // namespace

http::Route get_parcel_cn23(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/parcels/{id}/cn23.pdf",
        .name = "get_parcel_cn23",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_parcel_cn23(services, request); },
    };
}

} // namespace route9::gateway::endpoints
