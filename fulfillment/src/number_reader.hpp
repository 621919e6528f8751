// SPDX-License-Identifier: Apache-2.0
// Reads planning numbers from JSON into exact quantities. Unlike the API's money, tool documents
// and data files may write a number plainly (5.2) or as decimal text ("5.2"); neither becomes
// binary floating point.
#pragma once

#include "core/json.hpp"
#include "fulfillment/corridor_time.hpp"
#include "fulfillment/gate_calendar.hpp"
#include "fulfillment/quantity.hpp"

#include <chrono>
#include <optional>
#include <string_view>

namespace route9::fulfillment {

std::optional<Decimal> read_number(ObjectReader& reader, std::string_view name, Need need);
/// Not negative, at most a year.
std::optional<std::chrono::minutes>
read_hours(ObjectReader& reader, std::string_view name, Need need);
std::optional<LocalDay> read_day(ObjectReader& reader, std::string_view name, Need need);
std::optional<LocalTime> read_time(ObjectReader& reader, std::string_view name, Need need);
std::optional<std::chrono::minutes>
read_time_of_day(ObjectReader& reader, std::string_view name, Need need);

void refuse_quantity(ObjectReader& reader, std::string_view name, int decimals);

/// Not negative.
template <class Q>
std::optional<Q> read_quantity(ObjectReader& reader, std::string_view name, Need need) {
    const auto number = read_number(reader, name, need);
    if (!number) {
        return std::nullopt;
    }
    const auto quantity = number->is_negative() ? std::nullopt : Q::from(*number);
    if (!quantity) {
        refuse_quantity(reader, name, Q::decimals);
    }
    return quantity;
}

} // namespace route9::fulfillment
