// SPDX-License-Identifier: Apache-2.0
#include "core/human_text.hpp"
#include "core/limits.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/phone.hpp"
#include "fulfillment/pickup_name.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/carriers/pickup_endpoints.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/fleet/row_precondition.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "platform/async_store.hpp"

#include <tuple>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::int64_t kSideMaxCm = 1'000;
constexpr std::int64_t kHoldingDaysMax = 366;
constexpr std::chrono::years kYearsMax{20}; // before today, and after it

void read_names(ObjectReader& reader, PickupPoint& point, FieldErrors& errors) {
    const Json* given = reader.object("name", Need::required);
    if (given == nullptr) {
        return;
    }
    ObjectReader names{*given, "/name", errors};
    for (const char* language : {"vi", "lo", "en"}) {
        if (auto text = read_human_text(names, language, Need::optional)) {
            point.names.emplace(language, std::move(*text));
        }
    }
    names.finish();
    if (point.names.empty()) {
        reader.refuse("name", "required", "give its name in a language: vi, lo or en");
    }
}

/// A district cannot be right in a province that is none.
void refuse_place(ObjectReader& reader, const AddressBook& addresses, const AddressText& text) {
    const auto province = addresses.resolve({text.country, text.province, ""});
    if (province.fit == AddressFit::ambiguous) {
        reader.refuse("province", "unknown", "fits several provinces: give the code of one");
    } else if (province.fit == AddressFit::unknown) {
        reader.refuse("province", "unknown", "give a province of the country, code or name");
    } else {
        reader.refuse("district", "unknown", "give a district of the province, code or name");
    }
}

/// As an order's recipient: province and district by code or name, kept as codes.
void read_place(ObjectReader& reader, const AddressBook& addresses, PickupPoint& point) {
    point.country = reader.text("country", Need::required, 2).value_or("");
    const bool is_served = point.country == "VN" || point.country == "LA";
    if (!point.country.empty() && !is_served) {
        reader.refuse("country", "unknown_value", "give VN or LA");
    }
    const auto province = read_human_text(reader, "province", Need::required);
    const auto district = read_human_text(
        reader, "district", point.country == "LA" ? Need::required : Need::optional
    );
    if (!is_served || !province || (point.country == "LA" && !district)) {
        return;
    }
    const AddressText text{point.country, *province, district.value_or("")};
    const auto found = addresses.resolve(text);
    const bool is_listed = point.country != "LA" || addresses.words(found.district).has_value();
    if (found.fit != AddressFit::resolved || found.country != point.country || !is_listed) {
        refuse_place(reader, addresses, text);
        return;
    }
    point.province = found.province;
    point.district = found.district;
}

std::optional<Day> read_point_day(ObjectReader& reader, std::string_view name, Day today) {
    const auto text = reader.text(name, Need::optional, 10);
    const auto day = text ? std::optional{parse_day(*text)} : std::nullopt;
    if (day && !*day) {
        reader.refuse(name, "malformed", "give a day, e.g. 2026-12-31");
        return std::nullopt;
    }
    if (day && (**day < today - kYearsMax || **day > today + kYearsMax)) {
        reader.refuse(name, "out_of_range", "give a day within 20 years of today, or leave it out");
        return std::nullopt;
    }
    return day ? std::optional{**day} : std::nullopt;
}

void read_validity(ObjectReader& reader, PickupPoint& point, Day today) {
    point.from = read_point_day(reader, "valid_from", today).value_or(today);
    point.to = read_point_day(reader, "valid_to", today);
    if (point.to && *point.to < point.from) {
        reader.refuse("valid_to", "out_of_range", "give a day that is not before valid_from");
    }
}

void read_phone_of(ObjectReader& reader, PickupPoint& point) {
    const auto text = reader.text("phone", Need::optional, limits::text_bytes_max);
    if (!text) {
        return;
    }
    const auto phone = read_phone(*text, point.country);
    if (phone) {
        point.phone = phone->e164;
    } else {
        reader.refuse("phone", "malformed", "give a number of Viet Nam or Laos that can be called");
    }
}

