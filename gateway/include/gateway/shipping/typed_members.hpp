// SPDX-License-Identifier: Apache-2.0
// Members of the staff's requests that JSON has no type for: a time, a mass in kilograms.
#pragma once

#include "core/json.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace route9::gateway {

/// RFC 3339.
std::optional<Instant> read_time(ObjectReader& reader, std::string_view name, Need need);

/// So far ahead people plan; what is later is a slip of the finger.
inline constexpr Minutes planned_ahead_max{366 * 24 * 60};
/// The same of what is to come: within a year from now.
std::optional<Instant>
read_time_to_come(ObjectReader& reader, std::string_view name, Need need, Instant now);
/// A truck that just left may still be written down.
inline constexpr Minutes left_ago_max{24 * 60};
/// A truck's time to leave.
std::optional<Instant>
read_leaving(ObjectReader& reader, std::string_view name, Need need, Instant now);

/// What a device tells has happened: within the last year, and at most a day ahead of our clock.
std::optional<Instant>
read_happened(ObjectReader& reader, std::string_view name, Need need, Instant now);

/// Kilograms as a whole number or as decimal text to the gram; above zero. In grams.
std::optional<std::int64_t> read_kilograms(ObjectReader& reader, std::string_view name, Need need);

} // namespace route9::gateway
