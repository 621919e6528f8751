// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/emissions.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr int kUnitDecimals = 16;
constexpr Int128 kTen = 10;
constexpr Int128 kPercentSquared = 10'000;

struct Reached {
    std::int64_t metres = std::numeric_limits<std::int64_t>::max();
    VertexIndex from = 0;
    bool settled = false;
    bool beyond = false; // the border
};

/// The lowest numbered of the nearest vertices that are not settled.
std::optional<VertexIndex> nearest(std::span<const Reached> reached) {
    std::optional<VertexIndex> best;
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const Reached& each = reached[i];
        const bool known = each.metres != std::numeric_limits<std::int64_t>::max();
        if (known && !each.settled && (!best || each.metres < reached[*best].metres)) {
            best = static_cast<VertexIndex>(i);
        }
    }
    return best;
}

std::vector<Reached> reach_from(
    const Network& network,
    NodeIndex origin,
    std::optional<GateIndex> passable,
    const TruckMass& mass
) {
    std::vector<Reached> reached(network.vertex_count());
    for (const VertexIndex vertex : network.origins_at(origin)) {
        reached[vertex] = {.metres = 0, .from = vertex};
    }
    while (const auto vertex = nearest(reached)) {
        reached[*vertex].settled = true;
        for (const Arc& arc : network.arcs_from(*vertex)) {
            const std::int64_t metres = reached[*vertex].metres + arc.km.units();
            const bool passes = !arc.gate || arc.gate == passable;
            const bool beyond = reached[*vertex].beyond;
            const bool bears = mass.is_borne(arc.mass_max, beyond);
            if (passes && bears && metres < reached[arc.to].metres) {
                reached[arc.to] = {
                    .metres = metres, .from = *vertex, .beyond = beyond || arc.gate.has_value()
                };
            }
        }
    }
    return reached;
}

std::optional<DistanceKm> between(const Network& network, NodeIndex from, NodeIndex to) {
    std::optional<DistanceKm> least;
    for (const VertexIndex vertex : network.origins_at(from)) {
        for (const Arc& arc : network.arcs_from(vertex)) {
            if (!arc.gate && network.node_of(arc.to) == to && (!least || arc.km < *least)) {
                least = arc.km;
            }
        }
    }
    return least;
}

} // namespace

std::string Co2e::grams() const {
    Int128 rest = units_;
    std::string digits;
    for (int place = 0; place < kUnitDecimals || rest != 0; ++place) {
        const int digit = static_cast<int>(rest % kTen);
        rest /= kTen;
        if (place >= kUnitDecimals || digit != 0 || !digits.empty()) {
            digits += static_cast<char>('0' + digit);
        }
        if (place == kUnitDecimals - 1 && !digits.empty()) {
            digits += '.';
        }
    }
    if (digits.empty() || digits.back() == '.') {
        digits += '0';
    }
    std::ranges::reverse(digits);
    return digits;
}

std::optional<std::vector<TripLeg>> shortest_trip(
    const Network& network,
    std::string_view from,
    std::string_view gate,
    std::string_view to,
    const TruckMass& mass
) {
    const auto origin = network.find_node(from);
    const auto destination = network.find_node(to);
    const auto passable = network.find_gate(gate);
    if (!origin || !destination || (!gate.empty() && !passable)) {
        return std::nullopt;
    }
    const std::vector<Reached> reached = reach_from(network, *origin, passable, mass);
    const auto ends = network.destinations_at(*destination);
    const auto end = std::ranges::min_element(ends, {}, [&](VertexIndex vertex) {
        return reached[vertex].metres;
    });
    if (end == ends.end() || !reached[*end].settled) {
        return std::nullopt;
    }
    std::vector<TripLeg> legs;
    for (VertexIndex at = *end; reached[at].from != at; at = reached[at].from) {
        const VertexIndex before = reached[at].from;
        const auto metres = reached[at].metres - reached[before].metres;
        if (network.node_of(before) != network.node_of(at)) {
            legs.push_back(
                {network.node_id(network.node_of(before)),
                 network.node_id(network.node_of(at)),
                 DistanceKm::of_units(metres)}
            );
        }
    }
    std::ranges::reverse(legs);
    return legs;
}

std::optional<std::vector<TripLeg>>
trip_along(const Network& network, std::span<const std::string> nodes) {
    std::vector<TripLeg> legs;
    for (std::size_t i = 1; i < nodes.size(); ++i) {
        const auto from = network.find_node(nodes[i - 1]);
        const auto to = network.find_node(nodes[i]);
        const auto km = from && to ? between(network, *from, *to) : std::nullopt;
        if (!km) {
            return std::nullopt;
        }
        legs.push_back({nodes[i - 1], nodes[i], *km});
    }
    return legs;
}

std::vector<TripLeg> TripEmission::counted() const {
    if (!driven || legs.empty()) {
        return legs;
    }
    return {TripLeg{legs.front().from, legs.back().to, *driven}};
}

DistanceKm TripEmission::km() const {
    DistanceKm sum;
    for (const TripLeg& leg : counted()) {
        sum += leg.km;
    }
    return sum;
}

Co2e TripEmission::of(std::int64_t mass_g, const TripLeg& leg) const {
    ROUTE9_ASSERT(mass_g >= 0 && leg.km >= DistanceKm{});
    const VehicleEmission& by = leg.onward && onward ? *onward : *this;
    const Int128 share = static_cast<Int128>(mass_g) * leg.km.units() * by.mg_per_tkm;
    return Co2e::of_units(share * by.cold_percent * (driven ? driven_percent : 100));
}

Co2e TripEmission::of(std::int64_t mass_g) const {
    Co2e sum;
    for (const TripLeg& leg : counted()) {
        sum += of(mass_g, leg);
    }
    return sum;
}

VehicleEmission vehicle_emission(const EmissionTable& table, const EmittingVehicle& vehicle) {
    const TransportFactor& factor = table.for_payload(vehicle.payload_g);
    return VehicleEmission{
        .factor = factor.id,
        .factor_year = factor.year,
        .scope = factor.scope,
        .mg_per_tkm = factor.mg_per_tkm,
        .of_class = vehicle.payload_g && *vehicle.payload_g <= factor.payload_max_g,
        .cold_percent = vehicle.cold ? table.cold_percent() : 100,
    };
}

TripEmission trip_emission(
    const EmissionTable& table,
    std::vector<TripLeg> legs,
    std::optional<std::int64_t> payload_g,
    bool cold
) {
    TripEmission trip;
    static_cast<VehicleEmission&>(trip) = vehicle_emission(table, {payload_g, cold});
    trip.driven_percent = table.driven_percent();
    trip.legs = std::move(legs);
    return trip;
}

Co2e packaging_emission(std::int64_t weight_g, std::int64_t mg_per_kg) {
    constexpr Int128 micrograms = 1'000'000; // grams × milligrams a kilogram are micrograms
    return Co2e::of_units(static_cast<Int128>(weight_g) * mg_per_kg * micrograms * kPercentSquared);
}

} // namespace route9::fulfillment
