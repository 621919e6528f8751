// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/fleet/row_precondition.hpp"
#include "gateway/floor/bin_view.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

Result<Bin> read_bin(const Json& body, std::string id) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Bin bin;
    bin.id = std::move(id);
    if (bin.id.empty() || bin.id.size() > bin_id_bytes_max) {
        errors.push_back({"/id", "bad_value", "an id has 1 to 64 bytes"});
    }
    bin.warehouse = reader.text("warehouse", Need::required, bin_id_bytes_max).value_or("");
    bin.zone = reader.text("zone", Need::optional, limits::foreign_id_bytes_max).value_or("");
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return bin;
}

Result<http::Response> store(Tx& tx, Bin bin, const RowPrecondition& known) {
    const auto stored = bins::find(tx, bin.tenant, bin.id);
    const auto version = stored ? std::optional{stored->version} : std::nullopt;
    if (auto fits = check_row_precondition(known, version); !fits) {
        return Failure{std::move(fits).error()};
    }
    if (stored && stored->warehouse != bin.warehouse) {
        return fail_field("/warehouse", "bad_value", "a bin stays where it is: make another one");
    }
    bin = bins::put(tx, std::move(bin));
    http::Response response =
        http::json_response(stored ? 200 : 201, bin_view(bin, bins::goods(tx, bin.tenant, bin.id)));
    response.headers.emplace_back("ETag", http::version_etag(bin.version));
    return response;
}

platform::task<Result<http::Response>> handle_put_bin(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto bin = read_bin(*body, std::string{request.parameter("id")});
    if (!bin) {
        co_return Failure{std::move(bin).error()};
    }
    if (!services.snapshots.is_warehouse(bin->warehouse)) {
        co_return fail_field("/warehouse", "unknown", "GET /v1/warehouses lists them");
    }
    const auto known = read_row_precondition(request.headers);
    if (!known) {
        co_return Failure{known.error()};
    }
    bin->tenant = principal.tenant;
    bin->updated_at = services.clock.business();
    auto unit = [bin = std::move(*bin), known = *known](Tx& tx) { return store(tx, bin, known); };
    co_return co_await platform::write(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
}

} // namespace

http::Route put_bin(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/bins/{id}",
        .name = "put_bin",
        .access = http::Access::key,
        .scope = Scope::stock_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_bin(services, request); },
    };
}

} // namespace route9::gateway::endpoints
