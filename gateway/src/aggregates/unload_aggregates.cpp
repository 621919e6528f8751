// SPDX-License-Identifier: Apache-2.0
#include "aggregates/moving.hpp"
#include "fulfillment/departure_step_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/departure_step.hpp"
#include "platform/async_store.hpp"

#include <charconv>
#include <memory>
#include <string_view>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
using platform::task;

/// The next parcels of a bag that are on the truck.
struct Aboard {
    std::vector<std::string> parcels{};
    std::optional<ParcelId> last{};
};

Result<Aboard> next_aboard(
    Tx& tx, const TruckOf& truck, const AggregateId& id, const std::optional<ParcelId>& after
) {
    const auto ids =
        aggregates::parcels_after(tx, truck.tenant, id, after, aggregate_parcels_per_unit);
    Aboard aboard;
    for (const ParcelId& parcel : ids) {
        const auto found = parcels::find(tx, truck.tenant, parcel);
        if (found && found->departure == truck.departure) {
            aboard.parcels.push_back(parcel.text());
        }
    }
    if (ids.size() == aggregate_parcels_per_unit) {
        aboard.last = ids.back();
    }
    return aboard;
}

/// With the first of its parcels the bag itself comes off: wherever the rest is cut, it does not
/// stand on the truck, which may not leave with a part of it.
Result<StandingDeparture> unload_next(
    Tx& tx, const StepOrder& step, const UnloadOrder& how, const Vault& vault, Moving moving
) {
    const bool waits = departure_steps::find(tx, step.tenant, step.departure).has_value();
    auto standing = unload_parcels(tx, step, how, vault);
    if (!standing || waits) {
        return standing;
    }
    if (auto stood = stand(tx, moving, std::nullopt, "aggregate.unloaded"); !stood) {
        return Failure{std::move(stood).error()};
    }
    return standing;
}

task<Result<void>> unload_whole(
    Services& services, TruckOf truck, Aggregate aggregate, UnloadOrder how, Tick deadline
) {
    std::optional<ParcelId> after;
    do {
        auto look = [truck, id = aggregate.id, after](Tx& tx) {
            return next_aboard(tx, truck, id, after);
        };
        auto aboard = co_await platform::read(
            services.store, Reach::of(truck.tenant), std::move(look), deadline
        );
        if (!aboard) {
            co_return Failure{std::move(aboard).error()};
        }
        after = aboard->last;
        if (aboard->parcels.empty()) {
            continue;
        }
        how.parcels = std::move(aboard->parcels);
        how.whole = true;
        DepartureChange change =
            [how, &vault = services.vault, moving = begin_moving(services, truck, aggregate)](
                Tx& tx, const StepOrder& step
            ) { return unload_next(tx, step, how, vault, moving); };
        const auto changed = co_await change_departure(
            services, truck.tenant, truck.departure, std::move(change), deadline
        );
        if (!changed) {
            co_return Failure{changed.error()};
        }
    } while (after);
    auto unit = [moving = begin_moving(services, truck, aggregate)](Tx& tx) {
        Moving own = moving;
        return stand(tx, own, std::nullopt, "aggregate.unloaded");
    };
    co_return co_await platform::write(
        services.store, Reach::of(truck.tenant), std::move(unit), deadline
    );
}

Result<void> check_aboard(Tx& tx, const TruckOf& truck, const NamedLoad& named) {
    FieldErrors errors;
    for (const auto& [at, aggregate] : named.aggregates) {
        if (aggregates::aboard(tx, truck.tenant, aggregate.id, truck.departure) == 0 &&
            aggregate.loaded_on != truck.departure) {
            errors.push_back(
                {pointer_of(at), "not_aboard", aggregate.code + " is not on this truck"}
            );
        }
        if (const auto outer = aggregates::parent(tx, truck.tenant, aggregate.id)) {
            errors.push_back(
                {pointer_of(at),
                 "in_another",
                 aggregate.code + " stands on " + outer->code + "; unload that"}
            );
        }
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return {};
}

/// Of those that were named beside bags.
Failure at_their_places(Error error, const std::vector<std::size_t>& places) {
    constexpr std::string_view kList = "/parcels/";
    for (FieldError& field : error.fields) {
        std::size_t index = places.size();
        if (field.pointer.starts_with(kList)) {
            const std::string_view digits = std::string_view{field.pointer}.substr(kList.size());
            std::from_chars(digits.data(), digits.data() + digits.size(), index);
        }
        if (index < places.size()) {
            field.pointer = pointer_of(places[index]);
        }
    }
    return Failure{std::move(error)};
}

task<Result<DepartureRecord>> unload_single(
    Services& services,
    TruckOf truck,
    UnloadOrder how,
    std::vector<std::string>& out_of_bag,
    Tick deadline
) {
    auto told = std::make_shared<std::vector<std::string>>();
    DepartureChange change = [how = std::move(how), told, &vault = services.vault](
                                 Tx& tx, const StepOrder& step
                             ) -> Result<StandingDeparture> {
        auto standing = unload_parcels(tx, step, how, vault);
        if (standing && !standing->out_of_bag.empty()) {
            *told = standing->out_of_bag;
        }
        return standing;
    };
    auto changed = co_await change_departure(
        services, truck.tenant, truck.departure, std::move(change), deadline
    );
    out_of_bag = *told;
    co_return changed;
}

} // namespace

task<Result<DepartureRecord>> unload_named(
    Services& services,
    TruckOf truck,
    NamedLoad named,
    UnloadOrder how,
    std::vector<std::string>& out_of_bag,
    Tick deadline
) {
    auto look = [truck, named](Tx& tx) { return check_aboard(tx, truck, named); };
    auto checked =
        co_await platform::read(services.store, Reach::of(truck.tenant), std::move(look), deadline);
    if (!checked) {
        co_return Failure{std::move(checked).error()};
    }
    if (!named.parcels.empty()) { // first, for they are all taken off or none
        how.parcels = named.parcels;
        auto changed = co_await unload_single(services, truck, how, out_of_bag, deadline);
        if (!changed) {
            co_return at_their_places(std::move(changed).error(), named.parcels_at);
        }
    }
    for (const NamedLoad::Whole& whole : named.aggregates) {
        auto unloaded = co_await unload_whole(services, truck, whole.aggregate, how, deadline);
        if (!unloaded) {
            co_return Failure{std::move(unloaded).error()};
        }
    }
    co_return co_await read_truck(services, truck, deadline);
}

} // namespace route9::gateway
