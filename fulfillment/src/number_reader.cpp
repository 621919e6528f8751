// SPDX-License-Identifier: Apache-2.0
#include "number_reader.hpp"

#include <fmt/format.h>

namespace route9::fulfillment {

std::optional<Decimal> read_number(ObjectReader& reader, std::string_view name, Need need) {
    const Json* value = reader.any(name, need);
    if (value == nullptr) {
        return std::nullopt;
    }
    auto digits = number_text(*value);
    if (!digits && value->is_string()) {
        digits = value->get<std::string>();
    }
    if (!digits) {
        reader.refuse(name, "wrong_type", "must be a number such as 5.2 or \"5.2\"");
        return std::nullopt;
    }
    const auto number = Decimal::parse(*digits);
    if (!number) {
        reader.refuse(name, "number", "must be a plain decimal number such as 5.2");
        return std::nullopt;
    }
    return *number;
}

void refuse_quantity(ObjectReader& reader, std::string_view name, int decimals) {
    reader.refuse(
        name,
        "out_of_range",
        fmt::format("must be from 0 to {} with at most {} decimals", quantity_whole_max, decimals)
    );
}

std::optional<std::chrono::minutes>
read_hours(ObjectReader& reader, std::string_view name, Need need) {
    const auto number = read_number(reader, name, need);
    if (!number) {
        return std::nullopt;
    }
    const auto minutes = minutes_from_hours(*number);
    if (!minutes) {
        reader.refuse(name, "out_of_range", "must be hours from 0 to a year");
    }
    return minutes;
}

std::optional<LocalDay> read_day(ObjectReader& reader, std::string_view name, Need need) {
    const auto text = reader.text(name, need, 10);
    if (!text) {
        return std::nullopt;
    }
    const auto day = parse_day(*text);
    if (!day) {
        reader.refuse(name, "day", "must be a calendar day such as \"2026-04-14\"");
        return std::nullopt;
    }
    return to_local_day(*day);
}

std::optional<LocalTime> read_time(ObjectReader& reader, std::string_view name, Need need) {
    const auto text = reader.text(name, need, 40);
    if (!text) {
        return std::nullopt;
    }
    const auto at = parse_rfc3339(*text);
    if (!at) {
        reader.refuse(name, "time", "must be RFC 3339 such as \"2026-03-10T08:00:00+07:00\"");
        return std::nullopt;
    }
    return to_local(*at);
}

std::optional<std::chrono::minutes>
read_time_of_day(ObjectReader& reader, std::string_view name, Need need) {
    const auto text = reader.text(name, need, 5);
    if (!text) {
        return std::nullopt;
    }
    const auto at = parse_time_of_day(*text);
    if (!at) {
        reader.refuse(name, "time_of_day", "must be a time of day such as \"07:00\"");
    }
    return at;
}

} // namespace route9::fulfillment
