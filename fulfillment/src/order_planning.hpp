// SPDX-License-Identifier: Apache-2.0
// The decisions of one order, in their order: address, stock, then the best way to ship with the
// fewest parcels; where there is none, the first obstacle and what stays reserved in spite of it.
// Lives for one call of Planner::plan. Source: logistics conventions, §8.8.
#pragma once

#include "carrier_choice.hpp"
#include "fulfillment/planner.hpp"
#include "parcel_routing.hpp"

#include <optional>
#include <span>
#include <vector>

namespace route9::fulfillment {

class OrderPlanning {
public:
    OrderPlanning(const PlanRequest& request, PathCache& paths);

    Plan run();

private:
    /// A whole way to ship the order.
    struct Candidate {
        Allocation allocation;
        std::vector<RoutedParcel> parcels; // parallel to the allocation
        Score score;
    };
    struct Considered {
        std::vector<std::size_t> warehouses;
        std::optional<Score> score;
        Why why = Why::no_stock; // where there is no score
    };

    std::optional<PlanReason> unfit_point() const;
    bool is_point_open(LocalTime eta) const;
    AllocationInput input(const Attempt& attempt) const;
    bool can_cover(std::span<const std::size_t> warehouses, const Attempt& attempt) const;
    Why why_not_from(std::span<const std::size_t> set) const;
    bool can_reach(const Attempt& attempt);
    std::optional<Candidate> best(const Attempt& attempt);
    std::optional<Candidate> best_of_size(std::size_t size, const Attempt& attempt);
    std::optional<Candidate> try_set(std::span<const std::size_t> set, const Attempt& attempt);
    void add_parcel(Candidate& candidate, const RoutedParcel& parcel) const;
    const CarrierChoice& carrier_for(const ParcelShare& share) const;

    PlanReason first_obstacle();
    Plan routed(const Candidate& candidate, const Attempt& attempt);
    Plan held(PlanReason reason);
    Plan unaddressed();
    Plan backordered();
    std::optional<Candidate> as_if_without(PlanReason reason);

    PlannedParcel parcel_of(const ParcelShare& share, const RoutedParcel& routed) const;
    void add_warnings(Plan& plan, const Candidate& candidate) const;
    void add_totals(Plan& plan, const Candidate& candidate) const;
    void explain_routed(Plan& plan, const Candidate& candidate, const Attempt& attempt);
    void explain_warehouses(Plan& plan, const Score* taken) const;
    void explain_gates(Plan& plan) const;
    Plan blank() const;

    const PlanRequest& request_;
    const Snapshot& snapshot_;
    const PlanOrder& order_;
    ParcelRouting routing_;
    CarrierChoice carrier_plain_;
    CarrierChoice carrier_dangerous_;
    bool has_dangerous_ = false;
    std::vector<std::size_t> useful_; // warehouses that hold something of the order
    std::vector<Considered> considered_;
};

} // namespace route9::fulfillment