Result<PickupPoint>
read_point(const Json& body, const http::Request& request, const AddressBook& book, Day today) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    PickupPoint point;
    point.carrier = PartyId{std::string{request.parameter("id")}};
    point.id = std::string{request.parameter("point")};
    if (!is_pickup_point_id(point.id)) {
        errors.push_back({"/point", "malformed", "give 1 to 64 letters, digits, '-', '_' or '.'"});
    }
    read_names(reader, point, errors);
    const auto word = reader.text("kind", Need::required, limits::text_bytes_max);
    const auto kind = word ? parse_pickup_kind(*word) : std::nullopt;
    if (word && !kind) {
        reader.refuse("kind", "unknown_value", "give branch, locker or shop");
    }
    point.kind = kind.value_or(PickupKind::branch);
    read_place(reader, book, point);
    point.village = read_human_text(reader, "village", Need::optional).value_or("");
    point.address_line = read_human_text(reader, "address_line", Need::optional).value_or("");
    point.landmark = read_human_text(reader, "landmark", Need::optional).value_or("");
    point.opening_hours = read_human_text(reader, "opening_hours", Need::optional).value_or("");
    read_phone_of(reader, point);
    point.mass_max_g = read_kilograms(reader, "max_kg", Need::optional);
    point.side_max_cm = reader.integer("max_cm", Need::optional, 1, kSideMaxCm);
    point.cash = reader.flag("cash", Need::optional).value_or(false);
    point.holding_days = reader.integer("holding_days", Need::optional, 1, kHoldingDaysMax);
    read_validity(reader, point, today);
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return point;
}

/// What plans ask of it; its names and hours move nothing.
bool plans_alike(const PickupPoint& one, const PickupPoint& other) {
    const auto asked = [](const PickupPoint& point) {
        return std::tie(
            point.country,
            point.province,
            point.district,
            point.mass_max_g,
            point.cash,
            point.from,
            point.to
        );
    };
    return asked(one) == asked(other);
}

ReplanScope scope_towards(const PickupPoint& point) {
    return scope_of(point.country == "VN" ? CrossingDirection::la_vn : CrossingDirection::vn_la);
}

Result<PickupPoint> put_point(Tx& tx, PickupPoint point, const RowPrecondition& known) {
    const auto party = tenancy::find_party(tx, point.tenant, point.carrier);
    if (!party || party->kind != PartyKind::carrier) {
        return fail(ErrorCode::not_found);
    }
    const auto stored = pickup_points::find(tx, point.tenant, point.carrier, point.id);
    const auto version = stored ? std::optional{stored->version} : std::nullopt;
    if (auto fits = check_row_precondition(known, version); !fits) {
        return Failure{std::move(fits).error()};
    }
    point.version = version.value_or(0);
    PickupPoint put = pickup_points::put(tx, std::move(point));
    if (stored && !plans_alike(*stored, put)) {
        enqueue_replan(
            tx, put.tenant, scope_towards(put), PlanCause::point_changed, put.updated_at
        );
    }
    return put;
}

platform::task<Result<http::Response>>
handle_put_pickup_point(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_role(principal, {Role::operator_}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const Instant now = services.clock.business();
    const Day today = corridor_day(now);
    auto point = read_point(*body, request, services.catalogue.corridor.addresses, today);
    if (!point) {
        co_return Failure{std::move(point).error()};
    }
    const auto known = read_row_precondition(request.headers);
    if (!known) {
        co_return Failure{known.error()};
    }
    point->tenant = principal.tenant;
    point->updated_at = now;
    auto unit = [point = std::move(*point), known = *known](Tx& tx) {
        return put_point(tx, point, known);
    };
    const auto stored = co_await platform::write(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    services.wakeups.notify(replan_feed);
    http::Response response =
        http::json_response(stored->version == 1 ? 201 : 200, view(*stored, today));
    response.headers.emplace_back("ETag", http::version_etag(stored->version));
    co_return response;
}

} // namespace

http::Route put_pickup_point(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/carriers/{id}/pickup-points/{point}",
        .name = "put_pickup_point",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_pickup_point(services, request); },
    };
}

} // namespace route9::gateway::endpoints
