// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/timetable.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 7> kWeekdays{
    "mon", "tue", "wed", "thu", "fri", "sat", "sun"
};

constexpr Statement kPut{
    "timetable.put",
    "INSERT INTO timetable_row (tenant_id, timetable_id, from_node, to_node, gate_id, carrier_id,"
    " vehicle_id, truck_plate, mass_max_g, weekdays, leaves_minute, minutes, from_day, until_day,"
    " active, made_until, version, updated_at, onward_vehicle_id, return_leg,"
    " price_per_kg_micros)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 0, $16, $17, $18,"
    " $19, $20)"
    " ON CONFLICT (tenant_id, timetable_id) DO UPDATE SET from_node = excluded.from_node,"
    " to_node = excluded.to_node, gate_id = excluded.gate_id, carrier_id = excluded.carrier_id,"
    " vehicle_id = excluded.vehicle_id, truck_plate = excluded.truck_plate,"
    " mass_max_g = excluded.mass_max_g, weekdays = excluded.weekdays,"
    " leaves_minute = excluded.leaves_minute, minutes = excluded.minutes,"
    " from_day = excluded.from_day, until_day = excluded.until_day, active = excluded.active,"
    " made_until = 0, version = excluded.version, updated_at = excluded.updated_at,"
    " onward_vehicle_id = excluded.onward_vehicle_id, return_leg = excluded.return_leg,"
    " price_per_kg_micros = excluded.price_per_kg_micros"
};
constexpr Statement kFind{
    "timetable.find",
    "SELECT tenant_id, timetable_id, from_node, to_node, gate_id, carrier_id, vehicle_id,"
    " truck_plate, mass_max_g, weekdays, leaves_minute, minutes, from_day, until_day, active,"
    " made_until, version, updated_at, onward_vehicle_id, return_leg, price_per_kg_micros"
    " FROM timetable_row"
    " WHERE tenant_id = $1 AND timetable_id = $2"
};
constexpr Statement kAll{
    "timetable.all",
    "SELECT tenant_id, timetable_id, from_node, to_node, gate_id, carrier_id, vehicle_id,"
    " truck_plate, mass_max_g, weekdays, leaves_minute, minutes, from_day, until_day, active,"
    " made_until, version, updated_at, onward_vehicle_id, return_leg, price_per_kg_micros"
    " FROM timetable_row"
    " WHERE tenant_id = $1 ORDER BY timetable_id LIMIT $2"
};
constexpr Statement kDue{
    "timetable.due",
    "SELECT tenant_id, timetable_id FROM timetable_row WHERE active = 1 AND made_until < $1"
    " ORDER BY made_until, tenant_id, timetable_id LIMIT $2"
};
constexpr Statement kNoteMade{
    "timetable.note_made",
    "UPDATE timetable_row SET made_until = $4"
    " WHERE tenant_id = $1 AND timetable_id = $2 AND version = $3"
};

std::int64_t number_of(Day day) {
    return std::chrono::sys_days{day}.time_since_epoch().count();
}

std::optional<std::int64_t> number_of(const std::optional<Day>& day) {
    return day ? std::optional{number_of(*day)} : std::nullopt;
}

std::optional<Day> day_from(const std::optional<std::int64_t>& number) {
    return number ? std::optional{Day{std::chrono::sys_days{std::chrono::days{*number}}}}
                  : std::nullopt;
}

std::optional<std::string_view> given(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional{std::string_view{text}};
}

TimetableRow row_from(const Row& row) {
    const auto minutes = row.get<std::optional<std::int64_t>>(11);
    const auto made = row.get<std::int64_t>(15);
    return TimetableRow{
        .tenant = row.get<TenantId>(0),
        .id = row.get<std::string>(1),
        .from = row.get<std::string>(2),
        .to = row.get<std::string>(3),
        .gate = row.get<std::optional<std::string>>(4).value_or(""),
        .carrier = row.get<PartyId>(5),
        .vehicle = row.get<std::optional<std::string>>(6).value_or(""),
        .truck_plate = row.get<std::string>(7),
        .mass_max_g = row.get<std::optional<std::int64_t>>(8),
        .onward = row.get<std::optional<std::string>>(18).value_or(""),
        .return_leg = row.get<std::int64_t>(19) != 0,
        .price_per_kg_micros = row.get<std::optional<std::int64_t>>(20),
        .weekdays = static_cast<Weekdays>(row.get<std::int64_t>(9)),
        .leaves = Minutes{row.get<std::int64_t>(10)},
        .travel = minutes ? std::optional{Minutes{*minutes}} : std::nullopt,
        .from_day = day_from(row.get<std::optional<std::int64_t>>(12)),
        .until_day = day_from(row.get<std::optional<std::int64_t>>(13)),
        .active = row.get<std::int64_t>(14) != 0,
        .made_until = made == 0 ? std::nullopt : day_from(made),
        .version = row.get<std::int64_t>(16),
        .updated_at = row.get<Instant>(17),
    };
}

} // namespace

