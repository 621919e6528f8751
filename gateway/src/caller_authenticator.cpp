// SPDX-License-Identifier: Apache-2.0
#include "gateway/caller_authenticator.hpp"

#include <string>

namespace route9::gateway {

platform::task<Result<Principal>>
CallerAuthenticator::authenticate(http::Credentials presented, Tick deadline) {
    if (!presented.bearer.empty()) {
        co_return co_await keys_.authenticate(presented.bearer, deadline);
    }
    const auto live = co_await sessions_.find(std::string{presented.session}, deadline);
    if (!live) {
        co_return Failure{live.error()};
    }
    if (!*live) {
        co_return fail(ErrorCode::unauthenticated, "The session has ended; sign in again.");
    }
    co_return principal_of((*live)->user, (*live)->session.id);
}

} // namespace route9::gateway
