// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/departure_view.hpp"

#include "core/decimal.hpp"
#include "gateway/fleet/cubic_metres.hpp"
#include "gateway/fleet/truck_kind.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/views/parcel_view.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {
namespace {

constexpr int kGramDecimals = 3;
constexpr std::size_t kCodesNamedMax = 20;

std::string kilograms(std::int64_t mass_g) {
    return Decimal{mass_g, kGramDecimals}.text();
}

void warn(Json& json, std::string_view code, std::span<const std::string> parcels) {
    if (parcels.empty()) {
        return;
    }
    const auto named = parcels.first(std::min(parcels.size(), kCodesNamedMax));
    json["warnings"].push_back({
        {"code", code},
        {"count", parcels.size()},
        {"parcels", std::vector<std::string>{named.begin(), named.end()}},
    });
}

Json transshipment_json(const fulfillment::DepartureRecord& departure) {
    const fulfillment::Transshipment& moved = *departure.transshipment;
    Json json{{"vehicle", moved.vehicle}, {"plate", moved.plate}};
    if (moved.done) {
        json["at"] = format_utc(moved.done->at);
        json["from_plate"] = departure.truck_plate;
        json["broken_seals"] = moved.done->broken_seals;
        json["seals"] = moved.done->seals;
        if (!departure.vehicle.empty()) {
            json["from_vehicle"] = departure.vehicle;
        }
        if (!moved.done->planned.empty()) {
            json["planned"] = moved.done->planned;
        }
    }
    return json;
}

} // namespace

Json departure_view(const fulfillment::DepartureRecord& departure) {
    Json json{
        {"id", departure.id.text()},
        {"reference", departure.reference},
        {"from", departure.from},
        {"to", departure.to},
        {"carrier", departure.carrier.text()},
        {"truck_plate", departure.truck_plate},
        {"leaves", format_utc(departure.leaves)},
        {"max_kg", kilograms(departure.mass_max_g)},
        {"used_kg", kilograms(departure.mass_used_g)},
        {"state", std::string{name(departure.state)}},
    };
    if (!departure.gate.empty()) {
        json["gate"] = departure.gate;
    }
    if (!departure.master_bill.empty()) {
        json["master_bill"] = departure.master_bill;
    }
    if (!departure.vehicle.empty()) {
        json["vehicle"] = departure.vehicle;
    }
    if (departure.gross_mass_kg) {
        json["gross_mass_kg"] = *departure.gross_mass_kg;
    }
    if (departure.volume_max_cm3) {
        json["max_m3"] = cubic_metres(*departure.volume_max_cm3);
        json["used_m3"] = cubic_metres(departure.volume_used_cm3);
    }
    if (departure.cold) {
        json["cold"] = true;
    }
    show_truck_kind(json, {departure.return_leg, departure.price_per_kg_micros});
    if (!departure.seals.empty()) {
        json["seals"] = departure.seals;
    }
    if (departure.transshipment) {
        json["transshipment"] = transshipment_json(departure);
    }
    if (!departure.timetable.empty()) {
        json["timetable"] = departure.timetable;
    }
    if (departure.arrives) {
        json["arrives"] = format_utc(*departure.arrives);
    }
    if (departure.state != fulfillment::DepartureState::open) {
        json["counts"] = {
            {"parcels", departure.parcels},
            {"pieces", departure.pieces},
            {"gross_kg", kilograms(departure.gross_g)},
        };
    }
    if (departure.papers > 0) {
        json["papers"] = departure.papers;
        json["content_hash"] = departure.content_hash;
    }
    return json;
}

http::Response departure_page(const fulfillment::DepartureRecord& departure, Aboard aboard) {
    Json json = departure_view(departure);
    json["parcels"] = Json::array();
    for (const fulfillment::Parcel& parcel : aboard) {
        json["parcels"].push_back(parcel_view(parcel));
    }
    http::Response response = http::json_response(200, json);
    // Its parcels have no part in the version that a change is conditional on.
    response.headers.emplace_back("ETag", http::content_etag(response.body));
    return response;
}

http::Response departure_answer(
    int status,
    const fulfillment::DepartureRecord& departure,
    Aboard aboard,
    const DepartureWarnings& warnings
) {
    Json json = departure_view(departure);
    warn(json, "declaration_held", warnings.held);
    warn(json, "not_loaded", warnings.not_loaded);
    warn(json, "out_of_bag", warnings.out_of_bag);
    http::Response response = http::json_response(status, json);
    if (status == 201) {
        response.headers.emplace_back("Location", "/v1/departures/" + departure.id.text());
    }
    response.headers.push_back(departure_page(departure, aboard).headers.front());
    return response;
}

} // namespace route9::gateway
