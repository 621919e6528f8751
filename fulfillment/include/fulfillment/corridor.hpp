// SPDX-License-Identifier: Apache-2.0
// The built-in corridor: gates, hubs, legs and places as read from data/corridor. An immutable
// value, loaded once and shared. Legs cost their kilometres times the cost model; a gate's work
// counts where the path changes country. Sources: data/corridor/SOURCES.md.
#pragma once

#include "core/decimal.hpp"
#include "core/result.hpp"
#include "fulfillment/address.hpp"
#include "fulfillment/network.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

enum class Certainty : std::uint8_t { verified, own_knowledge, uncertain };

struct Coordinates {
    Decimal latitude;
    Decimal longitude;
};

struct GateSide {
    std::string name_local; // Vietnamese or Lao script; may be empty on the Lao side
    std::string name_en;
    std::string province; // "44", "LA-SV"
    std::string road;
    std::string unlocode;
    std::optional<Coordinates> at;
    std::vector<std::string> customs_offices; // VNACCS codes; the Lao ones are not public
};

/// Who may pass: third countries' goods and people; goods of both countries; trade by list.
enum class GateClass : std::uint8_t { international, main, secondary };

std::optional<GateClass> parse_gate_class(std::string_view text) noexcept;

struct CorridorGate {
    std::string id;
    GateClass gate_class = GateClass::international;
    GateSide viet_nam;
    GateSide laos;
    GateCalendar calendar;
    Cost fee;
    Certainty hours_certainty = Certainty::uncertain;
    Certainty certainty = Certainty::uncertain;
    std::vector<std::string> sources;
};

struct Hub {
    std::string id;
    std::string kind; // "fulfilment_warehouse", "city_hub", "dry_port", …
    std::string country;
    std::string province;
    std::string name_en;
    std::string name_local;
    std::string near_gate;
    std::string unlocode;
    Coordinates at;
    Certainty certainty = Certainty::uncertain;
    std::vector<std::string> sources;
};

struct CorridorLeg {
    NetworkLeg leg;
    std::string mode;
    std::string road;
    Certainty certainty = Certainty::uncertain;
    std::vector<std::string> sources;
};

struct CostModel {
    std::string currency;
    Cost per_km;
};

/// Grams of CO2e of one tonne over one kilometre, and the percentage where it rides cold.
struct EmissionFactor {
    std::string id;
    std::int64_t grams_per_tkm = 118;
    std::int64_t cold_percent = 112;
};

struct Corridor {
    std::vector<CorridorGate> gates;
    std::vector<Hub> hubs;
    std::vector<CorridorLeg> legs;
    CostModel cost_model;
    EmissionFactor emission;
    std::shared_ptr<const Network> network;
    AddressBook addresses;
};

/// The contents of the files of data/corridor.
struct CorridorFiles {
    std::string_view gates;
    std::string_view hubs;
    std::string_view legs;
    std::string_view provinces_la;
    std::string_view provinces_vn;
    std::string_view former_districts_vn;
};

/// Errors: malformed_json; validation_failed with pointers such as "legs.json#/legs/3/km" for
/// unknown members, repeated ids, legs to nowhere, negative distances, hours that never open.
Result<Corridor> load_corridor(const CorridorFiles& files);

} // namespace route9::fulfillment
