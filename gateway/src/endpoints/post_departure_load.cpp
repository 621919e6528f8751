// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/load_parcels.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/views/departure_view.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

Result<std::vector<std::string>> read_parcels(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    std::vector<std::string> parcels;
    if (const Json* list = reader.array("parcels", Need::required, load_parcels_max)) {
        for (std::size_t i = 0; i < list->size(); ++i) {
            const Json& item = (*list)[i];
            if (item.is_string()) {
                parcels.push_back(item.get<std::string>());
            } else {
                errors.push_back(
                    {pointer_step("/parcels", i), "wrong_type", "give a parcel's id or code"}
                );
            }
        }
        if (list->empty()) {
            reader.refuse("parcels", "empty", "name at least one parcel");
        }
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return parcels;
}

platform::task<Result<http::Response>> handle(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto departure = DepartureId::parse(request.parameter("id"));
    if (!departure) {
        co_return fail(ErrorCode::not_found);
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto parcels = read_parcels(*body);
    if (!parcels) {
        co_return Failure{std::move(parcels).error()};
    }
    LoadOrder load{
        .tenant = principal.tenant,
        .departure = *departure,
        .parcels = std::move(*parcels),
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    auto unit = [load = std::move(load)](Tx& tx) { return load_parcels(tx, load); };
    const auto loaded = co_await platform::write(services.store, std::move(unit), request.deadline);
    if (!loaded) {
        co_return Failure{loaded.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    co_return departure_answer(200, *loaded);
}

} // namespace

http::Route post_departure_load(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/departures/{id}/load",
        .name = "post_departure_load",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request) { return handle(services, request); },
    };
}

} // namespace route9::gateway::endpoints
