// SPDX-License-Identifier: Apache-2.0
// Slows guessing: each attempt counts as failed when it begins and is taken back when it succeeds,
// so that many at once are no way around it. After some free failures each one doubles the wait,
// up to limits::sign_in_wait_max; after an hour of rest all is forgotten, and nobody is locked out.
// One per process (its state is lost with it, like that of the rate limits). Machine time.
// Bounded, thread-safe.
#pragma once

#include "core/time.hpp"

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace route9::gateway {

class SignInThrottle {
public:
    /// Zero when the attempt may go on, and then it is counted; else how long to wait.
    Seconds begin(const std::string& key, std::size_t free_failures, Tick now);
    /// The last attempt was good: all is forgotten.
    void succeeded(const std::string& key);
    /// The last attempt was good: it alone is taken back. For keys that many people share.
    void take_back(const std::string& key);

private:
    struct Record {
        std::size_t failures = 0;
        Tick last{};
        Tick next_at{};
    };

    void make_room(Tick now);

    std::mutex mutex_;
    std::unordered_map<std::string, Record> records_;
};

} // namespace route9::gateway
