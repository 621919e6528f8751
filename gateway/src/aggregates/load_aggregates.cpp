// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregates/load_aggregates.hpp"

#include "aggregates/moving.hpp"
#include "core/json.hpp"
#include "gateway/aggregates/aggregate_members.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/load_parcels.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
using platform::task;

constexpr std::size_t kErrorsMax = 20;

std::vector<std::string> texts_of(const std::vector<ParcelId>& ids) {
    std::vector<std::string> texts;
    texts.reserve(ids.size());
    for (const ParcelId& id : ids) {
        texts.push_back(id.text());
    }
    return texts;
}

/// What has been looked at so far.
struct Looked {
    FieldErrors errors{};
    Load needed{};
    std::optional<ParcelId> last{}; // of the bag that is looked at; absent = it is done
};

/// Of whom it is asked whether all fits.
struct Asked {
    TruckOf truck;
    const fulfillment::AddressBook& addresses;
};

void add_error(FieldErrors& errors, FieldError error) {
    if (errors.size() < kErrorsMax) {
        errors.push_back(std::move(error));
    }
}

void check_standing(Tx& tx, const Aggregate& aggregate, std::size_t at, FieldErrors& errors) {
    if (!aggregate.closed_at) {
        add_error(errors, {pointer_of(at), "not_closed", "close " + aggregate.code + " first"});
    }
    if (aggregate.parcels == 0) {
        add_error(errors, {pointer_of(at), "is_empty", "nothing is in " + aggregate.code});
    }
    if (const auto outer = aggregates::parent(tx, aggregate.tenant, aggregate.id)) {
        add_error(
            errors,
            {pointer_of(at),
             "in_another",
             aggregate.code + " stands on " + outer->code + "; load that"}
        );
    }
}

/// The next parcels of a bag, each named where it does not fit.
Result<Looked> look_next(Tx& tx, const Asked& asked, const NamedLoad::Whole& whole, Looked looked) {
    const TruckOf& truck = asked.truck;
    if (!looked.last) {
        check_standing(tx, whole.aggregate, whole.at, looked.errors);
    }
    const auto ids = aggregates::parcels_after(
        tx, truck.tenant, whole.aggregate.id, looked.last, static_cast<int>(load_parcels_max)
    );
    auto checked = check_load(tx, truck.tenant, truck.departure, texts_of(ids), asked.addresses);
    if (!checked) {
        return Failure{std::move(checked).error()};
    }
    looked.needed += checked->needed;
    for (FieldError& error : checked->errors) {
        error.pointer = pointer_of(whole.at);
        error.message += " (in " + whole.aggregate.code + ")";
        add_error(looked.errors, std::move(error));
    }
    const bool is_done = ids.size() < load_parcels_max;
    looked.last = is_done ? std::nullopt : std::optional{ids.back()};
    return looked;
}

Result<Looked> look_at_rest(Tx& tx, const Asked& asked, const NamedLoad& named, Looked looked) {
    const TruckOf& truck = asked.truck;
    auto checked = check_load(tx, truck.tenant, truck.departure, named.parcels, asked.addresses);
    if (!checked) {
        return Failure{std::move(checked).error()};
    }
    looked.needed += checked->needed;
    for (std::size_t i = 0; i < checked->places.size(); ++i) {
        checked->errors[i].pointer = pointer_of(named.parcels_at.at(checked->places[i]));
        add_error(looked.errors, std::move(checked->errors[i]));
    }
    return looked;
}

task<Result<Looked>>
look_at_all(Services& services, TruckOf truck, NamedLoad named, Tick deadline) {
    const Reach reach = Reach::of(truck.tenant);
    const Asked asked{truck, services.catalogue.corridor.addresses};
    Looked looked;
    for (const NamedLoad::Whole& whole : named.aggregates) {
        do {
            auto look = [asked, whole, looked](Tx& tx) {
                return look_next(tx, asked, whole, looked);
            };
            auto next = co_await platform::read(services.store, reach, std::move(look), deadline);
            if (!next) {
                co_return next;
            }
            looked = std::move(*next);
        } while (looked.last);
    }
    auto look = [asked, named, looked](Tx& tx) { return look_at_rest(tx, asked, named, looked); };
    co_return co_await platform::read(services.store, reach, std::move(look), deadline);
}

