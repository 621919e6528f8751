// SPDX-License-Identifier: Apache-2.0
#include "gateway/carriers/carrier_manifest.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/people.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_carrier_manifest(Services& services, http::Request& request) {
    auto door = co_await carrier_door(services, request);
    if (!door) {
        co_return Failure{std::move(door).error()};
    }
    if (auto* elsewhere = std::get_if<http::Response>(&*door)) {
        co_return std::move(*elsewhere);
    }
    const auto& visit = std::get<CarrierVisit>(*door);
    const auto id = ManifestId::parse(request.parameter("id"));
    if (!id) {
        co_return carrier_refusal(services, 404, "carrier_unknown", visit.language);
    }
    const http::Query& query = request.target.query;
    ManifestPage page{.id = *id, .number = page_number(query.find("page").value_or(""))};
    const std::string_view done = query.find("done").value_or("");
    if (done == "kept" || done == "settled" || done == "photo_kept") {
        page.note = services.people.pages.text("carrier_" + std::string{done}, visit.language);
    }
    auto shown = co_await show_manifest(services, visit, std::move(page), request.deadline);
    if (!shown && shown.error().code == ErrorCode::not_found) {
        co_return carrier_refusal(services, 404, "carrier_unknown", visit.language);
    }
    co_return shown;
}

} // namespace

http::Route get_carrier_manifest(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/carrier/manifests/{id}",
        .name = "get_carrier_manifest",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_get_carrier_manifest(services, request); },
    };
}

} // namespace route9::gateway::endpoints
