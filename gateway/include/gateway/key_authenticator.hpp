// SPDX-License-Identifier: Apache-2.0
// Bearer keys against the store, believed for at most limits::key_cache_age_max, so that a revoked
// key stops working everywhere within a second. Shared by the workers.
#pragma once

#include "core/api_key.hpp"
#include "core/time.hpp"
#include "platform/aging_cache.hpp"
#include "platform/net.hpp"
#include "platform/store.hpp"

#include <string_view>

namespace route9::gateway {

class KeyAuthenticator {
public:
    KeyAuthenticator(platform::Store& store, const Clock& clock);

    /// `bearer` lives until the task ends. Error: unauthenticated, and those of the store.
    platform::task<Result<Principal>> authenticate(std::string_view bearer, Tick deadline);

private:
    platform::Store& store_;
    const Clock& clock_;
    platform::AgingCache<ApiKey> keys_;
};

} // namespace route9::gateway