struct Moved {
    std::optional<DepartureRecord> departure{};
    std::optional<ParcelId> last{}; // absent = all are
};

Result<Moved> load_next(Tx& tx, Moving moving) {
    const auto& [tenant, departure] = moving.truck;
    const auto ids = aggregates::parcels_after(
        tx, tenant, moving.aggregate.id, moving.after, aggregate_parcels_per_unit
    );
    Moved moved;
    if (!ids.empty()) {
        auto loaded = load_parcels(
            tx, {tenant, departure, texts_of(ids), moving.addresses, moving.ids, moving.now}
        );
        if (!loaded) {
            return Failure{std::move(loaded).error()};
        }
        moved.departure = std::move(*loaded);
    }
    if (ids.size() == aggregate_parcels_per_unit) {
        moved.last = ids.back();
        return moved;
    }
    if (auto stood = stand(tx, moving, departure, "aggregate.loaded"); !stood) {
        return Failure{std::move(stood).error()};
    }
    return moved;
}

task<Result<void>>
load_whole(Services& services, TruckOf truck, Aggregate aggregate, Tick deadline) {
    std::optional<ParcelId> after;
    do {
        Moving moving = begin_moving(services, truck, aggregate);
        moving.after = after;
        auto unit = [moving = std::move(moving)](Tx& tx) { return load_next(tx, moving); };
        const auto moved = co_await platform::write(
            services.store, Reach::of(truck.tenant), std::move(unit), deadline
        );
        if (!moved) {
            co_return Failure{moved.error()};
        }
        services.wakeups.notify(journal_feed(truck.tenant));
        after = moved->last;
    } while (after);
    co_return Result<void>{};
}

} // namespace

NamedLoad tell_apart(Tx& tx, const TenantId& tenant, const std::vector<std::string>& names) {
    NamedLoad named;
    for (std::size_t at = 0; at < names.size(); ++at) {
        auto aggregate = find_parcel(tx, tenant, names[at]) ? std::nullopt
                                                            : find_aggregate(tx, tenant, names[at]);
        const auto same = [&](const NamedLoad::Whole& known) {
            return aggregate && known.aggregate.id == aggregate->id;
        };
        if (!aggregate) {
            named.parcels.push_back(names[at]);
            named.parcels_at.push_back(at);
        } else if (std::ranges::none_of(named.aggregates, same)) {
            named.aggregates.push_back({at, std::move(*aggregate)});
        }
    }
    return named;
}

bool names_unknown(const Error& error) noexcept {
    return std::ranges::any_of(error.fields, [](const FieldError& field) {
        return field.code == "unknown" && field.pointer.starts_with("/parcels");
    });
}

task<Result<DepartureRecord>>
load_named(Services& services, TruckOf truck, NamedLoad named, Tick deadline) {
    auto looked = co_await look_at_all(services, truck, named, deadline);
    if (!looked) {
        co_return Failure{std::move(looked).error()};
    }
    if (!looked->errors.empty()) {
        co_return fail_fields(std::move(looked->errors));
    }
    const auto standing = co_await read_truck(services, truck, deadline);
    if (!standing) {
        co_return standing;
    }
    if (auto room = check_room(*standing, looked->needed); !room) {
        co_return Failure{std::move(room).error()};
    }
    for (const NamedLoad::Whole& whole : named.aggregates) {
        auto loaded = co_await load_whole(services, truck, whole.aggregate, deadline);
        if (!loaded) {
            co_return Failure{std::move(loaded).error()};
        }
    }
    if (!named.parcels.empty()) {
        LoadOrder rest{
            .tenant = truck.tenant,
            .departure = truck.departure,
            .parcels = named.parcels,
            .addresses = services.catalogue.corridor.addresses,
            .ids = DrawnEntropy{services.entropy},
            .now = services.clock.business(),
        };
        auto unit = [rest = std::move(rest)](Tx& tx) { return load_parcels(tx, rest); };
        co_return co_await platform::write(
            services.store, Reach::of(truck.tenant), std::move(unit), deadline
        );
    }
    co_return co_await read_truck(services, truck, deadline);
}

} // namespace route9::gateway
