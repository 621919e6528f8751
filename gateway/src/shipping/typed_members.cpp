// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/typed_members.hpp"

#include "core/limits.hpp"

namespace route9::gateway {
namespace {

constexpr int kGramDecimals = 3;
constexpr std::int64_t kMassMaxG = 1'000'000'000;

std::optional<Decimal> kilograms_in(const Json& value) {
    if (value.is_number_integer()) {
        return Decimal::parse(std::to_string(value.get<std::int64_t>())).value_or(Decimal{});
    }
    if (!value.is_string()) {
        return std::nullopt;
    }
    const auto read = Decimal::parse(value.get_ref<const std::string&>());
    return read ? std::optional{*read} : std::nullopt;
}

} // namespace

std::optional<Instant> read_time(ObjectReader& reader, std::string_view name, Need need) {
    const auto text = reader.text(name, need, limits::text_bytes_max);
    if (!text) {
        return std::nullopt;
    }
    const auto at = parse_rfc3339(*text);
    if (!at) {
        reader.refuse(name, "malformed", "give a time like 2026-03-10T08:00:00+07:00");
        return std::nullopt;
    }
    return *at;
}

std::optional<Instant>
read_time_to_come(ObjectReader& reader, std::string_view name, Need need, Instant now) {
    const auto at = read_time(reader, name, need);
    if (at && *at > now + planned_ahead_max) {
        reader.refuse(name, "out_of_range", "give a time within a year from now");
        return std::nullopt;
    }
    return at;
}

std::optional<Instant>
read_leaving(ObjectReader& reader, std::string_view name, Need need, Instant now) {
    const auto at = read_time_to_come(reader, name, need, now);
    if (at && *at < now - left_ago_max) {
        reader.refuse(name, "out_of_range", "left more than a day ago; give a time to come");
        return std::nullopt;
    }
    return at;
}

std::optional<Instant>
read_happened(ObjectReader& reader, std::string_view name, Need need, Instant now) {
    const auto at = read_time(reader, name, need);
    if (at && (*at > now + left_ago_max || *at < now - planned_ahead_max)) {
        reader.refuse(
            name, "out_of_range", "give a time within the last year; set the device's clock"
        );
        return std::nullopt;
    }
    return at;
}

std::optional<std::int64_t> read_kilograms(ObjectReader& reader, std::string_view name, Need need) {
    const Json* value = reader.any(name, need);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto kilograms = kilograms_in(*value);
    if (!kilograms) {
        reader.refuse(
            name,
            "malformed",
            R"(give kilograms as a whole number or as text, e.g. 3500 or "3500.5")"
        );
        return std::nullopt;
    }
    if (kilograms->is_zero() || kilograms->is_negative() ||
        *kilograms > Decimal{kMassMaxG, kGramDecimals}) {
        reader.refuse(name, "out_of_range", "give kilograms above zero and at most 1000000");
        return std::nullopt;
    }
    const Decimal reduced = Decimal::parse(kilograms->text()).value_or(*kilograms);
    if (reduced.scale() > kGramDecimals) {
        reader.refuse(name, "out_of_range", "give at most three decimals");
        return std::nullopt;
    }
    return reduced.units() * power_of_ten(kGramDecimals - reduced.scale());
}

} // namespace route9::gateway
