// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/load_parcels.hpp"

#include "core/decimal.hpp"
#include "fulfillment/aggregate_store.hpp"
#include "fulfillment/custody_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/loaded_parcels.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/shipping/carrier_consent.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/follow_truck.hpp"
#include "gateway/shipping/our_steps.hpp"
#include "gateway/shipping/parcel_way.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "gateway/shipping/waiting_reasons.hpp"

#include <algorithm>
#include <map>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr int kGramDecimals = 3;
constexpr int kCm3Decimals = 6; // of a cubic metre

std::string pointer_at(std::size_t index) {
    return "/parcels/" + std::to_string(index);
}

/// A held one is loaded by a person who knows that it may travel now.
bool may_be_loaded(const Parcel& parcel) {
    const TrackingStatus status = parse_tracking_status(parcel.status);
    return status == TrackingStatus::created || status == TrackingStatus::on_hold;
}

struct Packed {
    Parcel parcel;
    Fulfillment item;
};

/// A truck takes what lies where it starts and goes where it goes, by the gate that the plan and
/// the customs papers name. A truck without a gate may go by any.
void check_way(
    const Fulfillment& item,
    const DepartureRecord& departure,
    const std::string& pointer,
    FieldErrors& errors
) {
    const std::string end = way_of(item).end;
    if (item.warehouse != departure.from) {
        errors.push_back(
            {pointer,
             "other_origin",
             "the parcel lies at " + item.warehouse + ", the departure starts from " +
                 departure.from}
        );
    } else if (end != departure.to) {
        errors.push_back(
            {pointer,
             "other_destination",
             "the parcel goes to " + (end.empty() ? "no place that was planned" : end) +
                 ", the departure to " + departure.to}
        );
    } else if (!departure.gate.empty() && departure.gate != item.gate) {
        errors.push_back(
            {pointer,
             "other_gate",
             item.gate.empty()
                 ? "the parcel crosses no border, the departure goes by " + departure.gate
                 : "the parcel is planned over " + item.gate + ", the departure goes by " +
                       departure.gate + "; load it on a truck by " + item.gate +
                       ", or reroute this one"}
        );
    } else if (item.cold && !departure.cold) {
        errors.push_back(
            {pointer, "not_cold", "the parcel must be kept cold; name a cold vehicle first"}
        );
    }
}

/// The parcels by name; every name that is none is an error of its own.
std::vector<Packed> named_parcels(
    Tx& tx,
    const std::vector<std::string>& names,
    const DepartureRecord& departure,
    CarrierConsent& consent,
    FieldErrors& errors
) {
    const TenantId& tenant = departure.tenant;
    std::vector<Packed> found;
    for (std::size_t i = 0; i < names.size(); ++i) {
        auto parcel = find_parcel(tx, tenant, names[i]);
        auto item = parcel ? fulfillments::find(tx, tenant, parcel->fulfillment) : std::nullopt;
        if (!item) {
            errors.push_back({pointer_at(i), "unknown", "there is no such parcel"});
            continue;
        }
        const bool sealed = parcel->manifest.has_value();
        if (!sealed && !may_be_loaded(*parcel)) {
            errors.push_back({pointer_at(i), "state_forbids", "the parcel is " + parcel->status});
        }
        const auto held = custody::last(tx, tenant, parcel->id);
        if (!sealed && held && held->to.kind != CustodianKind::warehouse) {
            const bool has_carrier = held->to.kind == CustodianKind::carrier;
            errors.push_back(
                {pointer_at(i),
                 "not_here",
                 "the parcel is with the " + std::string{name(held->to.kind)} + " " + held->to.id +
                     (has_carrier ? "; when it is back, both sides settle its line as short, "
                                    "borne by the warehouse"
                                  : "")}
            );
        }
        const auto same = [&](const Packed& packed) { return packed.parcel.id == parcel->id; };
        if (std::ranges::any_of(found, same)) {
            errors.push_back({pointer_at(i), "repeated", "name every parcel once"});
        }
        const auto bag = aggregates::parent(tx, tenant, parcel->id);
        if (bag && bag->loaded_on && bag->loaded_on != departure.id) {
            errors.push_back(
                {pointer_at(i),
                 "state_forbids",
                 "the parcel lies in " + bag->code + " on another truck: unload it there first"}
            );
        }
        check_way(*item, departure, pointer_at(i), errors);
        consent.check(item->order, pointer_at(i), errors);
        found.push_back({std::move(*parcel), std::move(*item)});
    }
    return found;
}

