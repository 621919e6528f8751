// SPDX-License-Identifier: Apache-2.0
// A truck that may not cross brings its load to the gate, where another vehicle takes it over: one
// departure, one set of papers, two vehicles. Named before the truck leaves, done once after. Kept
// with its departure. Masses in kilograms (gross) and grams, volume in cubic centimetres.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

/// The act: who moved what stands with the departure.
struct Transshipped {
    Instant at{};
    std::vector<std::string> broken_seals{}; // of the vehicle that brought the load
    std::vector<std::string> seals{};        // put on at the gate
    std::string planned{};                   // the vehicle that was to come; empty = it came
    std::optional<Instant> said{};           // by a clock that ran ahead; `at` is ours then

    friend bool operator==(const Transshipped&, const Transshipped&) = default;
};

struct Transshipment {
    std::string vehicle; // the one that crosses; what follows is its, as it was named
    std::string plate{};
    std::string plate_country{}; // "VN" or "LA"
    std::int64_t gross_mass_kg = 0;
    std::int64_t payload_g = 0;
    bool cold = false;
    // What the departure has by its own vehicle alone: its room is the smaller of both.
    std::int64_t own_mass_max_g = 0;
    std::optional<std::int64_t> own_volume_max_cm3{};
    bool own_cold = false;
    std::optional<Transshipped> done{};

    friend bool operator==(const Transshipment&, const Transshipment&) = default;
};

/// As the store keeps it: JSON. Precondition of reading: it was written here.
std::string stored_transshipment(const Transshipment& transshipment);
Transshipment read_stored_transshipment(std::string_view text);

} // namespace route9::fulfillment
