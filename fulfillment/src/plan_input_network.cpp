// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "number_reader.hpp"
#include "plan_input.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace route9::fulfillment {
namespace {

std::string read_id(ObjectReader& reader, std::string_view name) {
    return reader.text(name, Need::required, limits::text_bytes_max).value_or(std::string{});
}

NetworkLeg read_leg(const Json& json, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{json, std::move(pointer), errors};
    NetworkLeg leg;
    leg.from = read_id(reader, "from");
    leg.to = read_id(reader, "to");
    if (!leg.from.empty() && leg.from == leg.to) {
        reader.refuse("to", "same_node", "must be another node than `from`");
    }
    leg.km = read_quantity<DistanceKm>(reader, "km", Need::required).value_or(DistanceKm{});
    leg.duration = read_hours(reader, "h", Need::required).value_or(leg.duration);
    leg.cost = read_quantity<Cost>(reader, "cost", Need::required).value_or(Cost{});
    leg.mass_max = read_quantity<VehicleMassT>(reader, "max_mass_t", Need::optional);
    leg.closed = reader.flag("closed", Need::optional).value_or(false);
    leg.one_way = reader.flag("one_way", Need::optional).value_or(false);
    reader.text("mode", Need::optional, limits::text_bytes_max);
    reader.finish();
    return leg;
}

OpeningHours read_opening(ObjectReader& reader) {
    OpeningHours hours;
    const Json* pair = reader.array("hours", Need::required, 2);
    if (pair == nullptr) {
        return hours;
    }
    const auto time_at = [&](std::size_t index) -> std::optional<std::chrono::minutes> {
        if (pair->size() != 2 || !(*pair)[index].is_string()) {
            return std::nullopt;
        }
        return parse_time_of_day((*pair)[index].get_ref<const std::string&>());
    };
    const auto open = time_at(0);
    const auto close = time_at(1);
    if (!open || !close) {
        reader.refuse("hours", "time_of_day", R"(must be two times such as ["07:00","19:30"])");
    } else if (*close <= *open) {
        reader.refuse("hours", "out_of_order", "the second time must be later than the first");
    } else {
        hours = {*open, *close, {}};
    }
    return hours;
}

std::vector<LocalDay> read_holidays(ObjectReader& reader) {
    std::vector<LocalDay> days;
    const Json* array = reader.array("holidays", Need::optional, document_rows_max);
    for (std::size_t i = 0; array != nullptr && i < array->size(); ++i) {
        const Json& item = (*array)[i];
        const auto day = item.is_string() ? parse_day(item.get_ref<const std::string&>())
                                          : Result<Day>{fail(ErrorCode::validation_failed)};
        if (!day) {
            reader.refuse("holidays", "day", "must hold days such as \"2026-04-14\"");
            break;
        }
        days.push_back(to_local_day(*day));
    }
    std::ranges::sort(days);
    return days;
}

ClearancePeriod read_period(const Json& json, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{json, std::move(pointer), errors};
    ClearancePeriod period;
    period.valid.from = read_day(reader, "from", Need::optional);
    period.valid.to = read_day(reader, "to", Need::optional);
    if (period.valid.from && period.valid.to && *period.valid.to < *period.valid.from) {
        reader.refuse("to", "out_of_order", "must not be before `from`");
    }
    const std::string word = read_id(reader, "model");
    const auto model = parse_clearance_model(word);
    if (!model && !word.empty()) {
        reader.refuse("model", "unknown_word", "must be single_stop or two_stop");
    }
    period.model = model.value_or(period.model);
    reader.finish();
    return period;
}

struct DocumentGate {
    NetworkGate gate;
    GateState state;
};

DocumentGate read_gate(const Json& json, std::string pointer, FieldErrors& errors) {
    ObjectReader reader{json, std::move(pointer), errors};
    DocumentGate out;
    out.gate.id = read_id(reader, "id");
    GateCalendar& calendar = out.gate.calendar;
    calendar.hours.push_back(read_opening(reader));
    calendar.holidays = read_holidays(reader);
    calendar.process = read_hours(reader, "process_h", Need::required).value_or(calendar.process);
    if (const Json* rows = reader.array("clearance_model", Need::optional, document_rows_max)) {
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const std::string at = pointer_step(reader.pointer("clearance_model"), i);
            calendar.models.push_back(read_period((*rows)[i], at, errors));
        }
    }
    out.gate.fee = read_quantity<Cost>(reader, "fee", Need::required).value_or(Cost{});
    const std::string word = read_id(reader, "state");
    const auto condition = parse_gate_condition(word);
    if (!condition && !word.empty()) {
        reader.refuse("state", "unknown_word", "must be open, restricted, closed or unknown");
    }
    out.state.condition = condition.value_or(GateCondition::unknown);
    out.state.queue = read_hours(reader, "queue_h", Need::optional).value_or(out.state.queue);
    out.state.reported_at = read_time(reader, "reported_at", Need::optional);
    reader.finish();
    return out;
}

std::vector<NetworkLeg> read_legs(ObjectReader& reader, FieldErrors& errors) {
    std::vector<NetworkLeg> legs;
    const Json* rows = reader.array("legs", Need::required, network_legs_max);
    for (std::size_t i = 0; rows != nullptr && i < rows->size(); ++i) {
        legs.push_back(read_leg((*rows)[i], pointer_step(reader.pointer("legs"), i), errors));
    }
    return legs;
}

std::vector<DocumentGate> read_gates(ObjectReader& reader, FieldErrors& errors) {
    std::vector<DocumentGate> gates;
    std::set<std::string> ids;
    const Json* rows = reader.array("gates", Need::optional, network_gates_max);
    for (std::size_t i = 0; rows != nullptr && i < rows->size(); ++i) {
        const std::string at = pointer_step(reader.pointer("gates"), i);
        gates.push_back(read_gate((*rows)[i], at, errors));
        if (!gates.back().gate.id.empty() && !ids.insert(gates.back().gate.id).second) {
            errors.push_back({at + "/id", "repeated", "is the id of an earlier gate"});
        }
    }
    return gates;
}

std::size_t
count_nodes(const std::vector<NetworkLeg>& legs, const std::vector<DocumentGate>& gates) {
    std::set<std::string_view> nodes;
    for (const NetworkLeg& leg : legs) {
        nodes.insert(leg.from);
        nodes.insert(leg.to);
    }
    for (const DocumentGate& each : gates) {
        nodes.insert(each.gate.id);
    }
    return nodes.size();
}

} // namespace

std::optional<DocumentNetwork>
read_network(const Json& json, const std::string& pointer, FieldErrors& errors) {
    const std::size_t errors_before = errors.size();
    ObjectReader reader{json, pointer, errors};
    const std::vector<NetworkLeg> legs = read_legs(reader, errors);
    std::vector<DocumentGate> gates = read_gates(reader, errors);
    reader.finish();
    if (count_nodes(legs, gates) > network_nodes_max) {
        reader.refuse("legs", "too_many", "must join at most 1000 nodes");
    }
    if (errors.size() != errors_before) {
        return std::nullopt;
    }
    std::ranges::sort(gates, {}, [](const DocumentGate& each) { return each.gate.id; });
    DocumentNetwork out;
    std::vector<NetworkGate> network_gates;
    for (DocumentGate& each : gates) {
        network_gates.push_back(std::move(each.gate));
        out.states.push_back(each.state);
    }
    out.network =
        std::make_shared<const Network>(legs, std::move(network_gates), GateWork::every_visit);
    return out;
}

} // namespace route9::fulfillment
