// SPDX-License-Identifier: Apache-2.0
// What the planner decides, as values: where each parcel ships from, over which gate, on which
// departure, with which carrier, when it arrives and why, in rule and option ids. The server
// stores this and confirms it in a transaction; sentences are rendered when read.
// Source: the `route9 plan` document, logistics conventions §8.8.
#pragma once

#include "core/decimal.hpp"
#include "fulfillment/corridor_time.hpp"
#include "fulfillment/quantity.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

enum class Decision : std::uint8_t { routed, held, backordered, refused };

/// In the order in which they are looked for.
enum class PlanReason : std::uint8_t {
    address_unknown,
    address_ambiguous,
    no_stock,
    pickup_point_no_cash,
    pickup_point_too_heavy,
    pickup_point_closed,
    no_cold_capacity,
    no_route,
    vehicle_too_heavy,
    no_open_gate,
    no_coverage,
    dg_not_accepted,
    cod_limit,
    no_capacity,
};

enum class PlanWarning : std::uint8_t { gate_restricted, gate_state_unknown, promise_missed };

/// Why an option was not taken.
enum class Why : std::uint8_t {
    no_stock,
    not_cold,
    no_path,
    no_departure,
    misses_promise,
    dearer,
    later,
    more_grams,
    longer,
    higher_id,
    gate_closed,
    gate_state_unknown,
    too_early,
    other_destination,
    no_room,
    no_coverage,
    dg_not_accepted,
    cod_limit,
    ambiguous,
    outside_hours,   // a gate: closed when the truck gets there, and the wait makes it later
    too_heavy,       // a gate: its roads do not carry the vehicle
    by_closed_gate,  // a departure
    by_unknown_gate, // a departure, where another goes by a gate whose state is known
    other_gate,      // a gate: better, but the departure goes by another
    other_carrier,   // it is not the pick-up point's
};

enum class DeliveryKind : std::uint8_t { home, branch };

std::string_view name(Decision decision) noexcept;   // "ROUTED"
std::string_view name(PlanReason reason) noexcept;   // "NO_OPEN_GATE"
std::string_view name(PlanWarning warning) noexcept; // "GATE_RESTRICTED"
std::string_view name(Why why) noexcept;             // "DEARER"
std::string_view name(DeliveryKind kind) noexcept;   // "home"
/// Of the pick-up point: no other truck or road lifts it.
bool is_of_pickup_point(PlanReason reason) noexcept;
std::optional<Why> parse_why(std::string_view text) noexcept;
std::optional<PlanWarning> parse_plan_warning(std::string_view text) noexcept;

struct ParcelLine {
    std::size_t line = 0; // of the order
    std::string sku;
    std::int64_t quantity = 0;

    friend bool operator==(const ParcelLine&, const ParcelLine&) = default;
};

/// A parcel that only keeps stock reserved (HELD) has nothing but warehouse and lines.
struct PlannedParcel {
    std::string warehouse;
    std::vector<ParcelLine> lines;
    std::optional<std::string> departure;
    std::optional<std::string> carrier;
    std::optional<DeliveryKind> delivery;
    std::vector<std::string> path;      // node ids
    std::vector<std::string> crossings; // gates whose work is done
    LocalTime leaves;
    LocalTime eta;
    Cost cost;
    DistanceKm km;
    bool return_leg = false; // of a truck that goes home anyway

    friend bool operator==(const PlannedParcel&, const PlannedParcel&) = default;
};

/// `option` is "<kind>:<id>": warehouse, gate, path, departure, carrier, address.
struct RejectedOption {
    std::string option;
    Why why = Why::dearer;

    friend bool operator==(const RejectedOption&, const RejectedOption&) = default;
};

struct PlanExplanation {
    std::vector<std::string> chosen; // options
    std::vector<RejectedOption> rejected;

    friend bool operator==(const PlanExplanation&, const PlanExplanation&) = default;
};

struct Plan {
    std::string order;
    std::int64_t snapshot_number = 0;
    Decision decision = Decision::held;
    std::optional<PlanReason> reason;
    std::optional<std::string> warehouse; // of the lowest-id parcel, as are gate and path
    std::optional<std::string> gate;      // the first gate on the path
    std::vector<std::string> path;
    std::vector<PlannedParcel> parcels;
    std::vector<PlanWarning> warnings;
    std::map<std::string, std::int64_t> reserved; // by sku
    std::optional<LocalTime> eta;
    std::optional<Cost> cost;
    std::optional<DistanceKm> km;
    std::optional<Decimal> co2e_g; // two decimals
    PlanExplanation explanation;

    friend bool operator==(const Plan&, const Plan&) = default;
};

} // namespace route9::fulfillment
