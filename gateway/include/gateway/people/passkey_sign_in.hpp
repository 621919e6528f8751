// SPDX-License-Identifier: Apache-2.0
// Signing in with a passkey, which is both factors in one; and what registering one is bound to.
// A challenge is a sealed ticket that is used up with the answer to it.
#pragma once

#include "adapters/sign_in/passkey.hpp"
#include "core/json.hpp"
#include "core/people/passkey.hpp"
#include "gateway/http/public_origin.hpp"
#include "gateway/people/session_start.hpp"

#include <string>

namespace route9::gateway {

struct PasskeySignIn {
    std::string challenge;
    Bytes credential_id;
    std::string client_data;
    Bytes authenticator_data;
    Bytes signature;
    SignInSource source;
};

/// Refusals: unauthenticated, rate_limited, those of the store.
platform::task<SignInResult<SignedIn>>
sign_in_by_passkey(Services& services, PasskeySignIn attempt);

/// Error: state_forbids without a known public origin.
Result<adapters::PasskeyCeremony>
passkey_ceremony(const http::PublicOrigin& origin, std::string challenge);

Json passkey_view(const Passkey& passkey);

} // namespace route9::gateway
