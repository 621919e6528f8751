// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/quotes/quote_endpoints.hpp"
#include "platform/async_store.hpp"
#include "quotes/named_seller.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

Result<SellerPolicy> read_policy(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    const auto text = reader.text("policy", Need::required, limits::text_bytes_max);
    const auto policy = text ? parse_policy(*text) : std::nullopt;
    if (text && !policy) {
        reader.refuse("policy", "unknown_value", "must be promise, cheapest, fastest or greenest");
    }
    const auto word = reader.text("returns", Need::optional, limits::text_bytes_max);
    const auto returns = word ? parse_return_mode(*word) : std::nullopt;
    if (word && !returns) {
        reader.refuse("returns", "unknown_value", "must be automatic or by_hand");
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    SellerPolicy wanted;
    wanted.policy = *policy;
    wanted.returns = returns.value_or(ReturnMode::automatic);
    return wanted;
}

/// The first may come without If-Match; one that stands names the version it replaces.
Result<void> check(const std::optional<std::string>& if_match, const SellerPolicy& stored) {
    if (if_match) {
        return http::check_if_match(*if_match, http::version_etag(stored.version));
    }
    if (stored.version > 0) {
        return fail(
            ErrorCode::precondition_required,
            "there is a policy: send If-Match with the ETag you have read"
        );
    }
    return {};
}

platform::task<Result<http::Response>>
handle_put_seller_policy(Services& services, http::Request& request) {
    const auto seller = named_seller(request);
    if (!seller) {
        co_return Failure{seller.error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto wanted = read_policy(*body);
    if (!wanted) {
        co_return Failure{std::move(wanted).error()};
    }
    wanted->tenant = request.principal->tenant;
    wanted->seller = *seller;
    wanted->updated_at = services.clock.business();
    auto unit = [wanted = std::move(*wanted),
                 if_match = http::if_match_of(request.headers)](Tx& tx) -> Result<SellerPolicy> {
        if (!is_seller(tx, wanted.tenant, wanted.seller)) {
            return fail(ErrorCode::not_found);
        }
        const SellerPolicy stored = seller_policies::read(
            seller_policies::ask(tx, wanted.tenant, wanted.seller), wanted.tenant, wanted.seller
        );
        if (auto fits = check(if_match, stored); !fits) {
            return Failure{std::move(fits).error()};
        }
        return seller_policies::put(tx, wanted);
    };
    const auto stored = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!stored) {
        co_return Failure{stored.error()};
    }
    http::Response response = http::json_response(200, view(*stored));
    response.headers.emplace_back("ETag", http::version_etag(stored->version));
    co_return response;
}

} // namespace

http::Route put_seller_policy(Services& services) {
    return {
        .method = http::Method::put,
        .pattern = "/v1/sellers/{id}/policy",
        .name = "put_seller_policy",
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = [&services](http::Request& request
                   ) { return handle_put_seller_policy(services, request); },
    };
}

} // namespace route9::gateway::endpoints
