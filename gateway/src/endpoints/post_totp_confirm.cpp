// SPDX-License-Identifier: Apache-2.0
#include "adapters/sign_in/totp.hpp"
#include "core/limits.hpp"
#include "core/people/second_factor.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/person_details.hpp"
#include "gateway/people/totp_seal.hpp"
#include "gateway/people/user_events.hpp"
#include "platform/async_store.hpp"

#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

struct Unit {
    Principal by;
    std::string code;
    std::vector<BlindIndex> recovery;
    Instant now{};
    EventId event;
    const Vault& vault;

    Result<UserId> operator()(Tx& tx) const {
        const auto totp = second_factors::find(tx, by.tenant, *by.user);
        const auto person = person_key(tx, by.tenant, *by.user, vault);
        if (!totp || totp->confirmed || !person) {
            return fail(ErrorCode::state_forbids, "begin with POST /v1/totp");
        }
        const Secret key = open_totp_key(*totp, *by.user, *person);
        const auto step = adapters::match_totp(key, code, now, totp->used_step);
        if (!step) {
            return fail_field("/code", "wrong", "give the code that the app shows now");
        }
        second_factors::confirm(tx, by.tenant, *by.user, *step, recovery);
        tell(tx, {by.tenant, by.user->text(), "user.totp_added", Json::object(), now, event});
        return *by.user;
    }
};

platform::task<Result<http::Response>>
handle_post_totp_confirm(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader reader{*body, "", errors};
    const auto code = reader.text("code", Need::required, recovery_code_bytes_max);
    reader.finish();
    if (!errors.empty()) {
        co_return fail_fields(std::move(errors));
    }
    const Principal& principal = *request.principal;
    const auto keys = co_await services.keyring.tenant(principal.tenant, request.deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    const auto codes = make_recovery_codes(services.entropy);
    const Instant now = services.clock.business();
    Unit unit{principal, *code, {}, now, EventId::make(now, services.entropy), services.vault};
    for (const std::string& text : codes) {
        unit.recovery.push_back(recovery_code_index((*keys)->index, *principal.user, text));
    }
    const auto done = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!done) {
        co_return Failure{done.error()};
    }
    services.wakeups.notify(journal_feed(principal.tenant));
    http::Response response = http::json_response(200, Json{{"recovery_codes", codes}});
    response.headers.emplace_back("Cache-Control", "no-store");
    co_return response;
}

} // namespace

http::Route post_totp_confirm(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/totp/confirm",
        .name = "post_totp_confirm",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_totp_confirm(services, request); },
    };
}

} // namespace route9::gateway::endpoints
