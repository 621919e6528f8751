// SPDX-License-Identifier: Apache-2.0
#include "corridor_rows.hpp"
#include "number_reader.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment {
namespace {

GateSide read_side(const Json& row, std::string pointer, bool is_lao, FieldErrors& errors) {
    ObjectReader reader{row, std::move(pointer), errors};
    GateSide side;
    side.name_local = is_lao ? read_word(reader, "name_lo", Need::optional)
                             : read_word(reader, "name_vi", Need::required);
    side.name_en = read_word(reader, "name_en", Need::required);
    side.province = read_word(reader, "province", Need::required);
    side.road = read_word(reader, "road", Need::optional);
    side.unlocode = read_word(reader, "unlocode", Need::optional);
    side.at = read_coordinates(reader, Need::optional);
    side.customs_offices = read_texts(reader, "customs_offices", Need::optional);
    reader.finish();
    return side;
}

DayRange read_range(ObjectReader& reader) {
    DayRange range;
    range.from = read_day(reader, "from", Need::optional);
    range.to = read_day(reader, "to", Need::optional);
    if (range.from && range.to && *range.to < *range.from) {
        reader.refuse("to", "out_of_order", "must not be before `from`");
    }
    return range;
}

void read_hours_rows(
    const Json& rows, const std::string& at, GateCalendar& out, FieldErrors& errors
) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        ObjectReader reader{rows[i], pointer_step(at, i), errors};
        const auto open = read_time_of_day(reader, "open", Need::required);
        const auto close = read_time_of_day(reader, "close", Need::required);
        if (open && close && *close <= *open) {
            reader.refuse("close", "out_of_order", "must be later than `open` on the same day");
        }
        const DayRange valid = read_range(reader);
        reader.finish();
        if (open && close) {
            out.hours.push_back({*open, *close, valid});
        }
    }
}

void read_model_rows(
    const Json& rows, const std::string& at, GateCalendar& out, FieldErrors& errors
) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        ObjectReader reader{rows[i], pointer_step(at, i), errors};
        const DayRange valid = read_range(reader);
        const auto model = parse_clearance_model(read_word(reader, "model", Need::required));
        if (!model) {
            reader.refuse("model", "unknown_word", "must be single_stop or two_stop");
        }
        read_certainty(reader, "certainty");
        reader.finish();
        out.models.push_back({model.value_or(ClearanceModel::two_stop), valid});
    }
}

GateCalendar read_calendar(ObjectReader& reader, FieldErrors& errors) {
    GateCalendar calendar;
    if (const Json* rows = reader.array("hours", Need::required, corridor_rows_max)) {
        read_hours_rows(*rows, reader.pointer("hours"), calendar, errors);
        if (rows->empty()) {
            reader.refuse("hours", "empty", "must have at least one row, or the gate never opens");
        }
    }
    if (const Json* rows = reader.array("clearance_model", Need::optional, corridor_rows_max)) {
        read_model_rows(*rows, reader.pointer("clearance_model"), calendar, errors);
    }
    for (const std::string& text : read_texts(reader, "holidays", Need::optional)) {
        if (const auto day = parse_day(text)) {
            calendar.holidays.push_back(to_local_day(*day));
        } else {
            reader.refuse("holidays", "day", "must hold days such as \"2026-04-14\"");
        }
    }
    std::ranges::sort(calendar.holidays);
    calendar.process = read_hours(reader, "process_h", Need::required).value_or(calendar.process);
    return calendar;
}

CorridorGate
read_gate(const Json& row, std::string pointer, std::set<std::string>& ids, FieldErrors& errors) {
    ObjectReader reader{row, std::move(pointer), errors};
    CorridorGate gate;
    gate.id = read_word(reader, "id", Need::required);
    note_id(reader, "id", gate.id, ids);
    const auto gate_class = parse_gate_class(read_word(reader, "class", Need::required));
    gate.gate_class = gate_class.value_or(GateClass::secondary);
    if (!gate_class) {
        reader.refuse("class", "unknown_word", "must be international, main or secondary");
    }
    if (const Json* side = reader.object("vn", Need::required)) {
        gate.viet_nam = read_side(*side, reader.pointer("vn"), false, errors);
    }
    if (const Json* side = reader.object("la", Need::required)) {
        gate.laos = read_side(*side, reader.pointer("la"), true, errors);
    }
    gate.calendar = read_calendar(reader, errors);
    gate.fee = read_quantity<Cost>(reader, "fee", Need::required).value_or(Cost{});
    gate.hours_certainty = read_certainty(reader, "hours_certainty");
    gate.certainty = read_certainty(reader, "certainty");
    gate.sources = read_texts(reader, "sources", Need::required);
    reader.finish();
    return gate;
}

} // namespace

std::optional<GateClass> parse_gate_class(std::string_view text) noexcept {
    if (text == "international") {
        return GateClass::international;
    }
    if (text == "main") {
        return GateClass::main;
    }
    if (text == "secondary") {
        return GateClass::secondary;
    }
    return std::nullopt;
}

std::vector<CorridorGate> read_gates(const Json& file, FieldErrors& errors) {
    ObjectReader reader{file, "gates.json#", errors};
    std::vector<CorridorGate> gates;
    std::set<std::string> ids;
    read_word(reader, "as_of", Need::required);
    if (const Json* rows = reader.array("gates", Need::required, network_gates_max)) {
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const std::string at = pointer_step(reader.pointer("gates"), i);
            gates.push_back(read_gate((*rows)[i], at, ids, errors));
        }
    }
    read_holidays(reader, gates, errors);
    reader.finish();
    return gates;
}

} // namespace route9::fulfillment
