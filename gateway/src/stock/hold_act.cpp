// SPDX-License-Identifier: Apache-2.0
#include "gateway/stock/hold_act.hpp"

#include "gateway/acting_for.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/views/hold_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

Result<void> require_no_members(const http::Request& request) {
    if (request.body.empty()) {
        return {};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader{*body, "", errors}.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return {};
}

platform::task<Result<http::Response>>
handle_hold_act(Services& services, http::Request& request, HoldAct act) {
    if (auto bare = require_no_members(request); !bare) {
        co_return Failure{std::move(bare).error()};
    }
    const auto id = HoldId::parse(request.parameter("id"));
    if (!id) {
        co_return fail(ErrorCode::not_found);
    }
    auto unit = [principal = *request.principal, id = *id, act = std::move(act)](Tx& tx
                ) -> Result<StockHold> {
        auto hold = find_hold(tx, principal, id);
        if (!hold) {
            return hold;
        }
        return act(tx, std::move(*hold));
    };
    const auto done = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!done) {
        co_return Failure{done.error()};
    }
    services.wakeups.notify(replan_feed);
    co_return http::json_response(200, view(*done));
}

} // namespace

Result<StockHold> find_hold(Tx& tx, const Principal& principal, const HoldId& id) {
    auto hold = holds::find(tx, principal.tenant, id);
    const auto own = confined_to(principal);
    if (!hold || (own && hold->seller != *own)) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*hold);
}

http::Route hold_act_route(
    Services& services,
    std::string pattern,
    std::string name,
    std::function<HoldAct(Services&)> make
) {
    return {
        .method = http::Method::post,
        .pattern = std::move(pattern),
        .name = std::move(name),
        .access = http::Access::key,
        .scope = Scope::stock_write,
        .handler = [&services, make = std::move(make)](http::Request& request
                   ) { return handle_hold_act(services, request, make(services)); },
    };
}

} // namespace route9::gateway
