// SPDX-License-Identifier: Apache-2.0
// Bearer keys against the store, believed for at most limits::key_cache_age_max, so that a revoked
// key stops working everywhere within a second. Shared by the workers.
#pragma once

#include "core/api_key.hpp"
#include "gateway/http/authenticator.hpp"
#include "platform/aging_cache.hpp"
#include "platform/store.hpp"

namespace route9::gateway {

class KeyAuthenticator final : public http::Authenticator {
public:
    KeyAuthenticator(platform::Store& store, const Clock& clock);

    platform::task<Result<Principal>> authenticate(std::string_view bearer, Tick deadline) override;

private:
    platform::Store& store_;
    const Clock& clock_;
    platform::AgingCache<ApiKey> keys_;
};

} // namespace route9::gateway
