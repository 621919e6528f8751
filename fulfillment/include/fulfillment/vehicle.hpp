// SPDX-License-Identifier: Apache-2.0
// Vehicles: plates, permits to drive in either country with their last day, and what they weigh
// and carry. A departure copies what it needs when it names one. Masses in kilograms (gross) and
// grams (payload), volume in cubic centimetres; days are the corridor's. `version` is the ETag.
#pragma once

#include "core/names.hpp"
#include "core/time.hpp"
#include "core/tx.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

inline constexpr std::size_t vehicle_id_bytes_max = 64;
inline constexpr std::size_t vehicle_permits_max = 10; // renewed ones stand beside the old
inline constexpr int vehicles_shown_max = 500;         // of a tenant, in its list

struct Permit {
    std::string country; // "VN" or "LA": where it lets the vehicle drive
    std::string number;
    Day until{}; // good on that day still
};

struct Vehicle {
    TenantId tenant;
    std::string id;
    std::string plate_vn; // empty = none; it has at least one
    std::string plate_la;
    std::vector<Permit> permits;
    std::int64_t gross_mass_kg = 0; // fully laden: what a bridge is asked
    std::int64_t payload_g = 0;
    std::optional<std::int64_t> volume_cm3; // absent = not limited
    bool cold = false;
    std::int64_t version = 0;
    Instant updated_at{};
};

/// The plate of that country where it has one, else the other.
const std::string& plate_in(const Vehicle& vehicle, std::string_view country) noexcept;

enum class PermitFault : std::uint8_t { none, missing, expired };

/// "permit_missing"; empty for none.
std::string_view name(PermitFault fault) noexcept;
/// Whether it may drive in that country on that day.
PermitFault judge_permits(const Vehicle& vehicle, std::string_view country, Day day) noexcept;

namespace vehicles {

/// Creates or replaces; its version + 1 is stored and given back.
Vehicle put(Tx& tx, Vehicle vehicle);
std::optional<Vehicle> find(Tx& tx, const TenantId& tenant, std::string_view id);
/// By id, at most vehicles_shown_max.
std::vector<Vehicle> all(Tx& tx, const TenantId& tenant);

} // namespace vehicles
} // namespace route9::fulfillment
