// SPDX-License-Identifier: Apache-2.0
#include "gateway/store_failures.hpp"

#include <string>
#include <utility>

namespace route9::gateway {
namespace {

constexpr Seconds kPause{1};

} // namespace

void StoreFailures::tell(StoreFault fault, std::string_view what) {
    std::int64_t unsaid = 0;
    {
        const std::lock_guard lock{mutex_};
        const Tick now = clock_.machine();
        const auto [found, is_first] = told_.try_emplace(fault);
        Told& told = found->second;
        if (!is_first && now - told.at < kPause) {
            ++told.unsaid;
            return;
        }
        told.at = now;
        unsaid = std::exchange(told.unsaid, 0);
    }
    log_.error(
        "store_failure", {{"what", StoreFailure{fault, std::string{what}}}, {"unsaid", unsaid}}
    );
}

} // namespace route9::gateway
