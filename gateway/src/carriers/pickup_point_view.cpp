// SPDX-License-Identifier: Apache-2.0
#include "gateway/carriers/pickup_endpoints.hpp"
#include "gateway/shipping/may_ship.hpp"

#include <string>

namespace route9::gateway {
namespace {

constexpr std::int64_t kGramsOfKilogram = 1'000;

/// "20", "0.5"
std::string kilograms_text(std::int64_t grams) {
    std::string text = std::to_string(grams / kGramsOfKilogram);
    std::string rest = std::to_string(grams % kGramsOfKilogram + kGramsOfKilogram).substr(1);
    rest.erase(rest.find_last_not_of('0') + 1);
    return rest.empty() ? text : text + "." + rest;
}

void put_words(Json& json, const fulfillment::PickupPoint& point) {
    for (const auto& [member, text] :
         {std::pair{"village", &point.village},
          std::pair{"address_line", &point.address_line},
          std::pair{"landmark", &point.landmark},
          std::pair{"opening_hours", &point.opening_hours},
          std::pair{"phone", &point.phone}}) {
        if (!text->empty()) {
            json[member] = *text;
        }
    }
}

} // namespace

Json view(const fulfillment::PickupPoint& point, Day today) {
    Json json{
        {"carrier", point.carrier.text()},
        {"id", point.id},
        {"name", Json(point.names)},
        {"kind", std::string{name(point.kind)}},
        {"country", point.country},
        {"province", point.province},
        {"district", point.district},
        {"cash", point.cash},
        {"valid_from", format_day(point.from)},
        {"open", is_open_on(point, today)},
        {"version", point.version},
        {"updated_at", format_utc(point.updated_at)},
    };
    put_words(json, point);
    if (point.mass_max_g) {
        json["max_kg"] = kilograms_text(*point.mass_max_g);
    }
    if (point.side_max_cm) {
        json["max_cm"] = *point.side_max_cm;
    }
    if (point.holding_days) {
        json["holding_days"] = *point.holding_days;
    }
    if (point.to) {
        json["valid_to"] = format_day(*point.to);
    }
    return json;
}

Result<PartyId> carrier_to_read(const http::Request& request) {
    const Principal& principal = *request.principal;
    auto allowed = require_role(
        principal, {Role::operator_, Role::warehouse, Role::finance, Role::seller, Role::carrier}
    );
    if (!allowed) {
        return Failure{std::move(allowed).error()};
    }
    PartyId carrier{std::string{request.parameter("id")}};
    if (principal.role == Role::carrier && principal.party != carrier) {
        return fail(ErrorCode::not_found);
    }
    return carrier;
}

} // namespace route9::gateway
