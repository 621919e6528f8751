// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/aggregates/aggregate_endpoints.hpp"
#include "gateway/aggregates/own_numbers.hpp"
#include "gateway/fleet/row_precondition.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

bool may_be_prefix(std::string_view text) {
    return text.size() >= company_prefix_digits_min && text.size() <= company_prefix_digits_max &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

Result<OwnPrefix> read_prefix(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    OwnPrefix prefix;
    const auto company = reader.text("company_prefix", Need::required, company_prefix_digits_max);
    if (company && !may_be_prefix(*company)) {
        reader.refuse("company_prefix", "bad_value", "a GS1 company prefix has 4 to 12 digits");
    }
    prefix.extension_digit = reader.integer("extension_digit", Need::optional, 0, 9).value_or(0);
    prefix.parcels = reader.flag("parcels", Need::optional).value_or(false);
    if (company && may_be_prefix(*company)) {
        prefix.company_prefix = *company;
        prefix.next_serial =
            reader.integer("first_serial", Need::optional, 0, serials_of(*company) - 1).value_or(0);
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return prefix;
}

struct Stored {
    OwnPrefix prefix;
    bool is_new = false;
};

Result<Stored> store(Tx& tx, const OwnPrefix& prefix, const RowPrecondition& known) {
    const auto standing = own_prefixes::find(tx, prefix.tenant);
    const auto version = standing ? std::optional{standing->version} : std::nullopt;
    if (auto fits = check_row_precondition(known, version); !fits) {
        return Failure{std::move(fits).error()};
    }
    auto stored = own_prefixes::put(tx, prefix);
    if (!stored) {
        return Failure{std::move(stored).error()};
    }
    return Stored{std::move(*stored), !standing};
}

platform::task<Result<http::Response>>
handle_put_gs1_prefix(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_role(principal, {Role::operator_}); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto prefix = read_prefix(*body);
    if (!prefix) {
        co_return Failure{std::move(prefix).error()};
    }
    const auto known = read_row_precondition(request.headers);
    if (!known) {
        co_return Failure{known.error()};
    }
    prefix->tenant = principal.tenant;
    prefix->updated_at = services.clock.business();
    auto look = [prefix = *prefix](Tx& tx) -> Result<bool> {
        return own_prefixes::is_anothers(tx, prefix);
    };
    const auto anothers = co_await platform::read(
        services.store, Reach::everything(), std::move(look), request.deadline
    );
    if (!anothers) {
        co_return Failure{anothers.error()};
    }
    if (*anothers) {
        co_return fail(
            ErrorCode::already_exists, "another company numbers with this prefix and digit"
        );
    }
    auto unit = [prefix = std::move(*prefix), known = *known](Tx& tx) {
        return store(tx, prefix, known);
    };
    const auto stored = co_await platform::write(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    http::Response response =
        http::json_response(stored->is_new ? 201 : 200, prefix_view(stored->prefix));
    response.headers.emplace_back("ETag", http::version_etag(stored->prefix.version));
    co_return response;
}

} // namespace

http::Route put_gs1_prefix(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/gs1-prefix",
        .name = "put_gs1_prefix",
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_gs1_prefix(services, request); },
    };
}

} // namespace route9::gateway::endpoints
