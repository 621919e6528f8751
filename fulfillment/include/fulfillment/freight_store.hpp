// SPDX-License-Identifier: Apache-2.0
// Freight observations as parties told them, and the cells of a month as they may be shown. Nothing
// reads single observations out but the party's own correction.
#pragma once

#include "core/money.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/freight.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

struct FreightLane {
    std::string from; // node ids
    std::string to;
    std::string unit;
    std::string vehicle; // of the unit "truck"; else empty
    Currency currency{};

    friend bool operator==(const FreightLane&, const FreightLane&) = default;
};

struct FreightObservation {
    TenantId tenant;
    PartyId reporter;
    std::string key; // the reporter's own
    Day day{};
    FreightLane lane;
    std::int64_t price_minor = 0;
    std::optional<std::int64_t> mass_g;
    Instant received_at{};
};

struct FreightCell {
    FreightLane lane;
    FreightRate rate;
};

/// Of one reporter and month; more is a slip or an attempt.
inline constexpr std::int64_t freight_reports_of_month_max = 500;

enum class FreightKept : std::uint8_t { accepted, known, corrected, frozen, too_many };

std::string_view name(FreightKept kept) noexcept;

namespace freight_observations {

/// The same key again replaces what it said, while both months still take reports on this day.
FreightKept keep(Tx& tx, const FreightObservation& observation, Day today);
/// What may be shown of the month, by lane, unit, vehicle and currency.
std::vector<FreightCell> cells(Tx& tx, const TenantId& tenant, FreightMonth month);

} // namespace freight_observations
} // namespace route9::fulfillment
