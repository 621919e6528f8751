// SPDX-License-Identifier: Apache-2.0
// What a plan is made from, all values: an immutable, numbered Snapshot (network, gate states,
// warehouses, departures, carriers), the availability that changes from order to order (stock and
// room), one order and the settings. No clock: `now` is given. Ids are text: a document's own or
// the wire ids of the server. Source: logistics conventions, §8.8.
#pragma once

#include "core/decimal.hpp"
#include "core/names.hpp"
#include "fulfillment/address.hpp"
#include "fulfillment/corridor.hpp"
#include "fulfillment/gate_state.hpp"
#include "fulfillment/network.hpp"
#include "fulfillment/quantity.hpp"
#include "fulfillment/truck_mass.hpp"

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment {

inline constexpr std::size_t planning_warehouses_max = 16;

enum class Policy : std::uint8_t { promise, cheapest, fastest, greenest };

std::string_view name(Policy policy) noexcept;
std::optional<Policy> parse_policy(std::string_view text) noexcept;

/// `node` names the place in the network; in documents it is the warehouse's id.
struct Warehouse {
    std::string id;
    std::string node;
    bool cold = false;
    std::optional<std::chrono::minutes> cutoff; // after midnight
    std::chrono::minutes handling{0};
    bool refuses_dangerous = false;
};

struct Departure {
    std::string id;
    std::optional<std::string> from; // warehouse id; absent: serves every warehouse
    std::optional<std::string> to;   // node id; absent: goes everywhere
    std::optional<std::string> gate; // the only one it goes by; absent: whichever the path takes
    LocalTime leaves;
    std::optional<LocalTime> arrives; // overrides the computed arrival
    std::optional<Cost> cost;         // replaces the legs' cost
    std::optional<Cost>
        cost_per_kg; // the same, where `cost` is absent: of a truck that goes anyway
    bool cold = false;
    bool return_leg = false;
    TruckMass vehicle_mass{}; // absent: that of the settings
};

struct Carrier {
    std::string id;
    std::optional<std::vector<std::string>> districts; // codes or names; absent: everywhere
    bool home = true;
    bool branch = false;
    Cost fee;
    std::optional<std::map<std::string, Decimal>> cod_max; // by currency; absent: no limit
    bool accepts_dangerous = false;
};

/// Immutable; shared between threads. Warehouses, departures and carriers are sorted by id.
struct Snapshot {
    std::int64_t number = 0;
    std::shared_ptr<const Network> network;
    std::vector<GateState> gate_states;       // by GateIndex
    std::vector<std::chrono::minutes> queues; // by GateIndex, from the states
    std::vector<Warehouse> warehouses;        // at most planning_warehouses_max
    std::vector<Departure> departures;
    std::vector<Carrier> carriers; // none: carriers are not tested
    EmissionFactor emission;

    /// Sorts by id and fills `queues`. Call once, before the first plan.
    void finish();
};

using StockOf = std::map<std::string, std::int64_t, std::less<>>; // by sku

/// Room left on a departure; absent: unlimited.
struct Room {
    std::optional<WeightKg> kg;
    std::optional<VolumeM3> m3;

    bool takes(WeightKg weight, VolumeM3 volume) const {
        return (!kg || weight <= *kg) && (!m3 || volume <= *m3);
    }
};

/// Parallel to the snapshot's warehouses and departures.
struct Availability {
    std::vector<StockOf> stock;
    std::vector<Room> rooms;
};

struct PlanLine {
    std::string sku;
    std::int64_t quantity = 0;
    std::optional<WeightKg> kg; // of the whole line
    std::optional<VolumeM3> m3;
    bool cold = false;
    bool dangerous = false; // not exempt under SP188
};

/// Where the order goes: a node, or an address with its resolution.
struct Destination {
    std::string node;     // empty: nowhere in the network
    std::string country;  // empty for a bare node
    std::string province; // code
    std::string district; // code or text as typed; empty: coverage is not tested
    AddressFit fit = AddressFit::resolved;
    std::vector<std::string> candidates;
};

struct CashOnDelivery {
    Decimal amount;
    std::string currency;
};

/// The pick-up point where an order is handed out, as far as a plan asks.
struct PickupChoice {
    std::string carrier; // whose point it is: nobody else brings anything there
    LocalDay from{};
    std::optional<LocalDay> to{}; // its last day
    bool cash = false;
    std::optional<WeightKg> kg_max{};
};

struct PlanOrder {
    std::string id;
    Destination destination;
    std::optional<PickupChoice> pickup{};
    std::vector<PlanLine> lines;
    std::optional<CashOnDelivery> cod;
    std::optional<LocalTime> promise;
    std::optional<LocalTime> ready_at;
};

struct PlanSettings {
    Policy policy = Policy::promise;
    bool allow_split = true;
    Cost per_parcel_fixed_cost;
    std::chrono::minutes gate_state_ttl = gate_state_ttl_default;
    std::optional<VehicleMassT> vehicle_mass;
    /// Immediate departures are put up to a multiple of this, so that cached paths are found again.
    std::chrono::seconds departure_slot{1};
};

} // namespace route9::fulfillment
