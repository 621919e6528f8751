// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "core/tenancy.hpp"
#include "fulfillment/departure_store.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/quotes/quote_endpoints.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"
#include "quotes/terms_view.hpp"

#include <map>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

/// Districts of Laos, by code or name; elsewhere there are none.
std::optional<std::vector<std::string>>
read_districts(ObjectReader& reader, const AddressBook& addresses, FieldErrors& errors) {
    const Json* list = reader.array("districts", Need::optional, carrier_districts_max);
    if (list == nullptr) {
        return std::nullopt;
    }
    std::vector<std::string> districts;
    for (std::size_t i = 0; i < list->size(); ++i) {
        const Json& item = (*list)[i];
        const bool is_known =
            item.is_string() &&
            addresses.resolve({"LA", "", item.get<std::string>()}).fit != AddressFit::unknown;
        if (is_known) {
            districts.push_back(item.get<std::string>());
        } else if (errors.size() < limits::field_errors_max) {
            errors.push_back(
                {pointer_step("/districts", i), "unknown", "give a district of Laos, code or name"}
            );
        }
    }
    return districts;
}

std::optional<Decimal> read_amount(ObjectReader& reader, std::string_view name, Need need) {
    const auto text = reader.text(name, need, limits::text_bytes_max);
    const auto amount = text ? Decimal::parse(*text) : Result<Decimal>{};
    const bool is_good = text && amount && !amount->is_negative() && Cost::from(*amount);
    if (text && !is_good) {
        reader.refuse(name, "malformed", "give an amount as text, not below zero, e.g. \"1.50\"");
    }
    return is_good ? std::optional{*amount} : std::nullopt;
}

std::optional<std::map<std::string, Decimal>>
read_cod_max(ObjectReader& reader, FieldErrors& errors) {
    const Json* given = reader.object("cod_max", Need::optional);
    if (given == nullptr) {
        return std::nullopt;
    }
    ObjectReader amounts{*given, "/cod_max", errors};
    std::map<std::string, Decimal> most;
    for (const char* currency : {"VND", "LAK", "THB", "USD", "CNY"}) {
        if (const auto amount = read_amount(amounts, currency, Need::optional)) {
            most.emplace(currency, *amount);
        }
    }
    amounts.finish();
    return most;
}

Result<CarrierTerms> read_terms(const Json& body, const AddressBook& addresses) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    CarrierTerms terms;
    Carrier& carrier = terms.carrier;
    carrier.districts = read_districts(reader, addresses, errors);
    carrier.home = reader.flag("home", Need::optional).value_or(true);
    carrier.branch = reader.flag("branch", Need::optional).value_or(false);
    if (const auto fee = read_amount(reader, "fee", Need::optional)) {
        carrier.fee = *Cost::from(*fee);
    }
    carrier.cod_max = read_cod_max(reader, errors);
    carrier.accepts_dangerous = reader.flag("dangerous_goods", Need::optional).value_or(false);
    reader.finish();
    if (!carrier.home && !carrier.branch) {
        reader.refuse("branch", "bad_value", "deliver to the door, to a branch or to both");
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return terms;
}

/// The first may come without If-Match; those that stand are replaced by version.
Result<void>
check(const std::optional<std::string>& if_match, const std::optional<CarrierTerms>& stored) {
    if (if_match) {
        return http::check_if_match(*if_match, http::version_etag(stored ? stored->version : 0));
    }
    if (stored) {
        return fail(
            ErrorCode::precondition_required,
            "there are terms: send If-Match with the ETag you have read"
        );
    }
    return {};
}

/// What waits is looked at again, and what is planned from now on keeps to them.
Result<CarrierTerms>
put_terms(Tx& tx, const CarrierTerms& terms, const std::optional<std::string>& if_match) {
    const PartyId carrier{terms.carrier.id};
    const auto party = tenancy::find_party(tx, terms.tenant, carrier);
    if (!party || party->kind != PartyKind::carrier) {
        return fail(ErrorCode::not_found);
    }
    const auto stored = carrier_terms::find(tx, terms.tenant, carrier);
    if (auto fits = check(if_match, stored); !fits) {
        return Failure{std::move(fits).error()};
    }
    CarrierTerms put = carrier_terms::put(tx, terms);
    departures::move_snapshot(tx, put.tenant);
    enqueue_waiting(tx, put.tenant, PlanCause::departure_changed, put.updated_at);
    return put;
}

platform::task<Result<http::Response>>
handle_put_carrier_terms(Services& services, http::Request& request) {
    if (auto allowed = require_role(*request.principal, {Role::operator_}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto terms = read_terms(*body, services.catalogue.corridor.addresses);
    if (!terms) {
        co_return Failure{std::move(terms).error()};
    }
    terms->tenant = request.principal->tenant;
    terms->carrier.id = request.parameter("id");
    terms->updated_at = services.clock.business();
    auto unit = [terms = std::move(*terms), if_match = http::if_match_of(request.headers)](Tx& tx) {
        return put_terms(tx, terms, if_match);
    };
    const auto stored = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    services.wakeups.notify(replan_feed);
    http::Response response = http::json_response(200, view(*stored));
    response.headers.emplace_back("ETag", http::version_etag(stored->version));
    co_return response;
}

} // namespace

http::Route put_carrier_terms(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/carriers/{id}/terms",
        .name = "put_carrier_terms",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_carrier_terms(services, request); },
    };
}

} // namespace route9::gateway::endpoints
