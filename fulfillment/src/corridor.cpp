// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/corridor.hpp"

#include "corridor_rows.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

Result<Json> parse_file(std::string_view name, std::string_view text) {
    auto json = parse_json(text);
    if (!json) {
        Error error = std::move(json).error();
        error.detail.insert(0, std::string{name} + ": ");
        return Failure{std::move(error)};
    }
    return json;
}

void check_hubs(const Corridor& corridor, const Places& places, FieldErrors& errors) {
    const auto is_node = [&](const std::string& id) {
        return std::ranges::find(corridor.hubs, id, &Hub::id) != corridor.hubs.end();
    };
    const auto is_gate = [&](const std::string& id) {
        return std::ranges::find(corridor.gates, id, &CorridorGate::id) != corridor.gates.end();
    };
    for (std::size_t i = 0; i < corridor.hubs.size(); ++i) {
        const Hub& hub = corridor.hubs[i];
        const std::string at = pointer_step("hubs.json#/hubs", i);
        if (!hub.near_gate.empty() && !is_gate(hub.near_gate)) {
            errors.push_back({at + "/near_gate", "unknown_gate", "must be the id of a gate"});
        }
        if (is_gate(hub.id)) {
            errors.push_back({at + "/id", "repeated", "is the id of a gate; ids are unique"});
        }
    }
    for (const Province& province : places.provinces) {
        if (!province.hub.empty() && !is_node(province.hub)) {
            errors.push_back(
                {(province.country == "VN" ? "provinces_vn.json#" : "provinces_la.json#") +
                     pointer_step("", province.code) + "/hub",
                 "unknown_node",
                 "must be the id of a hub"}
            );
        }
    }
}

std::shared_ptr<const Network> build_network(const Corridor& corridor) {
    std::vector<NetworkLeg> legs;
    legs.reserve(corridor.legs.size());
    for (const CorridorLeg& leg : corridor.legs) {
        legs.push_back(leg.leg);
    }
    std::vector<NetworkGate> gates;
    gates.reserve(corridor.gates.size());
    for (const CorridorGate& gate : corridor.gates) {
        gates.push_back({gate.id, gate.calendar, gate.fee});
    }
    return std::make_shared<const Network>(legs, std::move(gates), GateWork::country_change);
}

} // namespace

Result<Corridor> load_corridor(const CorridorFiles& files) {
    const std::array<std::pair<std::string_view, std::string_view>, 5> texts{{
        {"gates.json", files.gates},
        {"hubs.json", files.hubs},
        {"legs.json", files.legs},
        {"provinces_la.json", files.provinces_la},
        {"provinces_vn.json", files.provinces_vn},
    }};
    std::array<Json, 5> parsed;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        auto json = parse_file(texts[i].first, texts[i].second);
        if (!json) {
            return Failure{std::move(json).error()};
        }
        parsed[i] = std::move(*json);
    }
    Corridor corridor;
    Places places;
    FieldErrors errors;
    corridor.gates = read_gates(parsed[0], errors);
    corridor.hubs = read_hubs(parsed[1], errors);
    read_legs(parsed[2], corridor, errors);
    read_lao_provinces(parsed[3], places, errors);
    read_vietnamese_provinces(parsed[4], places, errors);
    read_former_districts(files.former_districts_vn, places, errors);
    check_hubs(corridor, places, errors);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    corridor.network = build_network(corridor);
    corridor.addresses = AddressBook{std::move(places)};
    return corridor;
}

} // namespace route9::fulfillment
