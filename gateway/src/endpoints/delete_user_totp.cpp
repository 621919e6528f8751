// SPDX-License-Identifier: Apache-2.0
#include "core/people/second_factor.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/find_user.hpp"
#include "gateway/people/four_eyes.hpp"
#include "gateway/people/user_events.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

struct Unit {
    Principal by;
    std::string id;
    Instant now{};
    EventId event;

    Result<http::Response> operator()(Tx& tx) const {
        const auto user = find_user(tx, by.tenant, id);
        if (!user) {
            return Failure{user.error()};
        }
        if (user->id == by.user) {
            return fail(ErrorCode::state_forbids, "remove your own with POST /v1/totp/remove");
        }
        auto agreed = require_approval(tx, act_of_removing_totp(*user, by.user), now);
        if (!agreed) {
            return Failure{std::move(agreed).error()};
        }
        if (!second_factors::remove(tx, by.tenant, user->id)) {
            return fail(ErrorCode::not_found, "this person has no authenticator app");
        }
        tell(
            tx,
            {by.tenant, user->id.text(), "user.totp_removed", {{"by", actor_of(by)}}, now, event}
        );
        return http::empty_response(204);
    }
};

platform::task<Result<http::Response>>
handle_delete_user_totp(Services& services, http::Request& request) {
    const Instant now = services.clock.business();
    Unit unit{
        .by = *request.principal,
        .id = std::string{request.parameter("id")},
        .now = now,
        .event = EventId::make(now, services.entropy),
    };
    auto answer = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (answer) {
        services.wakeups.notify(journal_feed(request.principal->tenant));
    }
    co_return answer;
}

} // namespace

http::Route delete_user_totp(Services& services) {
    return {
        .method = http::Method::delete_,
        .pattern = "/v1/users/{id}/totp",
        .name = "delete_user_totp",
        .access = http::Access::key,
        .scope = Scope::admin,
        .handler = [&services](http::Request& request
                   ) { return handle_delete_user_totp(services, request); },
    };
}

} // namespace route9::gateway::endpoints
