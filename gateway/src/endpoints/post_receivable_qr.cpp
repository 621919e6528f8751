// SPDX-License-Identifier: Apache-2.0
#include "gateway/acting_for.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/money/money_access.hpp"
#include "gateway/money/receivable_qr.hpp"
#include "gateway/views/money_json.hpp"
#include "platform/async_store.hpp"

namespace route9::gateway::endpoints {
namespace {

Json page(
    const ReceivableQr& qr, const payments::Receivable& receivable, const Catalogue& catalogue
) {
    Json json{
        {"receivable", receivable.id.text()},
        {"scheme", std::string{name(qr.scheme)}},
        {"code", receivable.reference},
        {"amount", money_json(receivable.remaining())},
        {"payload", qr.payload},
    };
    const auto& banks = qr.scheme == QrScheme::vietqr ? catalogue.vn_banks : catalogue.lao_banks;
    if (const payments::Bank* bank = banks.find(qr.bank)) {
        json["bank"] = bank->name;
    }
    return json;
}

// Nothing is created: the payload follows from the receivable, so no Idempotency-Key is asked for.
platform::task<Result<http::Response>>
handle_post_receivable_qr(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto unit = [principal = *request.principal, id = std::string{request.parameter("id")}](Tx& tx
                ) { return find_receivable_for(tx, principal, id); };
    const auto found = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!found) {
        co_return Failure{found.error()};
    }
    const auto qr = make_receivable_qr(*body, *found, services.clock.business());
    if (!qr) {
        co_return Failure{qr.error()};
    }
    co_return http::json_response(200, page(*qr, *found, services.catalogue));
}

} // namespace

http::Route post_receivable_qr(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/receivables/{id}/qr",
        .name = "post_receivable_qr",
        .access = http::Access::key,
        .scope = Scope::money_read,
        .handler = [&services](http::Request& request
                   ) { return handle_post_receivable_qr(services, request); },
    };
}

} // namespace route9::gateway::endpoints
