// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/pickup_name.hpp"

#include <algorithm>

namespace route9::fulfillment {
namespace {

constexpr std::int64_t kUnitsPerGram = 1'000; // WeightKg counts millionths of a kilogram

bool is_name_letter(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
           c == '_' || c == '.';
}

} // namespace

bool is_pickup_point_id(std::string_view id) noexcept {
    return !id.empty() && id.size() <= pickup_point_id_bytes_max &&
           std::ranges::all_of(id, is_name_letter);
}

std::optional<PickupName> parse_pickup_name(std::string_view text) {
    const std::size_t slash = text.find('/');
    if (slash == 0 || slash == std::string_view::npos) {
        return std::nullopt;
    }
    const std::string_view carrier = text.substr(0, slash);
    const std::string_view point = text.substr(slash + 1);
    if (carrier.size() > pickup_point_id_bytes_max ||
        !std::ranges::all_of(carrier, is_name_letter) || !is_pickup_point_id(point)) {
        return std::nullopt;
    }
    return PickupName{PartyId{std::string{carrier}}, std::string{point}};
}

std::string pickup_name(const PickupPoint& point) {
    return point.carrier.text() + "/" + point.id;
}

PickupChoice choice_of(const PickupPoint& point) {
    PickupChoice choice{.carrier = point.carrier.text(), .from = to_local_day(point.from)};
    if (point.to) {
        choice.to = to_local_day(*point.to);
    }
    choice.cash = point.cash;
    if (point.mass_max_g) {
        choice.kg_max = WeightKg::of_units(*point.mass_max_g * kUnitsPerGram);
    }
    return choice;
}

} // namespace route9::fulfillment
