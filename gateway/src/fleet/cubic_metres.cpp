// SPDX-License-Identifier: Apache-2.0
#include "gateway/fleet/cubic_metres.hpp"

#include "core/decimal.hpp"

namespace route9::gateway {
namespace {

constexpr int kCm3Decimals = 6;
constexpr std::int64_t kVolumeMaxCm3 = 1'000'000'000;

std::optional<Decimal> metres_in(const Json& value) {
    if (value.is_number_integer()) {
        const auto read = Decimal::parse(std::to_string(value.get<std::int64_t>()));
        return read ? std::optional{*read} : std::nullopt;
    }
    if (!value.is_string()) {
        return std::nullopt;
    }
    const auto read = Decimal::parse(value.get_ref<const std::string&>());
    return read ? std::optional{*read} : std::nullopt;
}

} // namespace

std::optional<std::int64_t>
read_cubic_metres(ObjectReader& reader, std::string_view name, Need need) {
    const Json* value = reader.any(name, need);
    if (value == nullptr) {
        return std::nullopt;
    }
    const auto metres = metres_in(*value);
    if (!metres) {
        reader.refuse(
            name,
            "malformed",
            R"(give cubic metres as a whole number or as text, e.g. 30 or "27.5")"
        );
        return std::nullopt;
    }
    if (metres->is_zero() || metres->is_negative() ||
        *metres > Decimal{kVolumeMaxCm3, kCm3Decimals}) {
        reader.refuse(name, "out_of_range", "give cubic metres above zero and at most 1000");
        return std::nullopt;
    }
    const Decimal reduced = Decimal::parse(metres->text()).value_or(*metres);
    if (reduced.scale() > kCm3Decimals) {
        reader.refuse(name, "out_of_range", "give at most six decimals");
        return std::nullopt;
    }
    return reduced.units() * power_of_ten(kCm3Decimals - reduced.scale());
}

std::string cubic_metres(std::int64_t volume_cm3) {
    return Decimal{volume_cm3, kCm3Decimals}.text();
}

} // namespace route9::gateway
