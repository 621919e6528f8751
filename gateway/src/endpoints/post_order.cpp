// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/order_document.hpp"
#include "gateway/answer_cache.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/idempotency.hpp"
#include "gateway/orders/order_door.hpp"
#include "gateway/orders/place_order.hpp"
#include "gateway/views/order_page.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_order";

http::Response created(const fulfillment::OrderRecord& record) {
    http::Response response = http::json_response(201, order_summary(record));
    response.headers.emplace_back("Location", "/v1/orders/" + record.id.text());
    response.headers.emplace_back("ETag", http::version_etag(record.version));
    return response;
}

AroundOrder<http::Response>
answered_once(IdempotencyClaim claim, Keyring& keyring, TenantId tenant, PartyId seller) {
    return [claim = std::move(claim),
            &keyring,
            tenant = std::move(tenant),
            seller = std::move(seller)](Tx& tx, const auto& place) -> Result<http::Response> {
        Result<std::optional<http::Response>> stored;
        Rows asked = idempotency::ask(tx, claim);
        const auto record = place(tx, [&] {
            stored = idempotency::read(std::move(asked), tx, claim, keyring);
            return stored && !*stored;
        });
        if (!stored) {
            return Failure{std::move(stored).error()};
        }
        if (*stored) {
            return std::move(**stored);
        }
        if (!record) {
            return Failure{record.error()};
        }
        http::Response response = created(*record);
        idempotency::store(tx, claim, response);
        return response;
    };
}

platform::task<Result<http::Response>>
handle_post_order(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const auto seller = co_await seller_of_order(services, request);
    if (!seller) {
        co_return Failure{seller.error()};
    }
    const TenantId tenant = request.principal->tenant;
    const Instant now = services.clock.business();
    auto claim = co_await claim_idempotency(
        services.keyring, services.compute, services.entropy, request, kName, now
    );
    if (!claim) {
        co_return Failure{std::move(claim).error()};
    }
    auto earlier = co_await services.answers.find(*claim, request.deadline);
    if (!earlier) {
        co_return Failure{std::move(earlier).error()};
    }
    if (*earlier) {
        co_return std::move(**earlier);
    }
    auto read = adapters::read_order(*body);
    if (!read) {
        co_return Failure{std::move(read).error()};
    }
    auto order = possible_order(std::move(*read), services, now);
    if (!order) {
        co_return Failure{std::move(order).error()};
    }
    const auto keys = co_await services.keyring.tenant(tenant, request.deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    const Instant placed_at = std::min(order->placed_at, now);
    auto prepared = std::make_shared<const PreparedOrder>(prepare_order(
        {.tenant = tenant, .seller = *seller, .order = std::move(*order), .source_time = placed_at},
        {.addresses = services.catalogue.corridor.addresses,
         .keys = **keys,
         .vault = services.vault,
         .entropy = services.entropy,
         .now = now}
    ));
    auto around = answered_once(*claim, services.keyring, tenant, *seller);
    auto answer = co_await place_order<http::Response>(
        services, std::move(prepared), Prohibited::refuse, std::move(around), request.deadline
    );
    if (answer) {
        services.answers.keep(*claim, *answer);
    }
    co_return answer;
}

} // namespace

http::Route post_order(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/orders",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::orders_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_order(services, request); },
    };
}

} // namespace route9::gateway::endpoints
