// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/access_keeper.hpp"

#include "core/jobs.hpp"
#include "core/limits.hpp"
#include "platform/async_store.hpp"
#include "platform/timer.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::ApiVerdict;
using adapters::TokenGrant;

bool is_usable(const ConnectionAccess& access, std::optional<std::int64_t> refused, Instant now) {
    const auto& tokens = access.tokens;
    return access.state == AccessState::good && !tokens.access.empty() &&
           access.version != refused &&
           (!tokens.access_until || now < *tokens.access_until - limits::token_margin);
}

/// How to get tokens; nullopt when there is no way but a person's.
std::optional<TokenGrant> grant_for(const ConnectionAccess& access, const Channel& channel) {
    if (channel.api->token_call == nullptr) {
        return std::nullopt;
    }
    const bool has_tokens = !access.tokens.access.empty() || !access.tokens.refresh.empty();
    const bool is_again = access.state == AccessState::good && !has_tokens;
    if ((access.state == AccessState::code || is_again) && !access.code.empty()) {
        return TokenGrant{TokenGrant::Kind::code, access.code};
    }
    if (access.state == AccessState::good && !access.tokens.refresh.empty()) {
        return TokenGrant{TokenGrant::Kind::refresh, access.tokens.refresh};
    }
    if (access.state == AccessState::good && channel.api->grants_itself) {
        return TokenGrant{TokenGrant::Kind::credentials, {}};
    }
    return std::nullopt;
}

bool is_set_up_alike(const Connection& one, const Connection& other) {
    const auto is_same = [](const ConnectionSecret& a, const ConnectionSecret& b) {
        return std::ranges::equal(a.value.reveal(), b.value.reveal());
    };
    return one.settings == other.settings &&
           std::ranges::equal(one.secrets, other.secrets, is_same);
}

std::string what_to_do(const Channel& channel, const std::string& reason) {
    const std::string how = channel.api->is_pushed ? " --access-token …" : " --code …";
    return "authorise the shop again: route9 connections authorise " + channel.shop->id.text() +
           how + " (" + reason + ")";
}

} // namespace

AccessKeeper::AccessKeeper(Services& services, platform::OutboundHttp& http)
    : services_(services), http_(http) {}

platform::task<Result<HeldAccess>>
AccessKeeper::get(const Channel& channel, std::optional<std::int64_t> refused, Tick deadline) {
    auto look = [id = channel.shop->id,
                 &vault = services_.vault](Tx& tx) -> Result<std::optional<ConnectionAccess>> {
        return accesses::find(tx, id, vault);
    };
    auto found = co_await platform::read(
        services_.store, Reach::of(channel.shop->tenant), std::move(look), deadline
    );
    if (!found) {
        co_return Failure{std::move(found).error()};
    }
    const Instant now = services_.clock.business();
    ConnectionAccess access = found->value_or(ConnectionAccess{
        .tenant = channel.shop->tenant, .connection = channel.shop->id, .changed_at = now
    });
    if (!is_usable(access, refused, now)) {
        const auto grant = grant_for(access, channel);
        const bool is_lost =
            access.state == AccessState::lost || refused || (!*found && !channel.is_rehearsed());
        if (!grant && is_lost) {
            const std::string reason = access.reason.empty() ? "no token" : access.reason;
            co_return fail(ErrorCode::state_forbids, what_to_do(channel, reason));
        }
        if (grant) {
            auto renewed = co_await renew(channel, std::move(access), *grant, deadline);
            if (!renewed) {
                co_return Failure{std::move(renewed).error()};
            }
            access = std::move(*renewed);
        } // else a rehearsal says whether it wants a token
    }
    HeldAccess held{channel.access(now), access.version};
    held.access.access_token = access.tokens.access;
    co_return held;
}

