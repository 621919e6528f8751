// SPDX-License-Identifier: Apache-2.0
#include "core/people/password_policy.hpp"
#include "core/people/second_factor.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/session_answer.hpp"
#include "gateway/people/sign_in.hpp"
#include "gateway/people/user_events.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

struct Unit {
    Principal by;
    Instant now{};
    EventId event;

    Result<http::Response> operator()(Tx& tx) const {
        if (!second_factors::remove(tx, by.tenant, *by.user)) {
            return fail(ErrorCode::not_found, "you have no authenticator app");
        }
        const Json data{{"by", by.user->text()}};
        tell(tx, {by.tenant, by.user->text(), "user.totp_removed", data, now, event});
        return http::empty_response(204);
    }
};

platform::task<Result<http::Response>>
handle_post_totp_remove(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*body, "", errors};
    const auto password = reader.text("password", Need::required, password_bytes_max);
    reader.finish();
    if (!errors.empty()) {
        co_return fail_fields(std::move(errors));
    }
    const Principal principal = *request.principal;
    const auto user = co_await confirm_password(
        services, principal, normalised_password(*password), request.deadline
    );
    if (!user) {
        co_return refusal_answer(user.error(), request);
    }
    const Instant now = services.clock.business();
    Unit unit{principal, now, EventId::make(now, services.entropy)};
    auto answer = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (answer) {
        services.wakeups.notify(journal_feed(principal.tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_totp_remove(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/totp/remove",
        .name = "post_totp_remove",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_totp_remove(services, request); },
    };
}

} // namespace route9::gateway::endpoints
