// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/freight.hpp"

#include "core/rounding.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <map>

namespace route9::fulfillment {
namespace {

constexpr std::int64_t kMonthsOfYear = 12;
constexpr int kLastDayTaken = 10;
constexpr int kFirstDayShown = 12;
constexpr std::size_t kMonthTextSize = 7;

constexpr std::array<std::string_view, 4> kUnits{"kg", "tonne", "m3", "truck"};
constexpr std::array<std::string_view, 5> kVehicles{
    "van", "rigid_7_12t", "rigid_12_20t", "rigid_26_32t", "artic_34_40t"
};

/// Preferred numbers of IEC 60063, 24 to the decade: about a tenth from one to the next.
constexpr std::array<std::int64_t, 24> kSteps{10, 11, 12, 13, 15, 16, 18, 20, 22, 24, 27, 30,
                                              33, 36, 39, 43, 47, 51, 56, 62, 68, 75, 82, 91};

Int128 middle_of(std::vector<Int128> values) {
    std::ranges::sort(values);
    const std::size_t half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half]
                                  : divide(values[half - 1] + values[half], 2, Round::half_up);
}

std::int64_t cut_to_64(Int128 value) {
    return static_cast<std::int64_t>(
        std::min<Int128>(value, std::numeric_limits<std::int64_t>::max())
    );
}

/// Puts the step into which the value falls into the rate.
void show_step(Int128 value, FreightRate& rate) {
    constexpr Int128 ten = 10;
    constexpr Int128 first = 100; // ten times the first step: below it steps are whole units
    if (value < ten) {
        rate.low_minor = cut_to_64(value);
        rate.high_minor = rate.low_minor + 1;
        return;
    }
    Int128 scale = 1;
    while (value >= first * scale) {
        scale *= ten;
    }
    const auto above = std::ranges::upper_bound(kSteps, value / scale);
    const Int128 next = above == kSteps.end() ? first : Int128{*above};
    rate.low_minor = cut_to_64(Int128{*std::prev(above)} * scale);
    rate.high_minor = cut_to_64(next * scale);
}

Int128 to_two_digits(Int128 value) {
    constexpr Int128 ten = 10;
    constexpr Int128 hundred = 100;
    Int128 scale = 1;
    while (value >= hundred * scale) {
        scale *= ten;
    }
    return divide(value, scale, Round::half_up) * scale;
}

std::string_view count_words(std::size_t reporters) {
    constexpr std::size_t few = 5;
    constexpr std::size_t some = 10;
    if (reporters <= few) {
        return "3-5";
    }
    return reporters <= some ? "6-10" : "11+";
}

/// The rule of the statistics offices against dominance, with 15 %.
std::optional<std::int64_t> shown_mass(std::vector<Int128> masses) {
    constexpr Int128 percent = 15;
    constexpr Int128 hundred = 100;
    if (masses.size() < freight_reporters_min) {
        return std::nullopt;
    }
    std::ranges::sort(masses, std::greater{});
    Int128 sum = 0;
    for (const Int128 mass : masses) {
        sum += mass;
    }
    const Int128 others = sum - masses[0] - masses[1];
    if (others * hundred < masses[0] * percent || sum == 0) {
        return std::nullopt;
    }
    return cut_to_64(to_two_digits(sum));
}

bool is_before(Day today, Day first, int days) {
    return std::chrono::sys_days{today} < std::chrono::sys_days{first} + std::chrono::days{days};
}

std::optional<std::int64_t> digits_of(std::string_view text) {
    std::int64_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') {
            return std::nullopt;
        }
        value = value * 10 + (c - '0');
    }
    return value;
}

} // namespace

FreightMonth FreightMonth::of(Day day) {
    return FreightMonth{
        static_cast<int>(day.year()) * kMonthsOfYear + static_cast<unsigned>(day.month()) - 1
    };
}

std::optional<FreightMonth> FreightMonth::parse(std::string_view text) {
    constexpr std::size_t dash = 4;
    if (text.size() != kMonthTextSize || text[dash] != '-') {
        return std::nullopt;
    }
    const auto year = digits_of(text.substr(0, dash));
    const auto month = digits_of(text.substr(dash + 1));
    if (!year || !month || *month < 1 || *month > kMonthsOfYear) {
        return std::nullopt;
    }
    return FreightMonth{*year * kMonthsOfYear + *month - 1};
}

std::string FreightMonth::text() const {
    constexpr std::size_t year_digits = 4;
    constexpr std::int64_t ten = 10;
    std::string year = std::to_string(number_ / kMonthsOfYear);
    year.insert(0, year_digits - std::min(year_digits, year.size()), '0');
    const std::int64_t month = number_ % kMonthsOfYear + 1;
    return year + (month < ten ? "-0" : "-") + std::to_string(month);
}

Day FreightMonth::first_day() const {
    return std::chrono::year{static_cast<int>(number_ / kMonthsOfYear)} /
           std::chrono::month{static_cast<unsigned>(number_ % kMonthsOfYear + 1)} / 1;
}

bool FreightMonth::takes_reports(Day today) const {
    return is_before(today, next().first_day(), kLastDayTaken);
}

bool FreightMonth::is_shown(Day today) const {
    return !is_before(today, next().first_day(), kFirstDayShown - 1);
}

FreightMonth newest_shown(Day today) {
    const FreightMonth month{FreightMonth::of(today).number() - 1};
    return month.is_shown(today) ? month : FreightMonth{month.number() - 1};
}

bool is_freight_unit(std::string_view text) noexcept {
    return std::ranges::find(kUnits, text) != kUnits.end();
}

bool is_freight_vehicle(std::string_view text) noexcept {
    return std::ranges::find(kVehicles, text) != kVehicles.end();
}

std::optional<FreightRate> freight_rate(std::span<const FreightReport> reports) {
    std::map<PartyId, std::vector<Int128>> prices;
    std::map<PartyId, Int128> carried;
    for (const FreightReport& report : reports) {
        prices[report.reporter].push_back(report.price_minor);
        if (report.mass_g) {
            carried[report.reporter] += *report.mass_g;
        }
    }
    if (prices.size() < freight_reporters_min) {
        return std::nullopt;
    }
    std::vector<Int128> values;
    values.reserve(prices.size());
    for (const auto& [party, told] : prices) {
        values.push_back(middle_of(told));
    }
    const Int128 middle = middle_of(values);
    Int128 sum = 0;
    for (const Int128 value : values) {
        sum += std::clamp(value, divide(middle, 2, Round::half_up), middle * 2);
    }
    std::vector<Int128> masses;
    masses.reserve(carried.size());
    for (const auto& [party, mass] : carried) {
        masses.push_back(mass);
    }
    FreightRate rate;
    show_step(divide(sum, static_cast<Int128>(values.size()), Round::half_up), rate);
    rate.reporters = count_words(values.size());
    rate.mass_g = shown_mass(std::move(masses));
    return rate;
}

} // namespace route9::fulfillment
