// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/name_vehicle.hpp"

#include "core/assert.hpp"
#include "core/limits.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/overflow.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/vehicle.hpp"
#include "gateway/fleet/transshipment_plan.hpp"
#include "gateway/fleet/vehicle_check.hpp"
#include "gateway/orders/stored_plan.hpp"
#include "gateway/replanning/replan_jobs.hpp"

#include <algorithm>
#include <span>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// The vehicle that brings the load, where one is wished for.
Result<void>
equip_own(Tx& tx, DepartureRecord& wanted, const VehicleOrder& wish, const Catalogue& catalogue) {
    if (wish.vehicle.empty()) {
        return {};
    }
    const auto vehicle = vehicles::find(tx, wanted.tenant, wish.vehicle);
    if (!vehicle) {
        return fail_field("/vehicle", "unknown", "there is no such vehicle; see GET /v1/vehicles");
    }
    wanted.truck_plate.clear();
    wanted.mass_max_g = wish.mass_max_g.value_or(0);
    wanted.volume_max_cm3.reset();
    return equip(wanted, *vehicle, country_of(catalogue, wanted.from));
}

/// As the departure is to be; its room is the vehicles', whatever is promised.
Result<DepartureRecord> equipped(
    Tx& tx, const DepartureRecord& departure, const VehicleOrder& wish, const Catalogue& catalogue
) {
    DepartureRecord wanted = departure;
    const std::string standing = departure.transshipment ? departure.transshipment->vehicle : "";
    const std::string onward = wish.onward.value_or(standing);
    drop_transshipment(wanted);
    if (auto fits = equip_own(tx, wanted, wish, catalogue); !fits) {
        return Failure{std::move(fits).error()};
    }
    if (!onward.empty()) {
        if (auto fits = plan_transshipment(tx, wanted, onward, catalogue); !fits) {
            return Failure{std::move(fits).error()};
        }
    }
    if (auto borne = check_mass(wanted, *catalogue.corridor.network, departure.leaves); !borne) {
        return Failure{std::move(borne).error()};
    }
    return wanted;
}

bool is_same(const DepartureRecord& left, const DepartureRecord& right) {
    return left.vehicle == right.vehicle && left.truck_plate == right.truck_plate &&
           left.gross_mass_kg == right.gross_mass_kg && left.mass_max_g == right.mass_max_g &&
           left.volume_max_cm3 == right.volume_max_cm3 && left.cold == right.cold &&
           left.transshipment == right.transshipment;
}

TruckRoom room_of(const DepartureRecord& departure) {
    return {departure.mass_max_g, departure.volume_max_cm3, departure.cold};
}

bool holds_what_is_promised(const DepartureRecord& departure) {
    return departure.mass_used_g <= departure.mass_max_g &&
           departure.volume_used_cm3 <=
               departure.volume_max_cm3.value_or(departure.volume_used_cm3);
}

bool keeps_cold_what_must_be(Tx& tx, const DepartureRecord& before, const DepartureRecord& wanted) {
    return !before.cold || wanted.cold ||
           std::ranges::none_of(riding_on(tx, before.tenant, before.id), &Riding::cold);
}

/// It waits for the next departure, and does not come back to this one by itself.
Result<Load> leave_to_next(
    Tx& tx,
    const DepartureRecord& departure,
    const FulfillmentId& id,
    bool is_cold_enough,
    TouchedOrders& touched
) {
    auto item = fulfillments::find(tx, departure.tenant, id);
    ROUTE9_ASSERT(item.has_value());
    const auto packed = parcels::of_order(tx, departure.tenant, item->order);
    item->departure.reset();
    item->plan = plan_off_truck(item->plan, departure.id);
    bool is_written = fulfillments::replan(tx, *item, item->status, item->plan_version);
    for (Parcel parcel : packed) {
        if (parcel.fulfillment == item->id && parcel.departure == departure.id) {
            parcel.departure.reset();
            is_written = is_written && parcels::update(tx, parcel);
        }
    }
    if (!is_written) {
        return fail(ErrorCode::conflict, "a parcel has changed meanwhile; try again");
    }
    touched.tell(
        item->order,
        "fulfillment.left_behind",
        Json{
            {"fulfillment", item->id.text()},
            {"departure", departure.id.text()},
            {"cause", item->cold && !is_cold_enough ? "not_cold" : "no_room"},
        }
    );
    return load_of(*item);
}

/// Takes off what has no place, as much as a unit may; true when nothing of it is left.
Result<bool>
shed(Tx& tx, DepartureRecord& departure, const DepartureRecord& wanted, TouchedOrders& touched) {
    const auto riding = riding_on(tx, departure.tenant, departure.id);
    const auto overflow = overflow_of(riding, room_of(wanted));
    const auto next = std::span{overflow}.first(
        std::min(overflow.size(), std::size_t{limits::parcels_per_unit_max})
    );
    Load left;
    for (const FulfillmentId& id : next) {
        const auto load = leave_to_next(tx, departure, id, wanted.cold, touched);
        if (!load) {
            return Failure{load.error()};
        }
        left += *load;
    }
    departures::give_room_back(tx, departure.tenant, departure.id, left);
    departure.mass_used_g -= left.mass_g;
    departure.volume_used_cm3 -= left.volume_cm3;
    return next.size() == overflow.size();
}

