// SPDX-License-Identifier: Apache-2.0
// Who calls: a machine by its key, or a person by the session of a browser. A request with both is
// the key's. Shared by the workers.
#pragma once

#include "gateway/http/authenticator.hpp"
#include "gateway/key_authenticator.hpp"
#include "gateway/people/session_book.hpp"

namespace route9::gateway {

class CallerAuthenticator final : public http::Authenticator {
public:
    CallerAuthenticator(platform::Store& store, const Clock& clock, SessionBook& sessions)
        : keys_(store, clock), sessions_(sessions) {}

    platform::task<Result<Principal>>
    authenticate(http::Credentials presented, Tick deadline) override;

private:
    KeyAuthenticator keys_;
    SessionBook& sessions_;
};

} // namespace route9::gateway
