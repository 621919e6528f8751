// SPDX-License-Identifier: Apache-2.0
// What a truck asks of roads and bridges: its gross mass; where another vehicle takes its load over
// at the gate, that one's from there on. Absent: any road bears it. A value; no I/O, no errors.
#pragma once

#include "fulfillment/quantity.hpp"

#include <optional>
#include <string>

namespace route9::fulfillment {

class TruckMass {
public:
    TruckMass() = default;
    TruckMass(std::nullopt_t) {}
    TruckMass(VehicleMassT mass) : before_(mass), beyond_(mass) {}
    TruckMass(std::optional<VehicleMassT> mass) : before_(mass), beyond_(mass) {}
    /// Up to the gate, and from its work on.
    TruckMass(std::optional<VehicleMassT> before, std::optional<VehicleMassT> beyond)
        : before_(before), beyond_(beyond) {}

    /// Whether any road may be too weak.
    explicit operator bool() const { return before_.has_value() || beyond_.has_value(); }
    void reset() { *this = {}; }

    const std::optional<VehicleMassT>& on(bool beyond) const { return beyond ? beyond_ : before_; }
    bool is_borne(const std::optional<VehicleMassT>& mass_max, bool beyond) const {
        const std::optional<VehicleMassT>& mass = on(beyond);
        return !mass || !mass_max || *mass <= *mass_max;
    }
    std::string text() const {
        const auto word = [](const std::optional<VehicleMassT>& mass) {
            return mass ? mass->text() : std::string{"-"};
        };
        return before_ == beyond_ ? word(before_) : word(before_) + "/" + word(beyond_);
    }

    friend bool operator==(const TruckMass&, const TruckMass&) = default;

private:
    std::optional<VehicleMassT> before_;
    std::optional<VehicleMassT> beyond_;
};

} // namespace route9::fulfillment
