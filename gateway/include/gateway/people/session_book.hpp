// SPDX-License-Identifier: Apache-2.0
// People's live sessions, believed for at most limits::session_cache_age_max, so that one that was
// ended stops working everywhere within a second. Writes down their use once a minute. Shared by
// the workers.
#pragma once

#include "core/people/user_session.hpp"
#include "core/time.hpp"
#include "platform/aging_cache.hpp"
#include "platform/net.hpp"
#include "platform/store.hpp"

#include <memory>
#include <string>

namespace route9::gateway {

class SessionBook {
public:
    SessionBook(platform::Store& store, const Clock& clock);

    /// Null when the token is of no live session. Errors: those of the store.
    platform::task<Result<std::shared_ptr<const LiveSession>>>
    find(std::string token, Tick deadline);
    /// At once here; other processes within the second.
    void forget(const Digest256& token_hash);

private:
    platform::Store& store_;
    const Clock& clock_;
    platform::AgingCache<LiveSession> live_;
};

} // namespace route9::gateway
