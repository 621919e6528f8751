// SPDX-License-Identifier: Apache-2.0
// The key of an authenticator app, which stands sealed under the person's own key.
#pragma once

#include "core/people/second_factor.hpp"

namespace route9::gateway {

Bytes seal_totp_key(
    const Secret& totp_key, const UserId& user, const Secret& person_key, const SealNonce& nonce
);
/// Throws StoreFailure when it does not open.
Secret open_totp_key(const TotpRecord& totp, const UserId& user, const Secret& person_key);

} // namespace route9::gateway
