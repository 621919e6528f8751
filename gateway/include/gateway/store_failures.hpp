// SPDX-License-Identifier: Apache-2.0
// Tells the log that the store fails: at once, then once a second for each kind of fault, with how
// many went unsaid. Thread-safe; outlives the store that it hears of.
#pragma once

#include "core/time.hpp"
#include "core/tx.hpp"
#include "platform/log.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <string_view>

namespace route9::gateway {

class StoreFailures {
public:
    StoreFailures(platform::Log& log, const Clock& clock) : log_(log), clock_(clock) {}

    void tell(StoreFault fault, std::string_view what);

private:
    struct Told {
        Tick at{};
        std::int64_t unsaid = 0;
    };

    platform::Log& log_;
    const Clock& clock_;
    std::mutex mutex_;
    std::map<StoreFault, Told> told_;
};

} // namespace route9::gateway
