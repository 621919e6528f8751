// SPDX-License-Identifier: Apache-2.0
#include "corridor_rows.hpp"
#include "number_reader.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 3> kModes{"road", "rail", "sea"};

Hub read_hub(
    const Json& row, std::string pointer, std::set<std::string>& ids, FieldErrors& errors
) {
    ObjectReader reader{row, std::move(pointer), errors};
    Hub hub;
    hub.id = read_word(reader, "id", Need::required);
    note_id(reader, "id", hub.id, ids);
    hub.kind = read_word(reader, "kind", Need::required);
    hub.country = read_word(reader, "country", Need::required);
    hub.province = read_word(reader, "province", Need::required);
    hub.name_en = read_word(reader, "name_en", Need::required);
    hub.name_local = read_word(reader, hub.country == "LA" ? "name_lo" : "name_vi", Need::required);
    hub.near_gate = read_word(reader, "near_gate", Need::optional);
    hub.unlocode = read_word(reader, "unlocode", Need::optional);
    hub.at = read_coordinates(reader, Need::required).value_or(Coordinates{});
    hub.certainty = read_certainty(reader, "certainty");
    hub.sources = read_texts(reader, "sources", Need::required);
    if (!hub.country.empty() && hub.country != "LA" && hub.country != "VN") {
        reader.refuse("country", "unknown_word", "must be VN or LA");
    }
    reader.finish();
    return hub;
}

std::set<std::string> node_ids(const Corridor& corridor) {
    std::set<std::string> ids;
    for (const CorridorGate& gate : corridor.gates) {
        ids.insert(gate.id);
    }
    for (const Hub& hub : corridor.hubs) {
        ids.insert(hub.id);
    }
    return ids;
}

void read_cost_model(const Json& row, std::string pointer, CostModel& out, FieldErrors& errors) {
    ObjectReader reader{row, std::move(pointer), errors};
    out.currency = read_word(reader, "currency", Need::required);
    out.per_km = read_quantity<Cost>(reader, "cost_per_km", Need::required).value_or(Cost{});
    read_word(reader, "basis", Need::required);
    read_texts(reader, "sources", Need::required);
    read_certainty(reader, "certainty");
    reader.finish();
}

void read_emission(const Json& row, std::string pointer, EmissionFactor& out, FieldErrors& errors) {
    constexpr std::int64_t grams_max = 10'000;
    ObjectReader reader{row, std::move(pointer), errors};
    out.id = read_word(reader, "factor", Need::required);
    out.grams_per_tkm = reader.integer("g_per_tkm", Need::required, 0, grams_max).value_or(0);
    out.cold_percent = reader.integer("cold_percent", Need::required, 100, 1'000).value_or(100);
    read_texts(reader, "sources", Need::required);
    read_certainty(reader, "certainty");
    reader.finish();
}

/// Cost of a leg: its kilometres times the cost of one, cut to a millionth.
Cost cost_of(DistanceKm km, Cost per_km) {
    const Int128 product = static_cast<Int128>(km.units()) * per_km.units();
    return Cost::of_units(static_cast<std::int64_t>(
        divide(product, power_of_ten(DistanceKm::decimals), Round::half_up)
    ));
}

CorridorLeg read_leg(
    const Json& row,
    std::string pointer,
    const std::set<std::string>& nodes,
    const CostModel& cost_model,
    FieldErrors& errors
) {
    ObjectReader reader{row, std::move(pointer), errors};
    CorridorLeg out;
    const auto end = [&](std::string_view name) {
        std::string id = read_word(reader, name, Need::required);
        if (!id.empty() && !nodes.contains(id)) {
            reader.refuse(name, "unknown_node", "must be the id of a hub or a gate");
        }
        return id;
    };
    out.leg.from = end("from");
    out.leg.to = end("to");
    if (!out.leg.from.empty() && out.leg.from == out.leg.to) {
        reader.refuse("to", "same_node", "must be another node than `from`");
    }
    const std::string country = read_word(reader, "country", Need::required);
    out.leg.side = country == "LA" ? LegSide::laos : LegSide::viet_nam;
    if (country != "LA" && country != "VN") {
        reader.refuse("country", "unknown_word", "must be VN or LA");
    }
    out.mode = read_word(reader, "mode", Need::required);
    if (std::ranges::find(kModes, out.mode) == kModes.end()) {
        reader.refuse("mode", "unknown_word", "must be road, rail or sea");
    }
    out.road = read_word(reader, "road", Need::optional);
    out.leg.km = read_quantity<DistanceKm>(reader, "km", Need::required).value_or(DistanceKm{});
    out.leg.duration = read_hours(reader, "h", Need::required).value_or(out.leg.duration);
    out.leg.mass_max = read_quantity<VehicleMassT>(reader, "max_mass_t", Need::optional);
    out.leg.cost = cost_of(out.leg.km, cost_model.per_km);
    out.certainty = read_certainty(reader, "certainty");
    out.sources = read_texts(reader, "sources", Need::required);
    reader.finish();
    return out;
}

} // namespace

std::vector<Hub> read_hubs(const Json& file, FieldErrors& errors) {
    ObjectReader reader{file, "hubs.json#", errors};
    std::vector<Hub> hubs;
    std::set<std::string> ids;
    read_word(reader, "as_of", Need::required);
    if (const Json* rows = reader.array("hubs", Need::required, network_nodes_max / 2)) {
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const std::string at = pointer_step(reader.pointer("hubs"), i);
            hubs.push_back(read_hub((*rows)[i], at, ids, errors));
        }
    }
    reader.finish();
    return hubs;
}

void read_legs(const Json& file, Corridor& corridor, FieldErrors& errors) {
    ObjectReader reader{file, "legs.json#", errors};
    read_word(reader, "as_of", Need::required);
    if (const Json* row = reader.object("cost_model", Need::required)) {
        read_cost_model(*row, reader.pointer("cost_model"), corridor.cost_model, errors);
    }
    if (const Json* row = reader.object("emission", Need::required)) {
        read_emission(*row, reader.pointer("emission"), corridor.emission, errors);
    }
    if (const Json* rows = reader.array("legs", Need::required, network_legs_max)) {
        const std::set<std::string> nodes = node_ids(corridor);
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const std::string at = pointer_step(reader.pointer("legs"), i);
            corridor.legs.push_back(read_leg((*rows)[i], at, nodes, corridor.cost_model, errors));
        }
    }
    reader.finish();
}

} // namespace route9::fulfillment