Failure no_room(const Load& load) {
    const std::string detail = "there is no room left for " +
                               Decimal{load.mass_g, kGramDecimals}.text() + " kg and " +
                               Decimal{load.volume_cm3, kCm3Decimals}.text() + " m3";
    return Failure{Error{
        .code = ErrorCode::state_forbids,
        .detail = detail,
        .fields = {{"/parcels", "no_room", detail}},
    }};
}

/// Loads parcel by parcel; room is counted together, one change for each departure.
class Loader {
public:
    Loader(Tx& tx, LoadOrder& load, const DepartureRecord& departure)
        : tx_(tx), departure_(departure), at_(load.now),
          touched_(tx, load.tenant, load.now, load.ids) {}

    Result<void> load(Packed& packed) {
        const Parcel& parcel = packed.parcel;
        if (parcel.manifest) {
            return fail(
                ErrorCode::sealed, "the parcel " + parcel.code + " is on a sealed manifest"
            );
        }
        if (parcel.departure == departure_.id) {
            if (loaded_parcels::load(tx_, parcel.tenant, parcel.id, departure_.id)) {
                tell_loaded(parcel);
            }
            return {};
        }
        const Load load{parcel.mass_g, packed.item.volume_cm3};
        if (auto left = leave_present_place(parcel, load); !left) {
            return left;
        }
        taken_ += load;
        return move(packed);
    }

    Result<void> finish() {
        for (const auto& [departure, load] : left_) {
            departures::give_room_back(tx_, departure_.tenant, departure, load);
        }
        if (taken_ != Load{} &&
            !departures::take_room(tx_, departure_.tenant, departure_.id, taken_)) {
            return no_room(taken_);
        }
        return touched_.store();
    }

private:
    void tell_loaded(const Parcel& parcel) {
        touched_.tell(
            parcel.order,
            "parcel.loaded",
            Json{{"parcel", parcel.id.text()}, {"departure", departure_.id.text()}}
        );
    }

    Result<void> leave_present_place(const Parcel& parcel, const Load& load) {
        if (!parcel.departure) {
            return {};
        }
        const bool known = left_.contains(*parcel.departure);
        const auto present =
            known ? std::nullopt : departures::find(tx_, parcel.tenant, *parcel.departure);
        if (present && present->state != DepartureState::open) {
            return fail(ErrorCode::sealed, "the parcel " + parcel.code + " left on another truck");
        }
        left_[*parcel.departure] += load;
        return {};
    }

    Result<void> move(Packed& packed) {
        auto& [parcel, item] = packed;
        if (item.status != FulfillmentStatus::packed) {
            return fail(ErrorCode::state_forbids, "the parcel " + parcel.code + " was cancelled");
        }
        const bool was_held = parcel.status == name(TrackingStatus::on_hold);
        if (was_held) {
            correct_step(tx_, parcel, TrackingStatus::created, departure_.from, at_);
        }
        parcel.departure = departure_.id;
        parcel.carrier = departure_.carrier;
        const std::int64_t version_before = item.plan_version;
        take_truck(item, departure_, touched_);
        if (!fulfillments::replan(tx_, item, FulfillmentStatus::packed, version_before) ||
            !loaded_parcels::move(tx_, parcel)) {
            return fail(ErrorCode::conflict, "the parcel has changed meanwhile; try again");
        }
        tell_loaded(parcel);
        if (was_held) {
            touched_.tell(parcel.order, "parcel.status_changed", status_news(parcel));
        }
        tell_what_waits(tx_, parcel.tenant, parcel.order, touched_);
        return {};
    }