std::optional<int> parse_weekday(std::string_view word) noexcept {
    const auto* const found = std::ranges::find(kWeekdays, word);
    return found == kWeekdays.end() ? std::nullopt
                                    : std::optional{static_cast<int>(found - kWeekdays.begin())};
}

std::vector<std::string> weekday_words(Weekdays days) {
    std::vector<std::string> words;
    for (std::size_t i = 0; i < kWeekdays.size(); ++i) {
        if ((days >> i & 1) != 0) {
            words.emplace_back(kWeekdays[i]);
        }
    }
    return words;
}

bool runs_on(const TimetableRow& row, Day day) noexcept {
    const std::chrono::sys_days at{day};
    const auto bit = std::chrono::weekday{at}.iso_encoding() - 1;
    const bool begun = !row.from_day || std::chrono::sys_days{*row.from_day} <= at;
    const bool over = row.until_day && std::chrono::sys_days{*row.until_day} < at;
    return row.active && begun && !over && (row.weekdays >> bit & 1) != 0;
}

Instant leaves_on(const TimetableRow& row, Day day) {
    return corridor_midnight(day) + row.leaves;
}

std::string reference_on(const TimetableRow& row, Day day) {
    return row.id + "-" + format_day(day);
}

std::vector<Day> days_to_make(const TimetableRow& row, Day today) {
    std::vector<Day> found;
    for (int ahead = 0; ahead < timetable_days_ahead; ++ahead) {
        const std::chrono::sys_days at = std::chrono::sys_days{today} + std::chrono::days{ahead};
        const bool is_new = !row.made_until || std::chrono::sys_days{*row.made_until} < at;
        if (is_new && runs_on(row, Day{at})) {
            found.emplace_back(at);
        }
    }
    return found;
}

namespace timetable {

TimetableRow put(Tx& tx, TimetableRow row) {
    ++row.version;
    const auto minutes =
        row.travel ? std::optional<std::int64_t>{row.travel->count()} : std::nullopt;
    tx.execute(
        kPut,
        row.tenant,
        row.id,
        row.from,
        row.to,
        given(row.gate),
        row.carrier,
        given(row.vehicle),
        row.truck_plate,
        row.mass_max_g,
        std::int64_t{row.weekdays},
        std::int64_t{row.leaves.count()},
        minutes,
        number_of(row.from_day),
        number_of(row.until_day),
        std::int64_t{row.active},
        row.version,
        row.updated_at,
        given(row.onward),
        std::int64_t{row.return_leg},
        row.price_per_kg_micros
    );
    row.made_until.reset();
    return row;
}

std::optional<TimetableRow> find(Tx& tx, const TenantId& tenant, std::string_view id) {
    Rows rows = tx.query(kFind, tenant, id);
    return rows.next() ? std::optional{row_from(rows.row())} : std::nullopt;
}

std::vector<TimetableRow> all(Tx& tx, const TenantId& tenant) {
    std::vector<TimetableRow> found;
    Rows rows = tx.query(kAll, tenant, timetable_rows_max);
    while (rows.next()) {
        found.push_back(row_from(rows.row()));
    }
    return found;
}

std::vector<DueRow> due(Tx& tx, Day until, int limit) {
    std::vector<DueRow> found;
    Rows rows = tx.query(kDue, number_of(until), limit);
    while (rows.next()) {
        found.push_back({rows.row().get<TenantId>(0), rows.row().get<std::string>(1)});
    }
    return found;
}

void note_made(Tx& tx, const TimetableRow& row, Day until) {
    tx.execute(kNoteMade, row.tenant, row.id, row.version, number_of(until));
}

} // namespace timetable
} // namespace route9::fulfillment
