// SPDX-License-Identifier: Apache-2.0
#include "aggregates/moving.hpp"

#include "core/json.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;
using platform::task;

namespace {

Result<DepartureRecord> find_truck(Tx& tx, const TruckOf& truck) {
    auto departure = departures::find(tx, truck.tenant, truck.departure);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*departure);
}

} // namespace

std::string pointer_of(std::size_t at) {
    return pointer_step("/parcels", at);
}

Moving begin_moving(Services& services, const TruckOf& truck, const Aggregate& aggregate) {
    return Moving{
        .truck = truck,
        .aggregate = aggregate,
        .addresses = services.catalogue.corridor.addresses,
        .after = std::nullopt,
        .ids = DrawnEntropy{services.entropy},
        .own_ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
}

/// The truck is the parent here: EPCIS 2.0 §7.4.2.
Result<void>
stand(Tx& tx, Moving& moving, const std::optional<DepartureId>& on, std::string_view type) {
    const Aggregate& aggregate = moving.aggregate;
    if (!aggregates::place(tx, aggregate.tenant, aggregate.id, on)) {
        return {};
    }
    const auto now = aggregates::find(tx, aggregate.tenant, aggregate.id);
    TouchedOrders touched{tx, aggregate.tenant, moving.now, moving.own_ids};
    touched.tell_of(
        aggregate.id.text(),
        now->version,
        std::string{type},
        Json{
            {"aggregate", aggregate.id.text()},
            {"kind", std::string{name(aggregate.kind)}},
            {"action", on ? "ADD" : "DELETE"},
            {"parent", moving.truck.departure.text()},
            {"children", {aggregate.code}},
            {"biz_step", on ? "loading" : "unloading"},
            {"parcels", now->parcels},
        }
    );
    return touched.store();
}

task<Result<DepartureRecord>> read_truck(Services& services, TruckOf truck, Tick deadline) {
    auto look = [truck](Tx& tx) { return find_truck(tx, truck); };
    co_return co_await platform::read(
        services.store, Reach::of(truck.tenant), std::move(look), deadline
    );
}

} // namespace route9::gateway
