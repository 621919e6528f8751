// SPDX-License-Identifier: Apache-2.0
// Why did my signature fail? Tries the mistakes that integrators make (a body that was changed on
// its way, a secret with a blank, another address, another platform's form, a clock) and names
// those with which the signature would have been good. For a person at a command line who holds the
// secret: it tells the signature that was expected. Pure given `now`; any thread.
#pragma once

#include "adapters/marketplaces/signature_verifier.hpp"

#include <span>
#include <string>
#include <vector>

namespace route9::adapters {

struct HookDiagnosis {
    Verification verdict;
    std::string header{};                // where the signature should stand
    std::vector<std::string> expected{}; // what the header should hold, a line each way of signing
    std::vector<std::string> hints{};    // sentences; empty when no known mistake explains it
};

HookDiagnosis diagnose_hook(
    const ProfileTable& profiles,
    const Profile& profile,
    const HookRequest& request,
    const HookKeys& keys,
    Instant now
);

} // namespace route9::adapters
