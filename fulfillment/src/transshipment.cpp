// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/transshipment.hpp"

#include "core/json.hpp"
#include "fulfillment/departure_store.hpp"

#include <utility>

namespace route9::fulfillment {
namespace {

constexpr Statement kTransship{
    "departure.transship",
    "UPDATE departure SET transshipment = $4, seals = $5, version = version + 1"
    " WHERE tenant_id = $1 AND departure_id = $2 AND version = $3"
};

Json done_json(const Transshipped& done) {
    Json json{
        {"at", format_utc(done.at)},
        {"broken_seals", done.broken_seals},
        {"seals", done.seals},
        {"planned", done.planned},
    };
    if (done.said) {
        json["said"] = format_utc(*done.said);
    }
    return json;
}

std::optional<Instant> said_in(const Json& json) {
    return json.contains("said")
               ? std::optional{parse_rfc3339(json.at("said").get<std::string>()).value()}
               : std::nullopt;
}

Transshipped done_from(const Json& json) {
    return Transshipped{
        .at = parse_rfc3339(json.at("at").get<std::string>()).value(),
        .broken_seals = json.at("broken_seals").get<std::vector<std::string>>(),
        .seals = json.at("seals").get<std::vector<std::string>>(),
        .planned = json.at("planned").get<std::string>(),
        .said = said_in(json),
    };
}

} // namespace

std::string stored_transshipment(const Transshipment& transshipment) {
    Json json{
        {"vehicle", transshipment.vehicle},
        {"plate", transshipment.plate},
        {"plate_country", transshipment.plate_country},
        {"gross_mass_kg", transshipment.gross_mass_kg},
        {"payload_g", transshipment.payload_g},
        {"cold", transshipment.cold},
        {"own_mass_max_g", transshipment.own_mass_max_g},
        {"own_cold", transshipment.own_cold},
    };
    if (transshipment.own_volume_max_cm3) {
        json["own_volume_max_cm3"] = *transshipment.own_volume_max_cm3;
    }
    if (transshipment.done) {
        json["done"] = done_json(*transshipment.done);
    }
    return json.dump();
}

Transshipment read_stored_transshipment(std::string_view text) {
    const Json json = Json::parse(text);
    Transshipment read{
        .vehicle = json.at("vehicle").get<std::string>(),
        .plate = json.at("plate").get<std::string>(),
        .plate_country = json.at("plate_country").get<std::string>(),
        .gross_mass_kg = json.at("gross_mass_kg").get<std::int64_t>(),
        .payload_g = json.at("payload_g").get<std::int64_t>(),
        .cold = json.at("cold").get<bool>(),
        .own_mass_max_g = json.at("own_mass_max_g").get<std::int64_t>(),
        .own_cold = json.at("own_cold").get<bool>(),
    };
    if (json.contains("own_volume_max_cm3")) {
        read.own_volume_max_cm3 = json.at("own_volume_max_cm3").get<std::int64_t>();
    }
    if (json.contains("done")) {
        read.done = done_from(json.at("done"));
    }
    return read;
}

namespace departures {

Result<DepartureRecord> transship(Tx& tx, DepartureRecord departure) {
    if (departure.state != DepartureState::departed) {
        return fail(
            ErrorCode::state_forbids, "the departure is " + std::string{name(departure.state)}
        );
    }
    const auto& done = departure.transshipment;
    const auto transshipment = done ? std::optional{stored_transshipment(*done)} : std::nullopt;
    const std::string seals = Json(departure.seals).dump();
    const std::int64_t changed = tx.execute(
        kTransship, departure.tenant, departure.id, departure.version, transshipment, seals
    );
    if (changed == 0) {
        return fail(ErrorCode::precondition_failed, "the departure has changed meanwhile");
    }
    ++departure.version;
    return departure;
}

} // namespace departures
} // namespace route9::fulfillment
