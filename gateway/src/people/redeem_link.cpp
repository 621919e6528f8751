// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/redeem_link.hpp"

#include "core/people/account_link.hpp"
#include "core/people/password_hash.hpp"
#include "core/people/password_policy.hpp"
#include "core/people/user_session.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/people/four_eyes.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/person_details.hpp"
#include "gateway/people/user_events.hpp"
#include "platform/async_store.hpp"

#include <array>
#include <utility>

namespace route9::gateway {
namespace {

constexpr const char* kDead = "This link is not good (any more); ask for a new one.";

struct Invitee {
    AccountLink link;
    UserRecord user;
};

Result<Invitee> find_invitee(Tx& tx, const Digest256& token, Instant now) {
    auto link = account_links::find(tx, token, now);
    auto user = link ? users::find(tx, link->tenant, link->user) : std::nullopt;
    if (!user) {
        return fail(ErrorCode::not_found, kDead);
    }
    return Invitee{std::move(*link), std::move(*user)};
}

struct Unit {
    Digest256 token{};
    std::string hash;
    Instant now{};
    EventId event;

    Result<UserRecord> operator()(Tx& tx) const {
        auto invitee = find_invitee(tx, token, now);
        if (!invitee) {
            return Failure{std::move(invitee).error()};
        }
        auto& [link, user] = *invitee;
        const bool joins = link.kind == LinkKind::invitation;
        if (user.state != (joins ? UserState::invited : UserState::active)) {
            return fail(ErrorCode::not_found, kDead);
        }
        if (joins && link.issued_by && is_elevated(user.role)) {
            auto agreed = require_approval(tx, act_of_joining(user, link.issued_by), now);
            if (!agreed) {
                return fail(
                    ErrorCode::approval_required,
                    "Another operator has to agree before you can join; try again then."
                );
            }
        }
        if (!account_links::spend(tx, link)) {
            return fail(ErrorCode::not_found, kDead);
        }
        user.password_hash = hash;
        user.state = UserState::active;
        if (joins) {
            user.joined_at = now;
        } else {
            user.recovered_at = now;
            user.recovered_by = link.issued_by;
        }
        sessions::end_all(tx, user.tenant, user.id, std::nullopt);
        tell(
            tx,
            {.tenant = user.tenant,
             .subject = user.id.text(),
             .type = joins ? "user.joined" : "user.recovered",
             .at = now,
             .id = event}
        );
        return users::save(tx, std::move(user));
    }
};

} // namespace

platform::task<Result<std::string>> hash_new_password(
    Services& services,
    const UserRecord& user,
    std::string_view pointer,
    std::string password,
    Tick deadline
) {
    auto look = [user, &vault = services.vault](Tx& tx) -> Result<PersonDetails> {
        return open_details(tx, user, vault);
    };
    const auto details =
        co_await platform::read(services.store, Reach::of(user.tenant), std::move(look), deadline);
    if (!details) {
        co_return Failure{details.error()};
    }
    const std::array context{
        details->email, details->name, user.tenant.text(), std::string{"route9"}
    };
    auto checked =
        check_new_password(pointer, password, services.catalogue.common_passwords, context);
    wipe(password.data(), password.size());
    if (!checked) {
        co_return Failure{std::move(checked).error()};
    }
    auto work = [password = std::move(*checked),
                 salt = make_password_salt(services.entropy),
                 cost = services.people.cost]() -> Result<std::string> {
        return hash_password(password, salt, cost);
    };
    co_return co_await services.compute.run(std::move(work), deadline);
}

platform::task<Result<UserRecord>> redeem_link(Services& services, Redemption redemption) {
    const Instant now = services.clock.business();
    const Digest256 token = token_hash(redemption.token);
    auto look = [token, now](Tx& tx) { return find_invitee(tx, token, now); };
    const auto invitee = co_await platform::read(
        services.store, Reach::everything(), std::move(look), redemption.deadline
    );
    if (!invitee) {
        co_return Failure{invitee.error()};
    }
    auto hash = co_await hash_new_password(
        services, invitee->user, "/password", std::move(redemption.password), redemption.deadline
    );
    if (!hash) {
        co_return Failure{std::move(hash).error()};
    }
    Unit unit{token, std::move(*hash), now, EventId::make(now, services.entropy)};
    auto user = co_await platform::write(
        services.store, Reach::of(invitee->user.tenant), std::move(unit), redemption.deadline
    );
    if (user) {
        services.wakeups.notify(journal_feed(user->tenant));
    }
    co_return user;
}

} // namespace route9::gateway
