// SPDX-License-Identifier: Apache-2.0
// The numbered planning snapshots of all tenants: corridor network, gate states of one direction
// and the timetable of open departures. A snapshot is immutable; a change of gate or timetable
// moves the tenant's number in the store, and the next plan reads a new one. Shared by the workers.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/corridor.hpp"
#include "fulfillment/gate_report.hpp"
#include "fulfillment/planner.hpp"

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {

/// What a plan is made on, with the departures in the order of `snapshot.departures`.
struct PlanningGround {
    std::int64_t number = 0; // of the tenant's corridor snapshot in the store
    fulfillment::Snapshot snapshot;
    std::vector<DepartureId> departure_ids;
    std::vector<PartyId> departure_carriers;
};

class SnapshotBoard {
public:
    explicit SnapshotBoard(const fulfillment::Corridor& corridor);

    /// The ground for the number the store has now; read anew when the board's is another one or
    /// departures of it have left.
    std::shared_ptr<const PlanningGround>
    ground(Tx& tx, const TenantId& tenant, fulfillment::CrossingDirection direction, Instant now);

    /// Hubs of the corridor that can hold stock.
    const std::vector<fulfillment::Warehouse>& warehouses() const noexcept { return warehouses_; }
    bool is_warehouse(std::string_view id) const noexcept;

private:
    using Key = std::pair<std::string, fulfillment::CrossingDirection>;
    struct Held {
        std::shared_ptr<const PlanningGround> ground;
        Instant good_until{}; // the first of its departures leaves then
    };

    Held read(
        Tx& tx,
        const TenantId& tenant,
        fulfillment::CrossingDirection direction,
        Instant now,
        std::int64_t number
    ) const;

    const fulfillment::Corridor& corridor_;
    std::vector<fulfillment::Warehouse> warehouses_;
    std::mutex mutex_;
    std::map<Key, Held> held_;
    std::int64_t made_ = 0; // distinct numbers for the planners' path caches
};

/// Planners keep a cache of paths and serve one plan at a time; a few are shared by the workers.
class PlannerPool {
public:
    fulfillment::Plan plan(const fulfillment::PlanRequest& request);

private:
    std::mutex mutex_;
    std::vector<std::unique_ptr<fulfillment::Planner>> idle_;
};

} // namespace route9::gateway
