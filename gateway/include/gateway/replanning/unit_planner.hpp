// SPDX-License-Identifier: Apache-2.0
// Plans standing orders within one unit of work: as if what an order holds were free, by any way or
// by its own one only. Trucks and gates are read once a unit; room that is taken or given back in
// it counts at once. Lives inside one unit.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/order_store.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/orders/order_view.hpp"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::gateway {

struct ReplanTools {
    const Catalogue& catalogue;
    SnapshotBoard& snapshots;
    PlannerPool& planners;
};

/// A plan with what it was made from.
struct PlannedView {
    fulfillment::Order order;
    OrderView view;
    fulfillment::Plan plan;
};

class UnitPlanner {
public:
    UnitPlanner(Tx& tx, TenantId tenant, Instant now, const ReplanTools& tools);

    /// The whole order anew; `own` is what it holds. Nullopt when its place has no code.
    std::optional<PlannedView>
    plan(const fulfillment::OrderRecord& record, std::span<const fulfillment::Fulfillment> own);
    /// One parcel's work from where it lies.
    std::optional<PlannedView>
    plan_part(const fulfillment::OrderRecord& record, const fulfillment::Fulfillment& item);
    /// The work by its own gate and truck if it starts now; nullopt when that cannot be planned any
    /// more (its truck is late).
    std::optional<fulfillment::PlannedParcel>
    own_way(const fulfillment::OrderRecord& record, const fulfillment::Fulfillment& item);
    /// When it arrives there.
    std::optional<Instant>
    own_eta(const fulfillment::OrderRecord& record, const fulfillment::Fulfillment& item);

    /// A road still leads to its hub by its gate.
    bool has_way(const fulfillment::Order& order, const fulfillment::Fulfillment& item);
    /// A road of its plan is closed, or does not bear its truck, and `other` is another path.
    bool is_way_cut(
        const fulfillment::Order& order,
        const fulfillment::Fulfillment& item,
        std::span<const std::string> other
    );
    /// Its gate is not closed, its truck takes parcels.
    bool is_gate_closed(const fulfillment::Order& order, const std::string& gate);
    bool is_open(const DepartureId& id);
    /// It is open and was to leave so long ago that nobody waits for it.
    bool is_given_up(const DepartureId& id);
    /// Whether trucks leave this warehouse: then nothing leaves it without one.
    bool has_trucks(const fulfillment::Order& order, const std::string& warehouse);

    /// False when it is full.
    bool take_room(const DepartureId& id, const fulfillment::Load& load);
    void give_room(const DepartureId& id, const fulfillment::Load& load);

private:
    struct TruckState {
        bool is_open = false;
        bool is_given_up = false;
        fulfillment::TruckMass mass;
    };

    const TruckState& truck(const DepartureId& id);
    fulfillment::TruckMass mass_under(const fulfillment::Fulfillment& item);
    std::shared_ptr<const PlanningGround> ground(const fulfillment::Order& order);
    OrderView view(const fulfillment::OrderRecord& record, const fulfillment::Order& order);
    OrderView view_of_part(
        const fulfillment::OrderRecord& record,
        const fulfillment::Order& part,
        const fulfillment::Fulfillment& item
    );
    std::vector<fulfillment::DepartureRecord>& open();
    fulfillment::Policy policy_of(const PartyId& seller);
    const fulfillment::Snapshot& only_by(const PlanningGround& ground, const std::string& gate);
    std::optional<fulfillment::Plan>
    run(const fulfillment::OrderRecord& record,
        const fulfillment::Order& order,
        const OrderView& view,
        const fulfillment::Snapshot& snapshot,
        std::int64_t weighed_g // of the whole; 0: what its lines say
    );

    Tx& tx_;
    TenantId tenant_;
    Instant now_;
    ReplanTools tools_;
    std::optional<std::vector<fulfillment::DepartureRecord>> open_;
    std::map<DepartureId, TruckState> trucks_;
    std::map<PartyId, fulfillment::Policy> policies_;
    std::map<std::pair<fulfillment::CrossingDirection, std::string>, bool> has_way_; // by the way
    std::map<fulfillment::CrossingDirection, std::shared_ptr<const PlanningGround>> grounds_;
    std::map<std::pair<fulfillment::CrossingDirection, std::string>, fulfillment::Snapshot> by_;
};

} // namespace route9::gateway
