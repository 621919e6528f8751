// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/judged_departure.hpp"

#include "gateway/fleet/vehicle_check.hpp"
#include "gateway/shipping/carrier_consent.hpp"
#include "gateway/shipping/departing_check.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;
using platform::task;

namespace {

/// The version of an open truck whose vehicle may do the trip, and whose carrier delivers all that
/// is aboard.
Result<std::optional<std::int64_t>> check_open(
    Tx& tx, const TenantId& tenant, const DepartureId& id, const Catalogue& catalogue, Instant now
) {
    const auto departure = departures::find(tx, tenant, id);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    if (departure->state != DepartureState::open) {
        return std::optional<std::int64_t>{};
    }
    const NamedVehicles named = vehicles_of(tx, *departure);
    if (auto fits = check_vehicles(*departure, named, catalogue, now); !fits) {
        return Failure{std::move(fits).error()};
    }
    const auto asked = read_asked_aboard(tx, *departure);
    if (auto wanted = check_aboard(asked, catalogue.corridor.addresses, "close"); !wanted) {
        return Failure{std::move(wanted).error()};
    }
    return std::optional{departure->version};
}

} // namespace

task<Result<std::optional<std::int64_t>>>
judge_departing(Services& services, TenantId tenant, DepartureId departure, Tick deadline) {
    auto look = [tenant,
                 departure,
                 &catalogue = services.catalogue,
                 &keyring = services.keyring,
                 now = services.clock.business()](Tx& tx) {
        return read_departing_truck(tx, tenant, departure, catalogue, keyring, now);
    };
    auto truck =
        co_await platform::read(services.store, Reach::of(tenant), std::move(look), deadline);
    if (!truck) {
        co_return Failure{std::move(truck).error()};
    }
    if (truck->takes_a_step) {
        co_return std::optional<std::int64_t>{};
    }
    const std::int64_t version = truck->departure.version;
    const auto held =
        services.require_ready_declarations ? HeldDeclarations::refuse : HeldDeclarations::pass;
    auto judge = [truck = std::move(*truck),
                  held,
                  &catalogue = services.catalogue,
                  now = services.clock.business()]() -> Result<void> {
        auto papers = check_departing(truck, held, catalogue.corridor.addresses);
        return papers ? check_vehicles(truck.departure, truck.vehicles, catalogue, now) : papers;
    };
    auto judged = co_await services.compute.run(std::move(judge), deadline);
    if (!judged) {
        co_return Failure{std::move(judged).error()};
    }
    co_return std::optional{version};
}

task<Result<std::optional<std::int64_t>>>
judge_closing(Services& services, TenantId tenant, DepartureId departure, Tick deadline) {
    auto look =
        [tenant, departure, &catalogue = services.catalogue, now = services.clock.business()](Tx& tx
        ) { return check_open(tx, tenant, departure, catalogue, now); };
    co_return co_await platform::read(services.store, Reach::of(tenant), std::move(look), deadline);
}

} // namespace route9::gateway
