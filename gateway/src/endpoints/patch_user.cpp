// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "core/people/account_link.hpp"
#include "core/people/user_session.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/etag.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/find_user.hpp"
#include "gateway/people/four_eyes.hpp"
#include "gateway/people/user_events.hpp"
#include "gateway/views/user_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

/// {"role"?, "party"?, "state"?: "active" | "disabled"}; what is left out stays as it is. A role
/// that acts for the whole business leaves the party.
Result<UserRecord> read_change(const Json& body, UserRecord user) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    if (const auto word = reader.text("role", Need::optional, limits::foreign_id_bytes_max)) {
        const auto role = parse_role(*word);
        if (!role) {
            reader.refuse("role", "unknown_value", "give a role, e.g. warehouse");
        }
        user.role = role.value_or(user.role);
        user.party = role_needs_party(user.role) ? user.party : PartyId{};
    }
    if (auto party = reader.text("party", Need::optional, limits::foreign_id_bytes_max)) {
        user.party = PartyId{std::move(*party)};
    }
    if (const auto word = reader.text("state", Need::optional, limits::foreign_id_bytes_max)) {
        const bool known = *word == "active" || *word == "disabled";
        if (!known) {
            reader.refuse("state", "unknown_value", "give active or disabled");
        }
        const UserState back = user.joined_at ? UserState::active : UserState::invited;
        user.state = *word == "active" ? back : UserState::disabled;
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return user;
}

struct Unit {
    UserRecord before;
    UserRecord changed;
    Principal by;
    Instant now{};
    EventId event;
    const Vault& vault;

    Result<http::Response> operator()(Tx& tx) const {
        const bool raised = changed.role != before.role && is_elevated(changed.role);
        if (raised) {
            auto agreed = require_approval(tx, act_of_role(changed, changed.role, by.user), now);
            if (!agreed) {
                return Failure{std::move(agreed).error()};
            }
        }
        auto user = users::save(tx, changed);
        if (!user) {
            return Failure{std::move(user).error()};
        }
        const bool was = before.role == Role::operator_ && before.state == UserState::active;
        if (was && users::active_operators(tx, by.tenant) == 0) {
            return fail(
                ErrorCode::state_forbids, "this is the last operator; invite another first"
            );
        }
        if (user->state == UserState::disabled) {
            sessions::end_all(tx, user->tenant, user->id, std::nullopt);
            account_links::withdraw(tx, user->tenant, user->id);
        }
        Json data{
            {"by", actor_of(by)},
            {"role", std::string{name(user->role)}},
            {"state", std::string{name(user->state)}},
        };
        if (!user->party.empty()) {
            data["party"] = user->party.text();
        }
        tell(tx, {by.tenant, user->id.text(), "user.changed", std::move(data), now, event});
        return user_response(200, *user, user_view(tx, *user, vault));
    }
};

platform::task<Result<http::Response>>
handle_patch_user(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    const Principal& principal = *request.principal;
    auto look = [tenant = principal.tenant, id = std::string{request.parameter("id")}](Tx& tx) {
        return find_user(tx, tenant, id);
    };
    auto user = co_await platform::read(
        services.store, reach_of(*request.principal), std::move(look), request.deadline
    );
    if (!user) {
        co_return Failure{std::move(user).error()};
    }
    auto matched = http::check_if_match(request.headers, http::version_etag(user->version));
    if (!matched) {
        co_return Failure{std::move(matched).error()};
    }
    auto changed = read_change(*body, *user);
    if (!changed) {
        co_return Failure{std::move(changed).error()};
    }
    const Instant now = services.clock.business();
    Unit unit{
        .before = std::move(*user),
        .changed = std::move(*changed),
        .by = principal,
        .now = now,
        .event = EventId::make(now, services.entropy),
        .vault = services.vault,
    };
    auto answer = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (answer) {
        services.wakeups.notify(journal_feed(principal.tenant));
    }
    co_return answer;
}

} // namespace

http::Route patch_user(Services& services) {
    return {
        .method = http::Method::patch,
        .pattern = "/v1/users/{id}",
        .name = "patch_user",
        .access = http::Access::key,
        .scope = Scope::admin,
        .handler = [&services](http::Request& request
                   ) { return handle_patch_user(services, request); },
    };
}

} // namespace route9::gateway::endpoints
