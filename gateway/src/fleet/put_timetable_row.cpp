// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/gate_calendar.hpp"
#include "fulfillment/timetable.hpp"
#include "fulfillment/vehicle.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/fleet/fleet_endpoints.hpp"
#include "gateway/fleet/row_precondition.hpp"
#include "gateway/fleet/timetable_view.hpp"
#include "gateway/fleet/transshipment_plan.hpp"
#include "gateway/fleet/truck_kind.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "gateway/workers/timetable_worker.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using fulfillment::TimetableRow;

constexpr std::size_t kNodeMax = 64;
constexpr std::size_t kPlateMax = 32;
constexpr std::int64_t kTravelMax = 14 * 24 * 60;
constexpr std::size_t kDaysOfWeek = 7;

void read_weekdays(ObjectReader& reader, TimetableRow& row) {
    const Json* words = reader.array("weekdays", Need::optional, kDaysOfWeek);
    if (words == nullptr) {
        return;
    }
    row.weekdays = 0;
    for (const Json& word : *words) {
        const auto day =
            word.is_string() ? fulfillment::parse_weekday(word.get<std::string>()) : std::nullopt;
        if (!day) {
            reader.refuse("weekdays", "unknown_value", "give mon, tue, wed, thu, fri, sat or sun");
            return;
        }
        if ((row.weekdays & (1U << *day)) != 0) {
            reader.refuse("weekdays", "repeated", "name every day once");
            return;
        }
        row.weekdays = static_cast<fulfillment::Weekdays>(row.weekdays | (1U << *day));
    }
    if (row.weekdays == 0) {
        reader.refuse("weekdays", "required", "name a day; to stop the row say \"active\": false");
    }
}

std::optional<Day> read_day(ObjectReader& reader, std::string_view name) {
    const auto text = reader.text(name, Need::optional, kNodeMax);
    const auto day = text ? std::optional{parse_day(*text)} : std::nullopt;
    if (day && !*day) {
        reader.refuse(name, "malformed", "give a day, e.g. 2026-03-10");
    }
    return day && *day ? std::optional{**day} : std::nullopt;
}

void read_times(ObjectReader& reader, TimetableRow& row) {
    const auto leaves = reader.text("leaves", Need::required, kNodeMax);
    const auto at = leaves ? fulfillment::parse_time_of_day(*leaves) : std::nullopt;
    if (leaves && (!at || *at >= std::chrono::days{1})) {
        reader.refuse("leaves", "malformed", "give the time of day in the corridor, e.g. 18:30");
    }
    row.leaves = at.value_or(Minutes{0});
    if (const auto travel = reader.integer("travel_minutes", Need::optional, 1, kTravelMax)) {
        row.travel = Minutes{*travel};
    }
    read_weekdays(reader, row);
    row.from_day = read_day(reader, "valid_from");
    row.until_day = read_day(reader, "valid_until");
    if (row.from_day && row.until_day &&
        std::chrono::sys_days{*row.until_day} < std::chrono::sys_days{*row.from_day}) {
        reader.refuse("valid_until", "out_of_range", "give a day not before valid_from");
    }
}

void read_places(ObjectReader& reader, TimetableRow& row, const Catalogue& catalogue) {
    for (const auto& [member, node] : {std::pair{"from", &row.from}, std::pair{"to", &row.to}}) {
        *node = reader.text(member, Need::required, kNodeMax).value_or("");
        if (!node->empty() && !catalogue.corridor.network->find_node(*node)) {
            reader.refuse(member, "unknown", "the corridor has no such node");
        }
    }
    if (!row.from.empty() && row.from == row.to) {
        reader.refuse("to", "bad_value", "give another node than from");
    }
    row.gate = reader.text("gate", Need::optional, kNodeMax).value_or("");
    if (!row.gate.empty() && catalogue.gate(row.gate) == nullptr) {
        reader.refuse("gate", "unknown", "the corridor has no such gate; see GET /v1/gates");
    }
}

