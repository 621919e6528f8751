// SPDX-License-Identifier: Apache-2.0
// Keys as real callers make them, because an index feels the difference. The same in every run.
#pragma once

#include <chrono>
#include <cstddef>
#include <random>
#include <string>
#include <string_view>

namespace route9::bench {

class CallerKeys {
public:
    /// A Standard Webhooks id as its reference service makes them: it begins with the second and
    /// is random from there.
    std::string message_id(std::chrono::sys_seconds at);
    /// An idempotency key: random.
    std::string uuid();

private:
    std::string letters(std::size_t count, std::string_view alphabet);

    std::mt19937_64 random_{9};
};

} // namespace route9::bench
