// SPDX-License-Identifier: Apache-2.0
// Stored answers a second time, in Redis: a repeated POST is answered without the database. They
// are sealed like there, under the tenant's key of the day, and go at the day's end at the latest;
// names are digests. The database is the truth: what is not found here is looked for there, and
// nothing waits longer than a few milliseconds. Shared by the workers, thread-safe.
#pragma once

#include "core/crypto.hpp"
#include "gateway/http/response.hpp"
#include "gateway/idempotency.hpp"
#include "platform/redis_client.hpp"

#include <optional>
#include <string>

namespace route9::gateway {

class AnswerCache {
public:
    struct Place {
        platform::RedisClient& client;
        std::string prefix; // before every name
        Secret naming_key;
    };

    /// Without a place nothing is kept and nothing found.
    AnswerCache(std::optional<Place> place, Entropy& entropy);

    /// An earlier answer, marked as replayed. Error: idempotency_key_reused.
    platform::task<Result<std::optional<http::Response>>>
    find(const IdempotencyClaim& claim, Tick deadline);
    /// After the commit. A replayed answer is not kept again: its age is not known here.
    void keep(const IdempotencyClaim& claim, const http::Response& response);

private:
    std::string name_of(const IdempotencyClaim& claim) const;

    std::optional<Place> place_;
    Entropy& entropy_;
};

} // namespace route9::gateway
