// SPDX-License-Identifier: Apache-2.0
// Orders planned anew where they stand, inside one unit of work: what nobody has packed may go from
// another warehouse, what is packed keeps its warehouse and, as long as it can leave with it, its
// truck; what a person has loaded stays on its truck. No recipient is opened: the codes of the
// place are enough, so orders of erased people go on too. Only what the planner held is lifted;
// what waits for a person waits on.
#pragma once

#include "fulfillment/parcel_store.hpp"
#include "fulfillment/replanning.hpp"
#include "gateway/replanning/unit_planner.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace route9::gateway {

/// Whether a reason of a held or backordered order ends by itself.
bool is_lifted_by_itself(std::string_view code) noexcept;

class Replanner {
public:
    /// `cause` is told of voluntary changes; `ids` draws the ids of events and of new work.
    Replanner(
        Tx& tx,
        const TenantId& tenant,
        fulfillment::PlanCause cause,
        Instant now,
        const ReplanTools& tools,
        Entropy& ids
    );

    /// The rows it wrote, 0 when the order stays as it is; one that goes the other way than
    /// `direction` does. Error: conflict (somebody else works on it).
    Result<std::size_t>
    look_at(const OrderId& id, std::optional<fulfillment::CrossingDirection> direction);
    /// Once, at the end.
    Result<void> store() { return touched_.store(); }

private:
    /// Work that has not left: planned, held, or packed on no closed truck.
    struct Live {
        fulfillment::Fulfillment item;
        std::optional<fulfillment::Parcel> parcel; // of packed work
        bool is_loaded = false;                    // by a person, onto its truck
    };
    struct Change {
        Live& live;
        const fulfillment::Plan& plan;
        fulfillment::Fulfillment work; // what the plan makes of it
        fulfillment::StandingPlan standing{};
        fulfillment::PlanCause cause{};
    };

    std::vector<Live> live_work(const fulfillment::OrderRecord& record);
    fulfillment::StandingPlan standing_of(const Live& live);

    Result<void> replan_whole(std::vector<Live>& live);
    Result<void> replan_parts(std::vector<Live>& live);
    Result<void> replan_one(Live& live, const PlannedView& planned, std::size_t parcel);
    Result<void> stay_aboard(Change& change);
    Result<void> take(Change& change);
    Result<void> hold(Change& change);
    bool take_own_roads(Live& live, const fulfillment::PlannedParcel& own);
    Result<void> refresh(Live& live, std::optional<Instant> eta, bool by_other_roads = false);
    Result<void> write(Live& live, const fulfillment::Fulfillment& before);
    bool is_better(const std::vector<Live>& live, const PlannedView& planned);
    Result<void> place_anew(std::vector<Live>& live, const PlannedView& planned);
    Result<void> give_up(std::vector<Live>& live);
    void settle(const std::vector<Live>& live);
    void tell_moved(const fulfillment::Fulfillment& before, const fulfillment::Fulfillment& after);
    bool
    tell_promise(const FulfillmentId& id, std::optional<Instant> told, std::optional<Instant> eta);
    void take_eta(fulfillment::Fulfillment& item, std::optional<Instant> eta);
    fulfillment::PlanCause cause_of(const Live& live, const fulfillment::StandingPlan& standing);

    Tx& tx_;
    TenantId tenant_;
    fulfillment::PlanCause cause_;
    Instant now_;
    const ReplanTools tools_;
    Entropy& ids_;
    UnitPlanner planner_;
    TouchedOrders touched_;

    // Of the order that is looked at.
    fulfillment::OrderRecord* record_ = nullptr;
    bool is_whole_ = true;                            // nothing of it is packed or has left
    std::optional<fulfillment::PlanReason> reason_{}; // why something of it waits
    fulfillment::PlanCause told_cause_{};             // of what happened to it
    bool rests_ = false;                              // after a voluntary change of its split
    std::size_t rows_ = 0;
};

} // namespace route9::gateway
