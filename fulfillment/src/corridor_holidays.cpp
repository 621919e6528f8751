// SPDX-License-Identifier: Apache-2.0
#include "corridor_rows.hpp"
#include "number_reader.hpp"

#include <algorithm>
#include <chrono>
#include <map>
#include <optional>
#include <utility>

namespace route9::fulfillment {
namespace {

using std::chrono::days;

constexpr int kHolidayDaysMax = 31;
constexpr std::size_t kHolidaysMax = 400;

enum class HolidayService : std::uint8_t { normal, shortened, closed };

struct Holiday {
    LocalDay from;
    LocalDay to;
    HolidayService service = HolidayService::normal;
    OpeningHours hours{}; // of a shortened day
    std::vector<std::string> gates{};
};

std::optional<HolidayService> parse_service(std::string_view text) {
    if (text == "normal") {
        return HolidayService::normal;
    }
    if (text == "short") {
        return HolidayService::shortened;
    }
    if (text == "closed") {
        return HolidayService::closed;
    }
    return std::nullopt;
}

HolidayService read_service(ObjectReader& reader, Holiday& holiday) {
    const auto service = parse_service(read_word(reader, "service", Need::required));
    if (!service) {
        reader.refuse("service", "unknown_word", "must be normal, short or closed");
    }
    const bool is_short = service == HolidayService::shortened;
    const Need need = is_short ? Need::required : Need::optional;
    const auto open = read_time_of_day(reader, "open", need);
    const auto close = read_time_of_day(reader, "close", need);
    if (!is_short && (open || close)) {
        reader.refuse("open", "not_expected", "hours belong to service short");
    } else if (open && close && *close <= *open) {
        reader.refuse("close", "out_of_order", "must be later than `open` on the same day");
    } else if (open && close) {
        holiday.hours = {*open, *close, {}};
    }
    return service.value_or(HolidayService::normal);
}

Holiday read_holiday(
    const Json& row,
    std::string pointer,
    const std::vector<CorridorGate>& gates,
    FieldErrors& errors
) {
    ObjectReader reader{row, std::move(pointer), errors};
    Holiday holiday;
    read_word(reader, "name", Need::required);
    const auto from = read_day(reader, "from", Need::required);
    const auto to = read_day(reader, "to", Need::optional);
    holiday.from = from.value_or(LocalDay{});
    holiday.to = to.value_or(holiday.from);
    if (from && holiday.to < *from) {
        reader.refuse("to", "out_of_order", "must not be before `from`");
    }
    if (from && holiday.to - *from >= days{kHolidayDaysMax}) {
        reader.refuse("to", "out_of_range", "must be less than 31 days after `from`");
        holiday.to = *from;
    }
    holiday.service = read_service(reader, holiday);
    holiday.gates = read_texts(reader, "gates", Need::optional);
    for (const std::string& id : holiday.gates) {
        if (std::ranges::find(gates, id, &CorridorGate::id) == gates.end()) {
            reader.refuse("gates", "unknown_gate", "there is no gate " + id);
        }
    }
    read_certainty(reader, "certainty");
    read_texts(reader, "sources", Need::required);
    reader.finish();
    return holiday;
}

/// The gate's hours of the days before and after, as they were.
std::vector<OpeningHours> without_day(const std::vector<OpeningHours>& hours, LocalDay day) {
    std::vector<OpeningHours> rest;
    for (const OpeningHours& row : hours) {
        if (!row.valid.holds(day)) {
            rest.push_back(row);
            continue;
        }
        if (row.valid.from != day) {
            rest.push_back({row.open, row.close, {row.valid.from, day - days{1}}});
        }
        if (row.valid.to != day) {
            rest.push_back({row.open, row.close, {day + days{1}, row.valid.to}});
        }
    }
    return rest;
}

/// A short day is never longer than the gate's own.
void shorten(GateCalendar& calendar, LocalDay day, const OpeningHours& hours) {
    std::vector<OpeningHours> rows = without_day(calendar.hours, day);
    bool opens = false;
    for (const OpeningHours& row : calendar.hours) {
        const auto open = std::max(row.open, hours.open);
        const auto close = std::min(row.close, hours.close);
        if (row.valid.holds(day) && open < close) {
            rows.push_back({open, close, {day, day}});
            opens = true;
        }
    }
    if (!opens) {
        calendar.holidays.push_back(day);
        return;
    }
    calendar.hours = std::move(rows);
}

void apply(const Holiday& holiday, CorridorGate& gate) {
    for (LocalDay day = holiday.from; day <= holiday.to; day += days{1}) {
        if (holiday.service == HolidayService::closed) {
            gate.calendar.holidays.push_back(day);
        } else if (holiday.service == HolidayService::shortened) {
            shorten(gate.calendar, day, holiday.hours);
        }
    }
}

bool concerns(const Holiday& holiday, const CorridorGate& gate) {
    return holiday.gates.empty() ||
           std::ranges::find(holiday.gates, gate.id) != holiday.gates.end();
}

using TakenDays = std::map<std::pair<std::string, LocalDay>, std::size_t>;

/// The row that has one of the days already.
std::optional<std::size_t>
take_days(TakenDays& taken, const Holiday& holiday, const CorridorGate& gate, std::size_t row) {
    for (LocalDay day = holiday.from; day <= holiday.to; day += days{1}) {
        const auto [known, is_new] = taken.try_emplace({gate.id, day}, row);
        if (!is_new) {
            return known->second;
        }
    }
    return std::nullopt;
}

} // namespace

void read_holidays(ObjectReader& file, std::vector<CorridorGate>& gates, FieldErrors& errors) {
    const Json* rows = file.array("holidays", Need::optional, kHolidaysMax);
    if (rows == nullptr) {
        return;
    }
    TakenDays taken;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        const std::string at = pointer_step(file.pointer("holidays"), i);
        const Holiday holiday = read_holiday((*rows)[i], at, gates, errors);
        for (CorridorGate& gate : gates) {
            if (!concerns(holiday, gate)) {
                continue;
            }
            if (const auto other = take_days(taken, holiday, gate, i)) {
                const std::string row = "row " + std::to_string(*other);
                errors.push_back({at + "/from", "repeated", row + " has a day of it at " + gate.id}
                );
                break;
            }
            apply(holiday, gate);
        }
    }
    for (CorridorGate& gate : gates) {
        std::ranges::sort(gate.calendar.holidays);
    }
}

} // namespace route9::fulfillment
