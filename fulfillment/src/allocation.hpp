// SPDX-License-Identifier: Apache-2.0
// Which warehouse of a given set ships which pieces: whole lines from the lowest id that has them,
// then the rest by id. One parcel a warehouse. Source: logistics conventions, "Fine points".
#pragma once

#include "fulfillment/plan.hpp"
#include "fulfillment/planning_input.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace route9::fulfillment {

/// What one warehouse would put into its parcel.
struct ParcelShare {
    std::size_t warehouse = 0; // index in the snapshot
    std::vector<ParcelLine> lines;
    WeightKg kg; // missing weights count 0
    VolumeM3 m3;
    WeightKg ranking_kg; // for comparing grams: one kilogram a piece where a weight is missing
    bool cold = false;
    bool dangerous = false;
};

using Allocation = std::vector<ParcelShare>;

struct AllocationInput {
    std::span<const StockOf> stock; // by warehouse
    std::span<const PlanLine> lines;
    std::array<bool, planning_warehouses_max> may_ship_cold{};      // by warehouse
    std::array<bool, planning_warehouses_max> may_ship_dangerous{}; // by warehouse
};

/// Nullopt when the set cannot cover the order. Warehouses that ship nothing get no share.
/// `warehouses` is ascending.
std::optional<Allocation>
allocate(std::span<const std::size_t> warehouses, const AllocationInput& input);

} // namespace route9::fulfillment
