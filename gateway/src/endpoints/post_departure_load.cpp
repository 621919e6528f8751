// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/aggregates/load_aggregates.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/departure_act.hpp"
#include "gateway/shipping/load_parcels.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::DepartureRecord;

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
                    {pointer_step("/parcels", i),
                     "wrong_type",
                     "give a parcel's or bag's id or code"}
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

platform::task<Result<DepartureRecord>> load(Services& services, DepartureCall call) {
    const auto body = http::read_json_body(call.request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto parcels = read_parcels(*body);
    if (!parcels) {
        co_return Failure{std::move(parcels).error()};
    }
    LoadOrder order{
        .tenant = call.tenant,
        .departure = call.departure,
        .parcels = std::move(*parcels),
        .addresses = services.catalogue.corridor.addresses,
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    const Reach reach = reach_of(*call.request.principal);
    auto unit = [order](Tx& tx) { return load_parcels(tx, order); };
    auto loaded =
        co_await platform::write(services.store, reach, std::move(unit), call.request.deadline);
    if (loaded || !names_unknown(loaded.error())) {
        co_return loaded;
    }
    auto look = [order = std::move(order)](Tx& tx) -> Result<NamedLoad> {
        return tell_apart(tx, order.tenant, order.parcels);
    };
    auto named =
        co_await platform::read(services.store, reach, std::move(look), call.request.deadline);
    if (!named) {
        co_return Failure{std::move(named).error()};
    }
    if (named->aggregates.empty()) {
        co_return loaded;
    }
    co_return co_await load_named(
        services, {call.tenant, call.departure}, std::move(*named), call.request.deadline
    );
}

} // namespace

http::Route post_departure_load(Services& services) {
    return departure_act(services, "load", ActBody::members, load);
}

} // namespace route9::gateway::endpoints
