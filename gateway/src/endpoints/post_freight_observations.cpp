// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "fulfillment/freight_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "gateway/shipping/typed_members.hpp"
#include "platform/async_store.hpp"

#include <string>
#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

constexpr std::size_t kObservationsMax = 100;
constexpr std::size_t kKeyMax = 64;
constexpr std::string_view kTruck = "truck";

struct Told {
    const Catalogue& catalogue;
    TenantId tenant;
    PartyId reporter;
    Instant now{};
};

/// Whoever may write orders or shipments; a key that only reads cannot move a rate.
Result<void> may_tell(const Principal& principal) {
    auto allowed =
        require_role(principal, {Role::seller, Role::carrier, Role::warehouse, Role::operator_});
    if (allowed && !principal.scopes.has(Scope::orders_write) &&
        !principal.scopes.has(Scope::shipments_write)) {
        return fail(ErrorCode::forbidden, "this needs orders:write or shipments:write");
    }
    return allowed;
}

/// All the tenant's own people are one reporter, and so are all keys of a party.
PartyId reporter_of(const Principal& principal) {
    const bool is_staff = principal.role == Role::operator_ || principal.role == Role::warehouse;
    return is_staff ? PartyId{} : principal.party;
}

std::string read_node(ObjectReader& reader, std::string_view name, const Catalogue& catalogue) {
    std::string node = reader.text(name, Need::required, kKeyMax).value_or("");
    if (!node.empty() && catalogue.hub(node) == nullptr) {
        reader.refuse(name, "unknown", "the corridor has no such hub");
    }
    return node;
}

void read_unit(ObjectReader& reader, FreightLane& lane) {
    lane.unit = reader.text("unit", Need::required, kKeyMax).value_or("");
    lane.vehicle = reader.text("vehicle", Need::optional, kKeyMax).value_or("");
    if (!lane.unit.empty() && !is_freight_unit(lane.unit)) {
        reader.refuse("unit", "unknown_value", "give kg, tonne, m3 or truck");
    }
    if (!lane.vehicle.empty() && !is_freight_vehicle(lane.vehicle)) {
        reader.refuse(
            "vehicle",
            "unknown_value",
            "give van, rigid_7_12t, rigid_12_20t, rigid_26_32t or artic_34_40t"
        );
    }
    if ((lane.unit == kTruck) == lane.vehicle.empty()) {
        reader.refuse("vehicle", "bad_value", "goes with the unit truck, and only with it");
    }
}

void read_price(
    ObjectReader& reader, const std::string& pointer, FreightObservation& out, FieldErrors& errors
) {
    const Json* member = reader.object("price", Need::required);
    if (member == nullptr) {
        return;
    }
    ObjectReader price{*member, pointer, errors};
    const auto amount = price.text("amount", Need::required, limits::text_bytes_max);
    const auto word = price.text("currency", Need::required, limits::text_bytes_max);
    const auto currency = word ? parse_currency(*word) : std::nullopt;
    if (word && !currency) {
        price.refuse("currency", "unknown_value", "give VND, LAK, THB, USD or CNY");
    }
    if (amount && currency) {
        const auto money = Money::parse(*amount, *currency);
        if (!money || money->is_zero() || money->is_negative()) {
            price.refuse("amount", "malformed", "give an amount above zero as decimal text");
        } else {
            out.price_minor = money->minor();
            out.lane.currency = *currency;
        }
    }
    price.finish();
}

void read_day(ObjectReader& reader, FreightObservation& out, Day today) {
    const auto text = reader.text("day", Need::required, kKeyMax);
    const auto day = text ? parse_day(*text) : Result<Day>{today};
    if (!day) {
        reader.refuse("day", "malformed", "give a day like 2026-03-10");
        return;
    }
    out.day = *day;
    if (*day > today) {
        reader.refuse("day", "out_of_range", "is still to come; tell what was paid");
    }
}

FreightObservation
read_one(const Json& row, std::string pointer, const Told& told, FieldErrors& errors) {
    ObjectReader reader{row, std::move(pointer), errors};
    FreightObservation out;
    out.tenant = told.tenant;
    out.reporter = told.reporter;
    out.received_at = told.now;
    out.key = reader.text("id", Need::required, kKeyMax).value_or("");
    out.lane.from = read_node(reader, "from", told.catalogue);
    out.lane.to = read_node(reader, "to", told.catalogue);
    if (!out.lane.from.empty() && out.lane.from == out.lane.to) {
        reader.refuse("to", "bad_value", "give another hub than from");
    }
    read_unit(reader, out.lane);
    read_price(reader, reader.pointer("price"), out, errors);
    read_day(reader, out, corridor_day(told.now));
    out.mass_g = read_kilograms(reader, "carried_kg", Need::optional);
    reader.finish();
    return out;
}

Result<std::vector<FreightObservation>> read_all(const Json& body, const Told& told) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    std::vector<FreightObservation> all;
    const Json* rows = reader.array("observations", Need::required, kObservationsMax);
    for (std::size_t i = 0; rows != nullptr && i < rows->size(); ++i) {
        const std::string pointer = pointer_step(reader.pointer("observations"), i);
        all.push_back(read_one((*rows)[i], pointer, told, errors));
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return all;
}

/// Observations have ids of their own: the same again changes nothing.
Result<Json> keep_all(Tx& tx, const std::vector<FreightObservation>& all, Day today) {
    Json results = Json::array();
    for (const FreightObservation& observation : all) {
        const FreightKept kept = freight_observations::keep(tx, observation, today);
        results.push_back({{"id", observation.key}, {"result", std::string{name(kept)}}});
    }
    return results;
}

platform::task<Result<http::Response>>
handle_post_freight_observations(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = may_tell(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const Instant now = services.clock.business();
    const Told told{services.catalogue, principal.tenant, reporter_of(principal), now};
    auto all = read_all(*body, told);
    if (!all) {
        co_return Failure{std::move(all).error()};
    }
    auto unit = [all = std::move(*all), today = corridor_day(now)](Tx& tx) {
        return keep_all(tx, all, today);
    };
    auto results = co_await platform::write(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!results) {
        co_return Failure{std::move(results).error()};
    }
    co_return http::json_response(200, Json{{"results", std::move(*results)}});
}

} // namespace

http::Route post_freight_observations(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/freight/observations",
        .name = "post_freight_observations",
        .access = http::Access::key,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_freight_observations(services, request); },
    };
}

} // namespace route9::gateway::endpoints