Result<TimetableRow>
read_row(const Json& body, const http::Request& request, const Catalogue& catalogue) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    TimetableRow row;
    row.id = std::string{request.parameter("id")};
    if (row.id.empty() || row.id.size() > fulfillment::timetable_id_bytes_max) {
        errors.push_back({"/id", "too_long", "must be 1 to 48 bytes of UTF-8"});
    }
    read_places(reader, row, catalogue);
    read_times(reader, row);
    row.carrier = PartyId{reader.text("carrier", Need::required, kNodeMax).value_or("")};
    row.vehicle =
        reader.text("vehicle", Need::optional, fulfillment::vehicle_id_bytes_max).value_or("");
    const Need unless_vehicle = row.vehicle.empty() ? Need::required : Need::optional;
    row.truck_plate = reader.text("truck_plate", unless_vehicle, kPlateMax).value_or("");
    row.mass_max_g = read_kilograms(reader, "max_kg", unless_vehicle);
    row.onward = read_transshipment(reader).value_or("");
    const TruckKind kind = read_truck_kind(reader);
    row.return_leg = kind.return_leg;
    row.price_per_kg_micros = kind.price_per_kg_micros;
    row.active = reader.flag("active", Need::optional).value_or(true);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return row;
}

/// Vehicles that are there, and of which the second can take over.
Result<void> check_vehicles_of(Tx& tx, const TimetableRow& row, const Catalogue& catalogue) {
    if (!row.vehicle.empty() && !fulfillment::vehicles::find(tx, row.tenant, row.vehicle)) {
        return fail_field("/vehicle", "unknown", "there is no such vehicle; see GET /v1/vehicles");
    }
    if (row.onward.empty()) {
        return {};
    }
    fulfillment::DepartureRecord like;
    like.tenant = row.tenant;
    like.from = row.from;
    like.to = row.to;
    like.gate = row.gate;
    like.vehicle = row.vehicle;
    return plan_transshipment(tx, like, row.onward, catalogue);
}

Result<TimetableRow>
put(Tx& tx, TimetableRow row, const RowPrecondition& known, const Catalogue& catalogue) {
    const auto stored = fulfillment::timetable::find(tx, row.tenant, row.id);
    const auto version = stored ? std::optional{stored->version} : std::nullopt;
    row.version = version.value_or(0);
    if (auto fits = check_row_precondition(known, version); !fits) {
        return Failure{std::move(fits).error()};
    }
    const auto carrier = tenancy::find_party(tx, row.tenant, row.carrier);
    if (!carrier || carrier->kind != PartyKind::carrier) {
        return fail_field("/carrier", "unknown", "there is no carrier of this id");
    }
    if (auto fit = check_vehicles_of(tx, row, catalogue); !fit) {
        return Failure{std::move(fit).error()};
    }
    if (!stored && std::ssize(fulfillment::timetable::all(tx, row.tenant)) >=
                       fulfillment::timetable_rows_max) {
        return fail(ErrorCode::state_forbids, "the timetable is full; change a row of it");
    }
    return fulfillment::timetable::put(tx, std::move(row));
}

platform::task<Result<http::Response>>
handle_put_timetable_row(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto row = read_row(*body, request, services.catalogue);
    if (!row) {
        co_return Failure{std::move(row).error()};
    }
    const auto known = read_row_precondition(request.headers);
    if (!known) {
        co_return Failure{known.error()};
    }
    row->tenant = principal.tenant;
    row->updated_at = services.clock.business();
    auto unit = [row = std::move(*row), known = *known, &catalogue = services.catalogue](Tx& tx) {
        return put(tx, row, known, catalogue);
    };
    const auto stored = co_await platform::write(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    services.wakeups.notify(timetable_feed);
    http::Response response =
        http::json_response(stored->version == 1 ? 201 : 200, timetable_view(*stored));
    response.headers.emplace_back("ETag", http::version_etag(stored->version));
    co_return response;
}

} // namespace

http::Route put_timetable_row(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/timetable/{id}",
        .name = "put_timetable_row",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_timetable_row(services, request); },
    };
}

} // namespace route9::gateway::endpoints
