// SPDX-License-Identifier: Apache-2.0
// The two ways of checking that verify_hook chooses from. `keys` is never null here: an unknown
// connection gets keys of nobody, so that the same work is done.
#pragma once

#include "adapters/marketplaces/signature_verifier.hpp"

namespace route9::adapters {

Verification
check_hmac(const SignatureRule& rule, const HookRequest& request, const HookKeys& keys);
Verification check_standard(
    const SignatureRule& rule, const HookRequest& request, const HookKeys& keys, Instant now
);

} // namespace route9::adapters
