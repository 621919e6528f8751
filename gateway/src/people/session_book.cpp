// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/session_book.hpp"

#include "core/limits.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {

using Found = std::shared_ptr<const LiveSession>;

SessionBook::SessionBook(platform::Store& store, const Clock& clock)
    : store_(store), clock_(clock),
      live_({.entries_max = 65'536, .age_max = limits::session_cache_age_max}) {}

platform::task<Result<Found>> SessionBook::find(std::string token, Tick deadline) {
    const Digest256 hash = token_hash(token);
    const std::string key = hex(hash);
    const Instant now = clock_.business();
    Found live = live_.find(key, clock_.machine());
    if (!live) {
        auto unit = [hash, now](Tx& tx) -> Result<Found> {
            auto found = sessions::find_live(tx, hash, now);
            return found ? std::make_shared<const LiveSession>(std::move(*found)) : nullptr;
        };
        auto read = co_await platform::read(store_, Reach::everything(), std::move(unit), deadline);
        if (!read || !*read) {
            co_return read;
        }
        live = std::move(*read);
        live_.put(key, live, clock_.machine());
    }
    if (live->session.expires_at <= now) {
        co_return Found{};
    }
    if (now - live->session.seen_at >= limits::session_touch_interval) {
        auto used = std::make_shared<LiveSession>(*live);
        used->session.seen_at = now;
        used->session.expires_at = sessions::expiry_after_use(used->session, now);
        live_.put(key, used, clock_.machine());
        auto unit = [session = used->session, now](Tx& tx) -> Result<SessionId> {
            sessions::touch(tx, session, now);
            return session.id;
        };
        // A store that cannot write must not sign people out: the next use tries again.
        co_await platform::write(
            store_, Reach::of(used->session.tenant), std::move(unit), deadline
        );
        live = std::move(used);
    }
    co_return live;
}

void SessionBook::forget(const Digest256& token_hash) {
    live_.forget(hex(token_hash));
}

} // namespace route9::gateway
