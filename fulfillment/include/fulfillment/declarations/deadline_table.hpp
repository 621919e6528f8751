// SPDX-License-Identifier: Apache-2.0
// The deadlines an assessment checks, as dated rows: at least so long between two events, or at
// most so many calendar days in corridor time (the day of the first event is 0). Hours are clock
// time. Source: Customs Law 54/2014 art 25; data/customs/deadlines.csv.
#pragma once

#include "core/time.hpp"
#include "fulfillment/declarations/table_text.hpp"
#include "fulfillment/declarations/terms.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::declarations {

enum class CustomsEvent : std::uint8_t { registered_on, lodged_at, vehicle_departs_at, arrived_at };

/// What is known of the events; registration is a day, the others are instants.
struct CustomsEvents {
    Day registered_on{};
    std::optional<Instant> lodged_at;
    std::optional<Instant> vehicle_departs_at;
    std::optional<Instant> arrived_at;
};

enum class DeadlineUnit : std::uint8_t { hours, days };
enum class DeadlineKind : std::uint8_t { at_least, at_most };

struct Deadline {
    std::string id;
    Country country = Country::vn;
    Direction direction;
    std::vector<Service> services; // empty = any
    Flag flag{};
    CustomsEvent from{};
    CustomsEvent due{};
    DeadlineKind kind = DeadlineKind::at_least;
    std::int64_t amount = 0;
    DeadlineUnit unit = DeadlineUnit::hours;
    Certainty certainty = Certainty::read;
    Decision on_miss = Decision::accept;
    Validity validity;
    std::string legal_ref;

    /// False when one of the two events is not known.
    bool missed(const CustomsEvents& events) const;
};

std::vector<Deadline>
read_deadlines(std::string_view file, std::string_view text, FieldErrors& errors);

} // namespace route9::fulfillment::declarations
