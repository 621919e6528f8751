// SPDX-License-Identifier: Apache-2.0
// What freight cost on a lane, told by many and shown so that nobody's own price can be read from
// it. A cell is one lane, direction, unit, vehicle, currency and calendar month, so that every
// report is in one cell and cells cannot be subtracted from one another. A month is shown once no
// report of it is taken any more, so a cell never changes. Parties count once, however many keys
// they have; fewer than three show nothing. Pure. Source: docs/adr/0020.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

/// Calendar months of corridor time (+07:00) since year 0: year × 12 + month − 1.
class FreightMonth {
public:
    constexpr FreightMonth() = default;
    explicit constexpr FreightMonth(std::int64_t number) : number_(number) {}

    static FreightMonth of(Day day);
    /// "2026-02"; nullopt otherwise.
    static std::optional<FreightMonth> parse(std::string_view text);

    constexpr std::int64_t number() const noexcept { return number_; }
    std::string text() const;
    Day first_day() const;
    FreightMonth next() const { return FreightMonth{number_ + 1}; }

    /// Reports are taken through the tenth day of the next month.
    bool takes_reports(Day today) const;
    /// From the twelfth day of the next month on: what was on its way has arrived by then.
    bool is_shown(Day today) const;

    friend constexpr auto operator<=>(const FreightMonth&, const FreightMonth&) = default;

private:
    std::int64_t number_ = 0;
};

/// The newest month that is shown on this day.
FreightMonth newest_shown(Day today);

/// Of what the price is: "kg", "tonne", "m3" or "truck", which names its vehicle.
bool is_freight_unit(std::string_view text) noexcept;
bool is_freight_vehicle(std::string_view text) noexcept;

struct FreightReport {
    PartyId reporter; // empty: the tenant's own staff, one reporter whoever of them told
    std::int64_t price_minor = 0;
    std::optional<std::int64_t> mass_g;
};

/// What is shown of a cell.
struct FreightRate {
    std::int64_t low_minor = 0; // the typical price lies in [low, high)
    std::int64_t high_minor = 0;
    std::string_view reporters;         // "3-5", "6-10", "11+"
    std::optional<std::int64_t> mass_g; // to two digits; absent where one party stands out
};

inline constexpr std::size_t freight_reporters_min = 3;

/// The middle of each party's prices counts once, held between half and twice the middle of all, so
/// that neither many reports nor one outlier move the mean; of the mean only its step of 24 to the
/// decade is shown. The carried mass is shown where what the third and further parties carried is
/// at least 15 % of the largest party's. Nullopt with fewer than three parties.
std::optional<FreightRate> freight_rate(std::span<const FreightReport> reports);

} // namespace route9::fulfillment