platform::task<Result<ConnectionAccess>>
AccessKeeper::renew(const Channel& channel, ConnectionAccess old, TokenGrant grant, Tick deadline) {
    const std::int64_t now_ms = jobs::machine_ms(services_.clock);
    auto lease = [old, now_ms, nonce = make_nonce(services_.entropy), &vault = services_.vault](
                     Tx& tx
                 ) -> Result<bool> {
        const std::int64_t from_ms = jobs::lease_clock_ms(tx, now_ms);
        const auto until_ms = from_ms + Milliseconds{limits::channel_lease}.count();
        return accesses::lease(tx, old, vault, nonce, from_ms, until_ms);
    };
    const auto leased = co_await platform::write(
        services_.store, Reach::of(old.tenant), std::move(lease), deadline
    );
    if (!leased) {
        co_return Failure{leased.error()};
    }
    if (!*leased) {
        co_return fail(ErrorCode::overloaded, "the token is being renewed");
    }
    const Instant now = services_.clock.business();
    const Instant signed_at = services_.clock.wall();
    const auto answer = co_await http_.send(
        channel.request(channel.api->token_call(channel.access(now), grant, signed_at)), deadline
    );
    const auto judged = judge(channel, answer);
    ConnectionAccess fresh = std::move(old);
    fresh.changed_at = now;
    if (judged.verdict == ApiVerdict::passing || judged.verdict == ApiVerdict::throttled) {
        co_await end_lease(std::move(fresh), deadline);
        count(channel, "passing");
        co_return fail(ErrorCode::overloaded, "no token: " + judged.words);
    }
    if (judged.verdict != ApiVerdict::good && co_await has_changed(channel, deadline)) {
        co_await end_lease(std::move(fresh), deadline);
        co_return fail(ErrorCode::overloaded, "the connection has just been changed");
    }
    auto tokens = judged.verdict == ApiVerdict::good
                      ? channel.api->read_tokens(judged.body, now)
                      : Result<adapters::ApiTokens>{fail(ErrorCode::state_forbids, judged.words)};
    if (tokens) {
        fresh.state = AccessState::good;
        fresh.reason.clear();
        if (tokens->refresh.empty() && grant.kind == TokenGrant::Kind::refresh) {
            tokens->refresh = grant.value; // it stays good
        }
        fresh.tokens = std::move(*tokens);
        fresh.code = Secret{};
        count(channel, "renewed");
    } else {
        lose(channel, fresh, grant, judged.words);
    }
    auto stored = co_await store(std::move(fresh));
    if (stored && stored->state == AccessState::lost) {
        co_return fail(ErrorCode::state_forbids, what_to_do(channel, stored->reason));
    }
    co_return stored;
}

/// Connections are believed for a moment: what was refused may have been mended meanwhile.
platform::task<bool> AccessKeeper::has_changed(const Channel& channel, Tick deadline) {
    auto unit = [shop = channel.shop->id, app = channel.app->id, &vault = services_.vault](Tx& tx
                ) -> Result<std::pair<std::optional<Connection>, std::optional<Connection>>> {
        return std::pair{connections::find(tx, shop, vault), connections::find(tx, app, vault)};
    };
    const auto stored = co_await platform::read(
        services_.store, Reach::of(channel.shop->tenant), std::move(unit), deadline
    );
    co_return stored && stored->first && stored->second &&
        !(is_set_up_alike(*stored->first, *channel.shop) &&
          is_set_up_alike(*stored->second, *channel.app));
}

/// Tokens from before a code that is refused go on.
void AccessKeeper::lose(
    const Channel& channel,
    ConnectionAccess& access,
    const TokenGrant& grant,
    const std::string& words
) {
    const bool has_others = grant.kind == TokenGrant::Kind::code &&
                            (!access.tokens.access.empty() || !access.tokens.refresh.empty());
    if (has_others) {
        access.state = AccessState::good;
        access.reason = "the new code was refused: " + words;
        access.code = Secret{};
        count(channel, "code_refused");
        services_.log.warning("channel_code_refused", {{"connection", channel.shop->id}});
        return;
    }
    access.state = AccessState::lost;
    access.reason = words;
    count(channel, "lost");
    services_.log.warning("channel_access_lost", {{"connection", channel.shop->id}});
}

/// The old refresh token may be void already: what came instead is kept trying to be stored while
/// the lease lasts.
platform::task<Result<ConnectionAccess>> AccessKeeper::store(ConnectionAccess fresh) {
    const platform::Executor executor = co_await platform::net::this_coro::executor;
    const Tick lease_end = services_.clock.machine() + limits::channel_lease;
    Result<bool> stored = false;
    do {
        auto unit = [fresh, nonce = make_nonce(services_.entropy), &vault = services_.vault](Tx& tx
                    ) -> Result<bool> { return accesses::renew(tx, fresh, vault, nonce); };
        stored = co_await platform::write(
            services_.store, Reach::of(fresh.tenant), std::move(unit), lease_end
        );
        if (!stored) {
            platform::Timer pause{executor, limits::inbox_retry_pause};
            co_await pause.async_wait(platform::awaiting);
        }
    } while (!stored && services_.clock.machine() < lease_end);
    if (!stored) {
        services_.log.error("channel_token_not_stored", {{"connection", fresh.connection}});
        co_return Failure{stored.error()};
    }
    if (!*stored) {
        co_return fail(ErrorCode::overloaded, "the shop was authorised anew meanwhile");
    }
    ++fresh.version;
    co_return fresh;
}

platform::task<void> AccessKeeper::end_lease(ConnectionAccess access, Tick deadline) {
    const Reach reach = Reach::of(access.tenant);
    auto unit = [access = std::move(access)](Tx& tx) -> Result<bool> {
        accesses::end_lease(tx, access);
        return true;
    };
    // When this fails too, the lease ends by itself.
    static_cast<void>(co_await platform::write(services_.store, reach, std::move(unit), deadline));
}

void AccessKeeper::count(const Channel& channel, const char* outcome) {
    services_.metrics
        .counter(
            "route9_tokens_renewed_total",
            "Tokens of marketplaces' APIs that were asked for",
            {{"platform", channel.profile->platform}, {"outcome", outcome}}
        )
        .add();
}

} // namespace route9::gateway
