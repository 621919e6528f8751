// SPDX-License-Identifier: Apache-2.0
// Calls a shop's API within what its platform bears: a rate for each shop (its row's), for whose
// turn a call waits where that is near; a rest where the platform asks for one; a fresh token when
// the one used is refused. Owned by the composition root; thread-safe. Metric:
// route9_channel_calls_total.
#pragma once

#include "gateway/channels/access_keeper.hpp"
#include "gateway/channels/channel.hpp"
#include "platform/token_buckets.hpp"

#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace route9::gateway {

struct ChannelAnswer {
    adapters::ApiVerdict verdict = adapters::ApiVerdict::passing;
    Json body{};
    std::string words{};  // of the platform, or ours, for a person
    Milliseconds wait{0}; // before the next call, where one is asked for
    bool is_lost = false; // the shop must authorise again
};

using MakeCall = std::function<adapters::ApiCall(const adapters::ApiAccess& access, Instant now)>;

class ChannelCaller {
public:
    ChannelCaller(Services& services, platform::OutboundHttp& http);

    /// `make` may be asked several times: with another token, at another time.
    platform::task<ChannelAnswer> call(const Channel& channel, MakeCall make, Tick deadline);
    /// How long the shop is to be left alone; 0 when it may be called now.
    Milliseconds rest_of(const ConnectionId& shop) const;

private:
    platform::task<ChannelAnswer>
    call_now(const Channel& channel, const MakeCall& make, Tick deadline);
    platform::task<ChannelAnswer>
    call_once(const Channel& channel, const HeldAccess& held, const MakeCall& make, Tick deadline);
    std::optional<Milliseconds> draw(const Channel& channel);
    void rest(const ConnectionId& shop, Milliseconds wait);

    Services& services_;
    platform::OutboundHttp& http_;
    AccessKeeper keeper_;
    std::map<std::string, std::unique_ptr<platform::TokenBuckets>, std::less<>> rates_;
    mutable std::mutex mutex_;
    std::map<std::string, Tick, std::less<>> resting_; // until then, by connection
};

} // namespace route9::gateway
