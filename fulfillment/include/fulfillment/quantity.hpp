// SPDX-License-Identifier: Apache-2.0
// Exact planning quantities: an integer count of a fixed decimal fraction, so that sums and
// comparisons never round. The unit is in the name of the type; the currency of a Cost is that of
// the document or corridor it came from (a plan never mixes two).
#pragma once

#include "core/decimal.hpp"
#include "core/rounding.hpp"

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>

namespace route9::fulfillment {

/// The largest whole amount any input may state; sums of thousands of them still fit.
inline constexpr std::int64_t quantity_whole_max = 1'000'000'000;

template <class Tag>
class Quantity {
public:
    /// Digits after the decimal point that are kept.
    static constexpr int decimals = Tag::decimals;

    constexpr Quantity() = default;

    static constexpr Quantity of_units(std::int64_t units) {
        Quantity quantity;
        quantity.units_ = units;
        return quantity;
    }
    static constexpr Quantity whole(std::int64_t amount) {
        std::int64_t units = amount;
        for (int i = 0; i < decimals; ++i) {
            units *= 10;
        }
        return of_units(units);
    }
    /// Nullopt when the number is out of range or has more decimals than are kept.
    static std::optional<Quantity> from(Decimal value) {
        if (value < Decimal{-quantity_whole_max, 0} || value > Decimal{quantity_whole_max, 0}) {
            return std::nullopt;
        }
        const Int128 units = static_cast<Int128>(value.units()) * power_of_ten(decimals);
        const std::int64_t divisor = power_of_ten(value.scale());
        if (units % divisor != 0) {
            return std::nullopt;
        }
        return of_units(static_cast<std::int64_t>(units / divisor));
    }

    constexpr std::int64_t units() const noexcept { return units_; }
    Decimal decimal() const { return Decimal{units_, decimals}; }
    /// Without trailing zeros: "330", "19.8".
    std::string text() const { return decimal().text(); }

    constexpr Quantity& operator+=(Quantity other) {
        units_ += other.units_;
        return *this;
    }
    constexpr Quantity& operator-=(Quantity other) {
        units_ -= other.units_;
        return *this;
    }
    friend constexpr Quantity operator+(Quantity left, Quantity right) { return left += right; }
    friend constexpr Quantity operator-(Quantity left, Quantity right) { return left -= right; }
    friend constexpr auto operator<=>(const Quantity&, const Quantity&) = default;

private:
    std::int64_t units_ = 0;
};

struct CostTag {
    static constexpr int decimals = 6;
};
struct DistanceTag {
    static constexpr int decimals = 3;
};
struct WeightTag {
    static constexpr int decimals = 6;
};
struct VolumeTag {
    static constexpr int decimals = 6;
};
struct VehicleMassTag {
    static constexpr int decimals = 3;
};
using Cost = Quantity<CostTag>;
using DistanceKm = Quantity<DistanceTag>;
using WeightKg = Quantity<WeightTag>;
using VolumeM3 = Quantity<VolumeTag>;
using VehicleMassT = Quantity<VehicleMassTag>;

/// Decimal hours rounded to whole minutes; nullopt when negative or longer than a year.
std::optional<std::chrono::minutes> minutes_from_hours(Decimal hours);

/// This share of a quantity, rounded half up: `part` of `whole` pieces.
template <class Tag>
Quantity<Tag> share(Quantity<Tag> total, std::int64_t part, std::int64_t whole) {
    return Quantity<Tag>::of_units(static_cast<std::int64_t>(
        divide(static_cast<Int128>(total.units()) * part, whole, Round::half_up)
    ));
}

} // namespace route9::fulfillment
