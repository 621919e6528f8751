// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "core/people/password_policy.hpp"
#include "core/people/user_session.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/redeem_link.hpp"
#include "gateway/people/session_answer.hpp"
#include "gateway/people/sign_in.hpp"
#include "gateway/people/user_events.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

struct Unit {
    UserRecord user; // with the new hash
    Principal by;
    Instant now{};
    EventId event;

    Result<http::Response> operator()(Tx& tx) const {
        auto saved = users::save(tx, user);
        if (!saved) {
            return Failure{std::move(saved).error()};
        }
        sessions::end_all(tx, by.tenant, user.id, by.session);
        tell(tx, {by.tenant, user.id.text(), "user.password_changed", Json::object(), now, event});
        return http::empty_response(204);
    }
};

platform::task<Result<http::Response>>
handle_post_password(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*body, "", errors};
    const auto present = reader.text("password", Need::required, password_bytes_max);
    auto wanted = reader.text("new_password", Need::required, password_bytes_max);
    reader.finish();
    if (!errors.empty()) {
        co_return fail_fields(std::move(errors));
    }
    const Principal principal = *request.principal;
    auto user = co_await confirm_password(
        services, principal, normalised_password(*present), request.deadline
    );
    if (!user) {
        co_return refusal_answer(user.error(), request);
    }
    auto hash = co_await hash_new_password(
        services, *user, "/new_password", std::move(*wanted), request.deadline
    );
    if (!hash) {
        co_return Failure{std::move(hash).error()};
    }
    user->password_hash = std::move(*hash);
    const Instant now = services.clock.business();
    Unit unit{std::move(*user), principal, now, EventId::make(now, services.entropy)};
    auto answer = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (answer) {
        services.wakeups.notify(journal_feed(principal.tenant));
    }
    co_return answer;
}

} // namespace

http::Route post_password(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/password",
        .name = "post_password",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_password(services, request); },
    };
}

} // namespace route9::gateway::endpoints
