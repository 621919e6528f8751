// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/make_departures.hpp"

#include "fulfillment/vehicle.hpp"
#include "gateway/fleet/transshipment_plan.hpp"
#include "gateway/fleet/vehicle_check.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "gateway/views/departure_view.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

class Maker {
public:
    Maker(Tx& tx, TimetableRow row, const Catalogue& catalogue, DrawnEntropy& ids, Instant now)
        : tx_(tx), row_(std::move(row)), catalogue_(catalogue), ids_(ids), now_(now),
          touched_(tx, row_.tenant, now, ids) {
        if (!row_.vehicle.empty()) {
            vehicle_ = vehicles::find(tx, row_.tenant, row_.vehicle);
        }
    }

    Result<int> run() {
        const Day today = corridor_day(now_);
        int made = 0;
        for (const Day day : days_to_make(row_, today)) {
            made += leaves_on(row_, day) > now_ && make(day) ? 1 : 0;
        }
        const std::chrono::sys_days last =
            std::chrono::sys_days{today} + std::chrono::days{timetable_days_ahead - 1};
        timetable::note_made(tx_, row_, Day{last});
        if (made > 0) {
            enqueue_replans(tx_, row_.tenant, PlanCause::departure_changed, now_);
        }
        if (auto stored = touched_.store(); !stored) {
            return Failure{std::move(stored).error()};
        }
        return made;
    }

private:
    bool make(Day day) {
        auto departure = departure_on(day);
        if (!departure) {
            tell_not_made(day, departure.error());
            return false;
        }
        if (const auto closed = closed_gate(*departure)) {
            tell_not_made(day, Error{.code = ErrorCode::state_forbids, .detail = *closed});
            return false;
        }
        const auto created = departures::create(tx_, *departure);
        if (!created) { // made before
            return false;
        }
        await_leaving(tx_, row_.tenant, created->id, created->leaves);
        touched_.tell_of(
            created->id.text(), created->version, "departure.opened", departure_view(*created)
        );
        return true;
    }

    Result<DepartureRecord> departure_on(Day day) {
        DepartureRecord departure;
        departure.tenant = row_.tenant;
        departure.id = DepartureId::make(now_, ids_);
        departure.reference = reference_on(row_, day);
        departure.from = row_.from;
        departure.to = row_.to;
        departure.gate = row_.gate;
        departure.carrier = row_.carrier;
        departure.truck_plate = row_.truck_plate;
        departure.leaves = leaves_on(row_, day);
        if (row_.travel) {
            departure.arrives = departure.leaves + *row_.travel;
        }
        departure.mass_max_g = row_.mass_max_g.value_or(0);
        departure.timetable = row_.id;
        departure.return_leg = row_.return_leg;
        departure.price_per_kg_micros = row_.price_per_kg_micros;
        if (auto named = name_vehicles(departure); !named) {
            return Failure{std::move(named).error()};
        }
        return departure;
    }

    Result<void> name_vehicles(DepartureRecord& departure) {
        if (!row_.vehicle.empty()) {
            if (!vehicle_) {
                return fail_field("/vehicle", "unknown", "there is no vehicle " + row_.vehicle);
            }
            auto fits = equip(departure, *vehicle_, country_of(catalogue_, row_.from));
            if (!fits) {
                return fits;
            }
        }
        if (!row_.onward.empty()) {
            auto fits = plan_transshipment(tx_, departure, row_.onward, catalogue_);
            if (!fits) {
                return fits;
            }
        }
        return check_mass(departure, *catalogue_.corridor.network, departure.leaves);
    }

    /// A gate that is shut all day when the truck stands before it: it is a holiday there.
    std::optional<std::string> closed_gate(const DepartureRecord& departure) const {
        const Network& network = *catalogue_.corridor.network;
        const TruckWay way = way_of(departure, network, departure.leaves);
        if (!way.crossing) {
            return std::nullopt;
        }
        const auto gate = network.find_gate(way.crossing->gate);
        const auto& holidays = network.gates()[*gate].calendar.holidays;
        const LocalDay day = day_of(way.crossing->reached);
        if (!std::ranges::binary_search(holidays, day)) {
            return std::nullopt;
        }
        return way.crossing->gate + " does not work on " +
               format_day(Day{std::chrono::sys_days{day.time_since_epoch()}});
    }

    void tell_not_made(Day day, const Error& why) {
        const std::string subject = "timetable/" + row_.id;
        touched_.tell_of(
            subject,
            journal::last_sequence(tx_, row_.tenant, subject) + 1 + told_++,
            "departure.not_made",
            Json{
                {"timetable", row_.id},
                {"day", format_day(day)},
                {"why", why.fields.empty() ? why.detail : why.fields.front().message},
            }
        );
    }

    Tx& tx_;
    TimetableRow row_;
    const Catalogue& catalogue_;
    DrawnEntropy& ids_;
    Instant now_{};
    TouchedOrders touched_;
    std::optional<Vehicle> vehicle_;
    std::int64_t told_ = 0;
};

} // namespace

Result<int> make_departures(
    Tx& tx, const timetable::DueRow& due, const Catalogue& catalogue, DrawnEntropy ids, Instant now
) {
    auto row = timetable::find(tx, due.tenant, due.id);
    if (!row) {
        return 0;
    }
    return Maker{tx, std::move(*row), catalogue, ids, now}.run();
}

} // namespace route9::gateway
