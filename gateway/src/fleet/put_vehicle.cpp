// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "fulfillment/vehicle.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/fleet/cubic_metres.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/fleet/row_precondition.hpp"
#include "gateway/fleet/vehicle_view.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::Permit;
using fulfillment::Vehicle;

constexpr std::size_t kPlateMax = 32;
constexpr std::size_t kNumberMax = 64;
constexpr std::int64_t kGrossMassMaxKg = 100'000;
constexpr std::int64_t kGramsPerKilogram = 1'000;

void read_plates(ObjectReader& reader, Vehicle& vehicle, FieldErrors& errors) {
    const Json* plates = reader.object("plates", Need::required);
    if (plates == nullptr) {
        return;
    }
    ObjectReader members{*plates, "/plates", errors};
    vehicle.plate_vn = members.text("vn", Need::optional, kPlateMax).value_or("");
    vehicle.plate_la = members.text("la", Need::optional, kPlateMax).value_or("");
    members.finish();
    if (vehicle.plate_vn.empty() && vehicle.plate_la.empty()) {
        reader.refuse("plates", "required", "give the plate of a country: vn, la or both");
    }
}

void read_permits(ObjectReader& reader, Vehicle& vehicle, FieldErrors& errors) {
    const Json* permits = reader.array("permits", Need::optional, fulfillment::vehicle_permits_max);
    for (std::size_t i = 0; permits != nullptr && i < permits->size(); ++i) {
        ObjectReader members{permits->at(i), pointer_step("/permits", i), errors};
        Permit permit;
        permit.country = members.text("country", Need::required, 2).value_or("");
        if (!permit.country.empty() && permit.country != "VN" && permit.country != "LA") {
            members.refuse("country", "unknown_value", "give VN or LA");
        }
        permit.number = members.text("number", Need::required, kNumberMax).value_or("");
        const auto until = members.text("until", Need::required, kNumberMax);
        const auto day = until ? std::optional{parse_day(*until)} : std::nullopt;
        if (day && !*day) {
            members.refuse("until", "malformed", "give its last day, e.g. 2026-12-31");
        } else if (day) {
            permit.until = **day;
        }
        members.finish();
        vehicle.permits.push_back(std::move(permit));
    }
}

Result<Vehicle> read_vehicle(const Json& body, const http::Request& request) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Vehicle vehicle;
    vehicle.id = std::string{request.parameter("id")};
    if (vehicle.id.empty() || vehicle.id.size() > fulfillment::vehicle_id_bytes_max) {
        errors.push_back({"/id", "too_long", "must be 1 to 64 bytes of UTF-8"});
    }
    read_plates(reader, vehicle, errors);
    read_permits(reader, vehicle, errors);
    vehicle.gross_mass_kg =
        reader.integer("gross_mass_kg", Need::required, 1, kGrossMassMaxKg).value_or(0);
    vehicle.payload_g = read_kilograms(reader, "payload_kg", Need::required).value_or(0);
    if (vehicle.gross_mass_kg > 0 &&
        vehicle.payload_g >= vehicle.gross_mass_kg * kGramsPerKilogram) {
        reader.refuse(
            "payload_kg", "out_of_range", "give less than the gross mass, which holds it"
        );
    }
    vehicle.volume_cm3 = read_cubic_metres(reader, "volume_m3", Need::optional);
    vehicle.cold = reader.flag("cold", Need::optional).value_or(false);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return vehicle;
}

Result<Vehicle> put(Tx& tx, Vehicle vehicle, const RowPrecondition& known) {
    const auto stored = fulfillment::vehicles::find(tx, vehicle.tenant, vehicle.id);
    vehicle.version = stored ? stored->version : 0;
    const auto version = stored ? std::optional{stored->version} : std::nullopt;
    if (auto fits = check_row_precondition(known, version); !fits) {
        return Failure{std::move(fits).error()};
    }
    return fulfillment::vehicles::put(tx, std::move(vehicle));
}

platform::task<Result<http::Response>>
handle_put_vehicle(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto vehicle = read_vehicle(*body, request);
    if (!vehicle) {
        co_return Failure{std::move(vehicle).error()};
    }
    const auto known = read_row_precondition(request.headers);
    if (!known) {
        co_return Failure{known.error()};
    }
    vehicle->tenant = principal.tenant;
    vehicle->updated_at = services.clock.business();
    auto unit = [vehicle = std::move(*vehicle), known = *known](Tx& tx) {
        return put(tx, vehicle, known);
    };
    const auto stored = co_await platform::write(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    http::Response response =
        http::json_response(stored->version == 1 ? 201 : 200, vehicle_view(*stored));
    response.headers.emplace_back("ETag", http::version_etag(stored->version));
    co_return response;
}

} // namespace

http::Route put_vehicle(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/vehicles/{id}",
        .name = "put_vehicle",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_vehicle(services, request); },
    };
}

} // namespace route9::gateway::endpoints