Json news_of(const DepartureRecord& departure) {
    Json news{
        {"departure", departure.id.text()},
        {"vehicle", departure.vehicle},
        {"truck_plate", departure.truck_plate},
    };
    if (departure.transshipment) {
        news["transshipment"] = {
            {"vehicle", departure.transshipment->vehicle}, {"plate", departure.transshipment->plate}
        };
    }
    return news;
}

class Naming {
public:
    Naming(Tx& tx, const StepOrder& step, DepartureRecord departure, DepartureRecord wanted)
        : tx_(tx), step_(step), departure_(std::move(departure)), wanted_(std::move(wanted)),
          ids_(step.ids), touched_(tx, step.tenant, step.now, ids_) {}

    Result<NamedVehicle> run() {
        bool is_done = true;
        const bool is_open = departure_.state == DepartureState::open;
        const bool has_room = holds_what_is_promised(wanted_);
        const bool is_cold_enough = keeps_cold_what_must_be(tx_, departure_, wanted_);
        if (!is_open && !has_room) {
            return over_full();
        }
        if (!is_open && !is_cold_enough) {
            return too_warm();
        }
        if (!has_room || !is_cold_enough) {
            const auto shedded = shed(tx_, departure_, wanted_, touched_);
            if (!shedded) {
                return Failure{shedded.error()};
            }
            is_done = *shedded;
        }
        auto named = write();
        if (!named) {
            return Failure{std::move(named).error()};
        }
        NamedVehicle result{{std::move(*named), std::nullopt}, is_done};
        if (is_open) {
            enqueue_replans(tx_, step_.tenant, PlanCause::departure_changed, step_.now);
        } else {
            auto reopened =
                reopen_departure(tx_, result.standing.departure, step_, "vehicle", touched_);
            if (!reopened) {
                return Failure{std::move(reopened).error()};
            }
            result.standing = std::move(*reopened);
        }
        if (auto stored = touched_.store(); !stored) {
            return Failure{std::move(stored).error()};
        }
        return result;
    }

private:
    /// The member that names the vehicle which is too small or too warm.
    static std::string pointer(bool is_own) {
        return is_own ? "/vehicle" : "/transshipment/vehicle";
    }

    Failure over_full() const {
        DepartureRecord own = wanted_;
        drop_transshipment(own);
        return Failure{Error{
            .code = ErrorCode::state_forbids,
            .detail = "more is aboard than that vehicle carries; unload first",
            .fields =
                {{pointer(!holds_what_is_promised(own)),
                  "over_full",
                  "more is aboard than it carries"}},
        }};
    }

    Failure too_warm() const {
        const bool is_own = !wanted_.transshipment || !wanted_.transshipment->own_cold;
        return Failure{Error{
            .code = ErrorCode::state_forbids,
            .detail = "what is aboard must be kept cold; unload first",
            .fields = {{pointer(is_own), "not_cold", "what is aboard must be kept cold"}},
        }};
    }

    /// Nothing else finds room meanwhile: there is none until all that has no place is off.
    Result<DepartureRecord> write() {
        DepartureRecord now = wanted_;
        now.mass_used_g = departure_.mass_used_g;
        now.volume_used_cm3 = departure_.volume_used_cm3;
        now.mass_max_g = std::max(wanted_.mass_max_g, now.mass_used_g);
        if (wanted_.volume_max_cm3) {
            now.volume_max_cm3 = std::max(*wanted_.volume_max_cm3, now.volume_used_cm3);
        }
        auto named = departures::equip(tx_, std::move(now));
        if (named) {
            const std::string id = named->id.text();
            touched_.tell_of(id, named->version, "departure.vehicle_changed", news_of(*named));
        }
        return named;
    }

    Tx& tx_;
    const StepOrder& step_;
    DepartureRecord departure_;
    DepartureRecord wanted_;
    DrawnEntropy ids_;
    TouchedOrders touched_;
};

} // namespace

Result<NamedVehicle>
name_vehicle(Tx& tx, const StepOrder& step, const VehicleOrder& wish, const Catalogue& catalogue) {
    auto departure = departures::find(tx, step.tenant, step.departure);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    if (auto under_way = departure_steps::find(tx, step.tenant, step.departure)) {
        return NamedVehicle{{std::move(*departure), std::move(under_way)}, false};
    }
    if (departure->state >= DepartureState::departed) {
        return fail(ErrorCode::sealed, "the truck has left");
    }
    auto wanted = equipped(tx, *departure, wish, catalogue);
    if (!wanted) {
        return Failure{std::move(wanted).error()};
    }
    if (is_same(*departure, *wanted)) {
        return NamedVehicle{{std::move(*departure), std::nullopt}, true};
    }
    return Naming{tx, step, std::move(*departure), std::move(*wanted)}.run();
}

} // namespace route9::gateway
