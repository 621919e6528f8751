// SPDX-License-Identifier: Apache-2.0
// What carrying a parcel emits: grams of CO2e = tonnes × kilometres × a factor, leg by leg. Nothing
// is rounded, so that parcels add up to their trip and legs to their parcel exactly. Factors are
// defaults of a vehicle class, never measurements, and nothing made from them is certified. Pure.
// Source: ISO 14083 / GLEC as in data/emissions/SOURCES.md.
#pragma once

#include "core/result.hpp"
#include "core/rounding.hpp"
#include "fulfillment/corridor.hpp"
#include "fulfillment/truck_mass.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

/// Grams of CO2 equivalents, exact to 10^-16 g: grams × metres × milligrams × percent × percent.
class Co2e {
public:
    constexpr Co2e() = default;
    static constexpr Co2e of_units(Int128 units) {
        Co2e co2e;
        co2e.units_ = units;
        return co2e;
    }
    /// Without trailing zeros: "77.88".
    std::string grams() const;

    constexpr Co2e& operator+=(Co2e other) {
        units_ += other.units_;
        return *this;
    }
    friend constexpr auto operator<=>(const Co2e&, const Co2e&) = default;

private:
    Int128 units_ = 0;
};

struct TransportFactor {
    std::string id;
    std::int64_t mg_per_tkm = 0;
    std::string scope; // "WTW", "TTW"
    int year = 0;      // of the method
    std::int64_t payload_max_g = 0;
    int uncertainty_percent = 0;
    Certainty certainty = Certainty::uncertain;
    std::vector<std::string> sources;
};

struct PackagingFactor {
    std::string id;
    std::string name;
    std::int64_t mg_per_kg = 0;
    int year = 0;
    Certainty certainty = Certainty::uncertain;
    std::vector<std::string> sources;
};

class EmissionTable {
public:
    /// `planning` is the factor plans are made with: the default, so that a plan and a report say
    /// the same. Errors: malformed_json; validation_failed with pointers into "factors.json#".
    static Result<EmissionTable> load(std::string_view file, const EmissionFactor& planning);

    /// The first class that carries the payload; the default where none is known or does.
    const TransportFactor& for_payload(std::optional<std::int64_t> payload_g) const;
    const TransportFactor& fallback() const { return transport_[fallback_]; }
    /// Null when there is none of this id.
    const TransportFactor* transport(std::string_view id) const noexcept;
    const PackagingFactor* packaging(std::string_view id) const noexcept;
    std::span<const PackagingFactor> packagings() const noexcept { return packaging_; }
    int cold_percent() const noexcept { return cold_percent_; }
    int driven_percent() const noexcept { return driven_percent_; }

private:
    std::vector<TransportFactor> transport_; // payloads rise
    std::vector<PackagingFactor> packaging_;
    std::size_t fallback_ = 0;
    int cold_percent_ = 100;
    int driven_percent_ = 100;
};

struct TripLeg {
    std::string from;
    std::string to;
    DistanceKm km;
    bool onward = false; // another vehicle has taken over

    friend bool operator==(const TripLeg&, const TripLeg&) = default;
};

/// The shortest way between two nodes that crosses the border at `gate` alone (empty: nowhere), by
/// legs that bear the mass. Equal ways: the one found by the lowest node numbers. Nullopt when
/// there is none.
std::optional<std::vector<TripLeg>> shortest_trip(
    const Network& network,
    std::string_view from,
    std::string_view gate,
    std::string_view to,
    const TruckMass& mass = {}
);
/// The legs of a path that is known node by node; nullopt where two of them are no neighbours.
std::optional<std::vector<TripLeg>>
trip_along(const Network& network, std::span<const std::string> nodes);

/// What a vehicle emits on its legs.
struct VehicleEmission {
    std::string factor;
    int factor_year = 0;
    std::string scope;
    std::int64_t mg_per_tkm = 0;
    bool of_class = false;  // by the vehicle's payload; otherwise the default
    int cold_percent = 100; // 100 = not cold

    friend bool operator==(const VehicleEmission&, const VehicleEmission&) = default;
};

/// What a trip's emissions are computed from, whole: it stays as it was when factors change.
struct TripEmission : VehicleEmission {
    int driven_percent = 100;
    std::vector<TripLeg> legs;
    std::optional<DistanceKm> driven; // as the truck's clock told, instead of the planned legs
    std::optional<VehicleEmission> onward{}; // of another that takes over at the gate

    /// What counts: the planned legs, or one from end to end of the driven kilometres.
    std::vector<TripLeg> counted() const;
    DistanceKm km() const;
    Co2e of(std::int64_t mass_g, const TripLeg& leg) const;
    Co2e of(std::int64_t mass_g) const; // of all that counts
};

/// What is asked of the factors.
struct EmittingVehicle {
    std::optional<std::int64_t> payload_g; // absent: no vehicle is named
    bool cold = false;
};

VehicleEmission vehicle_emission(const EmissionTable& table, const EmittingVehicle& vehicle);

TripEmission trip_emission(
    const EmissionTable& table,
    std::vector<TripLeg> legs,
    std::optional<std::int64_t> payload_g,
    bool cold
);

/// Of the material: grams × milligrams a kilogram.
Co2e packaging_emission(std::int64_t weight_g, std::int64_t mg_per_kg);

} // namespace route9::fulfillment
