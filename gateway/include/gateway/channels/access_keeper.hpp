// SPDX-License-Identifier: Apache-2.0
// Keeps the tokens of shops fresh. One gateway renews a shop's tokens at a time, under a lease in
// the store; rotating refresh tokens are stored before the new access token is used. Refused by the
// platform, the access is lost and a person must authorise again. Owned by the composition root;
// thread-safe. Metric: route9_tokens_renewed_total.
#pragma once

#include "gateway/channels/channel.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/services.hpp"
#include "platform/outbound_http.hpp"

#include <cstdint>
#include <optional>

namespace route9::gateway {

struct HeldAccess {
    adapters::ApiAccess access; // with a token where there is one
    std::int64_t version = 0;   // to say which token was refused
};

class AccessKeeper {
public:
    AccessKeeper(Services& services, platform::OutboundHttp& http);

    /// `refused` is the version of a token that the platform did not take. Errors: overloaded (it
    /// is being renewed, or the platform is away: try again), state_forbids (lost), those of the
    /// store.
    platform::task<Result<HeldAccess>>
    get(const Channel& channel, std::optional<std::int64_t> refused, Tick deadline);

private:
    platform::task<Result<ConnectionAccess>>
    renew(const Channel& channel, ConnectionAccess old, adapters::TokenGrant grant, Tick deadline);
    platform::task<Result<ConnectionAccess>> store(ConnectionAccess fresh);
    platform::task<void> end_lease(ConnectionAccess access, Tick deadline);
    platform::task<bool> has_changed(const Channel& channel, Tick deadline);
    void lose(
        const Channel& channel,
        ConnectionAccess& access,
        const adapters::TokenGrant& grant,
        const std::string& words
    );
    void count(const Channel& channel, const char* outcome);

    Services& services_;
    platform::OutboundHttp& http_;
};

} // namespace route9::gateway
