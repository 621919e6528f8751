// SPDX-License-Identifier: Apache-2.0
// Signing in with a password and, where the person has one, a code of an app or of paper. An
// unknown address, a wrong password and a disabled person get the same answer after the same work.
// Refusals: unauthenticated, rate_limited (with a time to wait), overloaded, those of the store.
#pragma once

#include "gateway/people/session_start.hpp"

#include <string>
#include <variant>

namespace route9::gateway {

struct PasswordSignIn {
    TenantId tenant;
    std::string email;
    Secret password; // normalised
    SignInSource source;
};

/// The password was good; a code is wanted beside this ticket.
struct CodeWanted {
    std::string ticket;
};

using PasswordOutcome = std::variant<SignedIn, CodeWanted>;

platform::task<SignInResult<PasswordOutcome>>
sign_in_by_password(Services& services, PasswordSignIn attempt);

struct CodeSignIn {
    std::string ticket;
    std::string code; // of the app, or a recovery code
    SignInSource source;
};

platform::task<SignInResult<SignedIn>> sign_in_by_code(Services& services, CodeSignIn attempt);

/// The code of an app or of paper, judged outside a unit; `use` is what a unit runs. Nullopt when
/// it is no code of this person.
std::optional<std::function<bool(Tx&)>> judge_code(
    const UserRecord& user,
    const Secret& totp_key,
    const Secret& index_key,
    std::int64_t used_step,
    std::string_view code,
    Instant now
);

/// The person's own password, asked again before something that matters. Throttled.
platform::task<SignInResult<UserRecord>>
confirm_password(Services& services, const Principal& principal, Secret password, Tick deadline);

} // namespace route9::gateway
