// SPDX-License-Identifier: Apache-2.0
#include "core/journal.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/floor/floor_endpoints.hpp"
#include "gateway/floor/receipt_view.hpp"
#include "gateway/http/bodiless.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/may_ship.hpp"
#include "platform/async_store.hpp"

#include <span>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

using namespace fulfillment;

/// Again changes nothing.
Result<Receipt>
close(Tx& tx, const Principal& principal, const ReceiptId& id, Instant now, DrawnEntropy ids) {
    auto receipt = find_receipt(tx, principal, id);
    if (!receipt || receipt->closed_at || !receipts::close(tx, *receipt, now)) {
        return receipt;
    }
    receipt->closed_at = now;
    const Event closed{
        .id = EventId::make(now, ids),
        .tenant = principal.tenant,
        .seller = receipt->seller,
        .carrier = {},
        .type = "receipt.closed",
        .subject = id.text(),
        .sequence = 1,
        .at = now,
        .data = receipt_view(*receipt).dump(),
    };
    journal::append(tx, std::span{&closed, 1});
    return receipt;
}

platform::task<Result<http::Response>>
handle_post_receipt_close(Services& services, http::Request& request) {
    const Principal& principal = *request.principal;
    if (auto allowed = require_staff(principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    if (auto bodiless = http::require_no_members(request); !bodiless) {
        co_return Failure{std::move(bodiless).error()};
    }
    const auto id = ReceiptId::parse(request.parameter("id"));
    if (!id) {
        co_return fail(ErrorCode::not_found);
    }
    auto unit = [principal,
                 id = *id,
                 now = services.clock.business(),
                 ids = DrawnEntropy{services.entropy}](Tx& tx) {
        return close(tx, principal, id, now, ids);
    };
    const auto receipt = co_await platform::write(
        services.store, reach_of(principal), std::move(unit), request.deadline
    );
    if (!receipt) {
        co_return Failure{receipt.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    co_return http::json_response(200, receipt_view(*receipt));
}

} // namespace

http::Route post_receipt_close(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/receipts/{id}/close",
        .name = "post_receipt_close",
        .access = http::Access::key,
        .scope = Scope::stock_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_receipt_close(services, request); },
    };
}

} // namespace route9::gateway::endpoints
