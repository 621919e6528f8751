// SPDX-License-Identifier: Apache-2.0
// The last step of every way to sign in: the person is looked at again, what proves them is used
// up, the session begins, the one it replaces ends, and the journal tells of it; one unit.
#pragma once

#include "core/people/user_session.hpp"
#include "gateway/services.hpp"

#include <expected>
#include <functional>
#include <optional>
#include <string>

namespace route9::gateway {

/// Why nobody was signed in, and when to try again at the earliest.
struct SignInRefusal {
    Error error;
    Seconds retry_after{1};
};

template <class T>
using SignInResult = std::expected<T, SignInRefusal>;

struct SignedIn {
    UserRecord user;
    NewSession session;
};

/// Who asks, beside what they present.
struct SignInSource {
    std::string network;
    std::string old_token; // of the browser's present session, which ends; may be empty
    Tick deadline{};
};

struct SessionStart {
    UserRecord user; // as it was when the proof was looked at
    SignInMethod method = SignInMethod::password;
    std::optional<std::string> renewed_hash;
    std::function<bool(Tx&)> use_proof; // false refuses; empty when there is nothing to use up
    SignInSource source;
};

std::unexpected<SignInRefusal> refuse_sign_in(ErrorCode code, std::string detail);

platform::task<SignInResult<SignedIn>> start_session(Services& services, SessionStart start);

} // namespace route9::gateway
