// SPDX-License-Identifier: Apache-2.0
#include "gateway/key_authenticator.hpp"

#include "core/limits.hpp"
#include "platform/async_store.hpp"

#include <memory>
#include <utility>

namespace route9::gateway {

KeyAuthenticator::KeyAuthenticator(platform::Store& store, const Clock& clock)
    : store_(store), clock_(clock),
      keys_({.entries_max = 65'536, .age_max = limits::key_cache_age_max}) {}

platform::task<Result<Principal>>
KeyAuthenticator::authenticate(std::string_view bearer, Tick deadline) {
    const auto presented = api_keys::read(bearer);
    if (!presented) {
        co_return Failure{presented.error()};
    }
    const std::string id = presented->id.text();
    const Tick now = clock_.machine();
    std::shared_ptr<const ApiKey> record = keys_.find(id, now);
    if (!record) {
        using Found = std::shared_ptr<const ApiKey>;
        auto unit = [key = presented->id](Tx& tx) -> Result<Found> {
            auto stored = api_keys::find(tx, key);
            return stored ? std::make_shared<const ApiKey>(std::move(*stored)) : nullptr;
        };
        auto found =
            co_await platform::read(store_, Reach::everything(), std::move(unit), deadline);
        if (!found) {
            co_return Failure{std::move(found).error()};
        }
        record = std::move(*found);
        if (record) {
            keys_.put(id, record, now);
        }
    }
    if (!record || !api_keys::matches(*record, *presented)) {
        co_return fail(ErrorCode::unauthenticated, "the key is unknown or revoked");
    }
    co_return record->principal;
}

} // namespace route9::gateway
