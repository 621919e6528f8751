// SPDX-License-Identifier: Apache-2.0
// The timetable: rows by which departures are made ahead, a day each, at a time of the corridor's
// day. What a row has made is a departure like any other; the row's day in its reference makes each
// once. Masses in grams. `version` is the ETag.
#pragma once

#include "core/names.hpp"
#include "core/time.hpp"
#include "core/tx.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

inline constexpr std::size_t timetable_id_bytes_max = 48;
inline constexpr int timetable_rows_max = 200; // of a tenant
/// Departures stand so many days ahead, today's among them.
inline constexpr int timetable_days_ahead = 14;

/// One bit a day; bit 0 is Monday.
using Weekdays = std::uint8_t;
inline constexpr Weekdays every_day = 0x7f;

/// "mon"; nullopt for other words.
std::optional<int> parse_weekday(std::string_view word) noexcept;
std::vector<std::string> weekday_words(Weekdays days);

struct TimetableRow {
    TenantId tenant;
    std::string id;
    std::string from; // node ids
    std::string to;
    std::string gate; // empty = crosses none, or whichever the way takes
    PartyId carrier;
    std::string vehicle;                    // empty: the two below
    std::string truck_plate;                // with a vehicle: empty = its own
    std::optional<std::int64_t> mass_max_g; // with a vehicle: absent = its payload
    std::string onward{};                   // the vehicle that takes over at the gate; empty: none
    bool return_leg = false;                // as of a departure, like the price
    std::optional<std::int64_t> price_per_kg_micros{};
    Weekdays weekdays = every_day;
    Minutes leaves{0};             // after midnight
    std::optional<Minutes> travel; // until it arrives; absent: as the planner computes
    std::optional<Day> from_day;   // both included
    std::optional<Day> until_day;
    bool active = true;
    std::optional<Day> made_until; // the last day that was looked at
    std::int64_t version = 0;
    Instant updated_at{};
};

/// Whether the row has a departure on that day, gates apart.
bool runs_on(const TimetableRow& row, Day day) noexcept;
Instant leaves_on(const TimetableRow& row, Day day);
/// "NIGHT-2026-03-10"
std::string reference_on(const TimetableRow& row, Day day);
/// Those of `timetable_days_ahead` days from `today` that were not looked at yet.
std::vector<Day> days_to_make(const TimetableRow& row, Day today);

namespace timetable {

/// Creates or replaces; its version + 1 is stored and given back. All days are looked at again.
TimetableRow put(Tx& tx, TimetableRow row);
std::optional<TimetableRow> find(Tx& tx, const TenantId& tenant, std::string_view id);
/// By id, at most timetable_rows_max.
std::vector<TimetableRow> all(Tx& tx, const TenantId& tenant);

struct DueRow {
    TenantId tenant;
    std::string id;
};
/// Active rows of all tenants with days before `until` (included) that were not looked at.
std::vector<DueRow> due(Tx& tx, Day until, int limit);
/// Those days have been looked at.
void note_made(Tx& tx, const TimetableRow& row, Day until);

} // namespace timetable
} // namespace route9::fulfillment
