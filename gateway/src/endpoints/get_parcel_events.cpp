// SPDX-License-Identifier: Apache-2.0
#include "gateway/endpoints.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/spoken_events.hpp"
#include "gateway/views/parcel_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

Result<std::vector<TrackingRecord>>
find(Tx& tx, const Principal& principal, std::string_view id_or_code, const Vault& vault) {
    const auto parcel = find_parcel_for(tx, principal, id_or_code);
    if (!parcel) {
        return Failure{parcel.error()};
    }
    return spoken_events(tx, *parcel, vault);
}

platform::task<Result<http::Response>>
handle_get_parcel_events(Services& services, http::Request& request) {
    auto unit = [principal = *request.principal,
                 id = std::string{request.parameter("id")},
                 &vault = services.vault](Tx& tx) { return find(tx, principal, id, vault); };
    // What a carrier has told is sealed with the order's recipient, and orders are their sellers'.
    const Reach reach = Reach::of(request.principal->tenant);
    const auto events =
        co_await platform::read(services.store, reach, std::move(unit), request.deadline);
    if (!events) {
        co_return Failure{events.error()};
    }
    // A carrier's message may speak of its own people: it is not for sellers and other carriers.
    const bool is_ours = request.principal->party.empty();
    Json items = Json::array();
    for (const TrackingRecord& event : *events) {
        items.push_back(tracking_view(event));
        if (is_ours && !event.raw.empty()) {
            items.back()["raw"] = event.raw;
        }
    }
    co_return http::json_response(200, Json{{"items", std::move(items)}, {"next", nullptr}});
}

} // namespace

http::Route get_parcel_events(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/parcels/{id}/events",
        .name = "get_parcel_events",
        .access = http::Access::key,
        .scope = Scope::shipments_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_parcel_events(services, request); },
        .compressible = true,
    };
}

} // namespace route9::gateway::endpoints
