// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/channel_caller.hpp"

#include "core/limits.hpp"
#include "gateway/catalogue.hpp"
#include "platform/timer.hpp"

#include <boost/asio/this_coro.hpp>

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::ApiVerdict;

constexpr Seconds kPatience{3};      // for one's turn: some callers serve other shops meanwhile
constexpr Seconds kThrottledRest{5}; // where the platform does not say how long
constexpr std::size_t kShopsMax = 16'384;

} // namespace

ChannelCaller::ChannelCaller(Services& services, platform::OutboundHttp& http)
    : services_(services), http_(http), keeper_(services, http) {
    for (const adapters::Profile& profile : services.catalogue.profiles->rows()) {
        if (!profile.api.empty()) {
            const platform::RatePolicy policy{profile.api.calls, profile.api.per};
            rates_[profile.platform] = std::make_unique<platform::TokenBuckets>(policy, kShopsMax);
        }
    }
}

platform::task<ChannelAnswer>
ChannelCaller::call(const Channel& channel, MakeCall make, Tick deadline) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    const Tick patience_ends = std::min(services_.clock.machine() + kPatience, deadline);
    ChannelAnswer answer = co_await call_now(channel, make, deadline);
    while (answer.verdict == ApiVerdict::throttled && answer.wait > Milliseconds{0} &&
           services_.clock.machine() + answer.wait <= patience_ends) {
        platform::Timer turn{executor, answer.wait};
        co_await turn.async_wait(platform::awaiting);
        answer = co_await call_now(channel, make, deadline);
    }
    co_return answer;
}

platform::task<ChannelAnswer>
ChannelCaller::call_now(const Channel& channel, const MakeCall& make, Tick deadline) {
    constexpr int kTokens = 2; // the one there is, and a fresh one
    std::optional<std::int64_t> refused;
    ChannelAnswer answer;
    for (int tried = 0; tried < kTokens; ++tried) {
        auto held = co_await keeper_.get(channel, refused, deadline);
        if (!held) {
            answer.is_lost = held.error().code == ErrorCode::state_forbids;
            answer.verdict = answer.is_lost ? ApiVerdict::token_expired : ApiVerdict::passing;
            const std::string said = answer.words.empty() ? "" : ": " + answer.words;
            answer.words = held.error().detail + said;
            co_return answer;
        }
        if (const auto wait = draw(channel)) {
            answer.verdict = ApiVerdict::throttled;
            answer.words = "as many calls as " + channel.profile->platform + " bears";
            answer.wait = *wait;
            co_return answer;
        }
        answer = co_await call_once(channel, *held, make, deadline);
        if (answer.verdict != ApiVerdict::token_expired) {
            if (answer.verdict != ApiVerdict::good && held->access.access_token.empty()) {
                answer.words += "; the shop was never authorised: route9 connections authorise " +
                                channel.shop->id.text();
            }
            co_return answer;
        }
        refused = held->version;
    }
    co_return answer;
}

platform::task<ChannelAnswer> ChannelCaller::call_once(
    const Channel& channel, const HeldAccess& held, const MakeCall& make, Tick deadline
) {
    const Instant now = services_.clock.wall(); // it is signed
    const auto came = co_await http_.send(channel.request(make(held.access, now)), deadline);
    auto judged = judge(channel, came);
    services_.metrics
        .counter(
            "route9_channel_calls_total",
            "Calls of marketplaces' APIs by what came of them",
            {{"platform", channel.profile->platform},
             {"verdict", std::string{adapters::name(judged.verdict)}}}
        )
        .add();
    ChannelAnswer answer{
        .verdict = judged.verdict, .body = std::move(judged.body), .words = std::move(judged.words)
    };
    if (judged.verdict == ApiVerdict::throttled) {
        answer.wait = came.retry_after.value_or(kThrottledRest);
        rest(channel.shop->id, answer.wait);
    }
    co_return answer;
}

/// How long to wait when it may not be called now.
std::optional<Milliseconds> ChannelCaller::draw(const Channel& channel) {
    const std::string& id = channel.shop->id.text();
    if (const Milliseconds wait = rest_of(channel.shop->id); wait > Milliseconds{0}) {
        return wait;
    }
    const auto rate = rates_.find(channel.profile->platform);
    const auto draw = rate->second->draw(id, services_.clock.machine());
    if (draw.allowed) {
        return std::nullopt;
    }
    return std::chrono::ceil<Milliseconds>(rate->second->interval());
}

Milliseconds ChannelCaller::rest_of(const ConnectionId& shop) const {
    const std::scoped_lock lock{mutex_};
    const auto found = resting_.find(shop.text());
    if (found == resting_.end()) {
        return Milliseconds{0};
    }
    const auto left = found->second - services_.clock.machine();
    return std::max(std::chrono::ceil<Milliseconds>(left), Milliseconds{0});
}

void ChannelCaller::rest(const ConnectionId& shop, Milliseconds wait) {
    const Tick now = services_.clock.machine();
    const std::scoped_lock lock{mutex_};
    std::erase_if(resting_, [now](const auto& entry) { return entry.second <= now; });
    resting_[shop.text()] = now + wait;
}

} // namespace route9::gateway
