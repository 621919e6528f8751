// SPDX-License-Identifier: Apache-2.0
#include "gateway/returns/return_act.hpp"

#include "gateway/acting_for.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/returns/return_view.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/may_ship.hpp"

#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

platform::task<Result<http::Response>> handle_return_act(
    Services& services, http::Request& request, std::string name, ReadReturnStep read
) {
    if (auto allowed = require_staff(*request.principal); !allowed) {
        co_return Failure{std::move(allowed).error()};
    }
    auto body = request.body.empty() ? Result<Json>{Json::object()} : http::read_json_body(request);
    if (!body) {
        co_return Failure{std::move(body).error()};
    }
    auto act = read(services, request, *body);
    if (!act) {
        co_return Failure{std::move(act).error()};
    }
    const ReturnWork work{
        .principal = *request.principal,
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    auto unit = [work, id = std::string{request.parameter("id")}, act = std::move(*act)](Tx& tx
                ) -> Result<http::Response> {
        auto found = find_return(tx, work.principal, id);
        if (!found) {
            return Failure{std::move(found).error()};
        }
        const auto done = act(tx, work, std::move(*found));
        if (!done) {
            return Failure{done.error()};
        }
        return http::json_response(200, view(*done, work.now));
    };
    auto answer = co_await execute_once(services, request, name, std::move(unit));
    if (answer) {
        services.wakeups.notify(journal_feed(request.principal->tenant));
        services.wakeups.notify(replan_feed);
    }
    co_return answer;
}

} // namespace

Result<ReturnCase> find_return(Tx& tx, const Principal& principal, std::string_view name) {
    std::optional<ReturnCase> found;
    if (const auto id = ReturnId::parse(name)) {
        found = returns::find(tx, principal.tenant, *id);
    } else if (const auto parcel = find_parcel(tx, principal.tenant, name)) {
        found = returns::of_parcel(tx, principal.tenant, parcel->id);
    }
    const auto own = confined_to(principal);
    const bool is_visible =
        found && (!own || (principal.role == Role::seller && found->seller == *own) ||
                  (principal.role == Role::carrier && found->carrier == *own));
    if (!is_visible) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*found);
}

http::Route return_act_route(Services& services, std::string_view act, ReadReturnStep read) {
    const std::string name = "post_return_" + std::string{act};
    return {
        .method = http::Method::post,
        .pattern = "/v1/returns/{id}/" + std::string{act},
        .name = name,
        .access = http::Access::key,
        .scope = Scope::shipments_write,
        .handler = [&services, name, read](http::Request& request
                   ) { return handle_return_act(services, request, name, read); },
    };
}

} // namespace route9::gateway
