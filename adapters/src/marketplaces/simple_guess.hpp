// SPDX-License-Identifier: Apache-2.0
// How may a platform that nobody knows have signed this? Tries the ways that are usual and answers
// the settings with which a header of the request would be good. For hook_diagnosis only.
#pragma once

#include "adapters/marketplaces/signature_verifier.hpp"

#include <string>
#include <vector>

namespace route9::adapters {

/// "--set header=X-Hmac --set mac=sha1", one a way; empty when no usual way explains it.
std::vector<std::string> simple_guesses(const HookRequest& request, const HookKeys& keys);

} // namespace route9::adapters
