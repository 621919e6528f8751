// SPDX-License-Identifier: Apache-2.0
// Routes one parcel from its warehouse: when it can start, on which departure, over which path.
// An Attempt says which obstacles count, so that "as if the gates were open" is the same code.
// Source: logistics conventions, "Start", "Gate", "Policy".
#pragma once

#include "allocation.hpp"
#include "fulfillment/path_cache.hpp"
#include "score.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace route9::fulfillment {

/// known: gates known to be passable. with_unknown: where that leaves no path, unknown ones too.
enum class GateMode : std::uint8_t { known, with_unknown, all_open };

struct Attempt {
    GateMode gates = GateMode::known;
    bool any_mass = false;
    bool ignore_cold = false;
    bool ignore_dangerous = false; // of warehouses
    bool ignore_departures = false;
};

struct RoutedParcel {
    const PathOption* path = nullptr; // lives in the cache until its next begin()
    std::optional<std::size_t> departure;
    LocalTime leaves;
    Score score; // of this parcel, without carrier and fixed cost
};

/// What a truck may use: these gates, and roads that bear its mass (absent: any).
struct Way {
    GateSet gates = ~GateSet{};
    TruckMass mass;
};

class ParcelRouting {
public:
    ParcelRouting(
        const Snapshot& snapshot,
        const PlanOrder& order,
        const PlanSettings& settings,
        LocalTime now,
        PathCache& paths
    );

    /// Nullopt: no path, or no departure. Takes the room it uses out of `rooms`.
    std::optional<RoutedParcel>
    route(const ParcelShare& share, const Attempt& attempt, std::vector<Room>& rooms);

    bool has_path(std::size_t warehouse, const Attempt& attempt);
    /// Cold itself, and with a cold truck where only listed departures leave.
    bool may_ship_cold(std::size_t warehouse) const;
    Ranking ranking() const;
    GateCondition condition(GateIndex gate) const { return conditions_[gate]; }

    /// Why each departure that serves the warehouse was not the one taken.
    std::vector<RejectedOption> rejected_departures(
        const ParcelShare& share,
        const Attempt& attempt,
        std::vector<Room> rooms,
        std::optional<std::size_t> taken
    );
    /// The other paths no path beats.
    std::vector<RejectedOption>
    rejected_paths(const ParcelShare& share, const Attempt& attempt, const RoutedParcel& taken);
    /// Each gate not crossed; none where no border is crossed. Good until the cache's next begin().
    const std::vector<RejectedOption>&
    rejected_gates(const ParcelShare& share, const RoutedParcel& taken);

private:
    LocalTime start_at(const Warehouse& warehouse) const;
    bool serves(const Departure& departure, const Warehouse& warehouse) const;
    bool has_departures(const Warehouse& warehouse) const;
    std::optional<GateIndex> gate_of(const Departure& departure) const;
    /// Any gate, or the one of the departure; with its own mass where that is known.
    Way way_of(const Departure& departure) const;
    Way way_of(const RoutedParcel& taken) const;
    Way any_way() const { return {.mass = settings_.vehicle_mass}; }
    const PathFront&
    front(std::size_t warehouse, LocalTime leaves, const Attempt& attempt, Way way);
    const PathFront&
    front(std::size_t warehouse, const Departure& departure, const Attempt& attempt);
    const PathFront& search(std::size_t warehouse, LocalTime leaves, const Way& way);
    PathQuery query(std::size_t warehouse, LocalTime leaves, const Way& way) const;
    /// The best by the policy, among those that cross `gate` when it is given.
    const PathOption* pick(
        const PathFront& front,
        const ParcelShare& share,
        std::optional<GateIndex> gate = std::nullopt
    ) const;
    Score score(const PathOption& path, const ParcelShare& share) const;
    std::optional<Why> gate_obstacle(const Departure& departure, const Attempt& attempt) const;
    std::optional<Why> obstacle(
        const Departure& departure,
        const ParcelShare& share,
        const Attempt& attempt,
        const Room& room
    ) const;
    std::optional<RoutedParcel>
    ride(std::size_t departure, const ParcelShare& share, const Attempt& attempt);
    static Cost
    ride_cost(const Departure& departure, const ParcelShare& share, const PathOption& path);
    bool is_better_ride(const RoutedParcel& left, const RoutedParcel& right) const;
    std::vector<RejectedOption> judge_gates(const ParcelShare& share, const RoutedParcel& taken);
    Why why_not_gate(GateIndex gate, const ParcelShare& share, const RoutedParcel& taken);

    const Snapshot& snapshot_;
    const PlanOrder& order_;
    const PlanSettings& settings_;
    LocalTime now_;
    PathCache& paths_;
    std::optional<NodeIndex> destination_;
    std::vector<std::optional<NodeIndex>> origins_; // by warehouse
    std::vector<GateCondition> conditions_;         // by gate
    GateSet known_ = 0;
    GateSet unknown_ = 0;
    GateSet all_ = 0;
    PathFront no_paths_;
};

} // namespace route9::fulfillment
