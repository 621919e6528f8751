// SPDX-License-Identifier: Apache-2.0
// A person sets a password: by the link they were given, or over the one they know.
#pragma once

#include "core/people/user.hpp"
#include "gateway/services.hpp"

#include <string>
#include <string_view>

namespace route9::gateway {

/// The hash of a password that the policy takes. Errors: validation_failed at `pointer`,
/// overloaded.
platform::task<Result<std::string>> hash_new_password(
    Services& services,
    const UserRecord& user,
    std::string_view pointer,
    std::string password,
    Tick deadline
);

struct Redemption {
    std::string token;
    std::string password;
    Tick deadline{};
};

/// Who is invited joins; who comes back has the new password, and all their sessions end. Second
/// factors stay as they were. Errors: not_found (the link), validation_failed at /password,
/// approval_required, overloaded, those of the store.
platform::task<Result<UserRecord>> redeem_link(Services& services, Redemption redemption);

} // namespace route9::gateway