    Tx& tx_;
    const DepartureRecord& departure_;
    Instant at_{};
    TouchedOrders touched_;
    std::map<DepartureId, Load> left_; // by the departure the parcels had
    Load taken_;
};

Result<DepartureRecord> open_departure(Tx& tx, const TenantId& tenant, const DepartureId& id) {
    auto departure = departures::find(tx, tenant, id);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    if (departure->state != DepartureState::open) {
        return fail(
            ErrorCode::sealed,
            "the departure is " + std::string{name(departure->state)} +
                "; nothing is loaded any more"
        );
    }
    return std::move(*departure);
}

/// What Loader would say of it; empty when nothing.
std::string why_not(Tx& tx, const Packed& packed, const DepartureRecord& departure) {
    const auto& [parcel, item] = packed;
    if (parcel.manifest) {
        return "the parcel " + parcel.code + " is on a sealed manifest";
    }
    if (item.status != FulfillmentStatus::packed) {
        return "the parcel " + parcel.code + " was cancelled";
    }
    const auto present = !parcel.departure || parcel.departure == departure.id
                             ? std::nullopt
                             : departures::find(tx, parcel.tenant, *parcel.departure);
    return present && present->state != DepartureState::open
               ? "the parcel " + parcel.code + " left on another truck"
               : std::string{};
}

} // namespace

Result<CheckedLoad> check_load(
    Tx& tx,
    const TenantId& tenant,
    const DepartureId& departure,
    const std::vector<std::string>& parcels,
    const AddressBook& addresses
) {
    const auto truck = open_departure(tx, tenant, departure);
    if (!truck) {
        return Failure{truck.error()};
    }
    CarrierConsent consent{tx, tenant, truck->carrier, addresses};
    CheckedLoad checked;
    for (std::size_t i = 0; i < parcels.size(); ++i) {
        FieldErrors errors;
        const auto named = named_parcels(tx, {parcels[i]}, *truck, consent, errors);
        const std::string fault = named.empty() ? "" : why_not(tx, named.front(), *truck);
        if (errors.empty() && !fault.empty()) {
            errors.push_back({"", "state_forbids", fault});
        }
        if (!errors.empty()) {
            const std::string who = named.empty() ? "" : named.front().parcel.code + ": ";
            errors.front().message.insert(0, who);
            checked.errors.push_back(std::move(errors.front()));
            checked.places.push_back(i);
        } else if (named.front().parcel.departure != truck->id) {
            checked.needed += Load{named.front().parcel.mass_g, named.front().item.volume_cm3};
        }
    }
    return checked;
}

Result<void> check_room(const DepartureRecord& departure, const Load& needed) {
    const bool is_too_heavy = departure.mass_max_g - departure.mass_used_g < needed.mass_g;
    const bool is_too_big =
        departure.volume_max_cm3 &&
        *departure.volume_max_cm3 - departure.volume_used_cm3 < needed.volume_cm3;
    if (needed != Load{} && (is_too_heavy || is_too_big)) {
        return no_room(needed);
    }
    return {};
}

Result<DepartureRecord> load_parcels(Tx& tx, LoadOrder load) {
    const auto departure = open_departure(tx, load.tenant, load.departure);
    if (!departure) {
        return departure;
    }
    FieldErrors errors;
    CarrierConsent consent{tx, load.tenant, departure->carrier, load.addresses};
    std::vector<Packed> named = named_parcels(tx, load.parcels, *departure, consent, errors);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    Loader loader{tx, load, *departure};
    for (Packed& packed : named) {
        if (auto loaded = loader.load(packed); !loaded) {
            return Failure{std::move(loaded).error()};
        }
    }
    if (auto finished = loader.finish(); !finished) {
        return Failure{std::move(finished).error()};
    }
    return *departures::find(tx, load.tenant, load.departure);
}

} // namespace route9::gateway
