// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/sign_in_throttle.hpp"

#include "core/limits.hpp"

#include <algorithm>

namespace route9::gateway {
namespace {

constexpr std::chrono::hours kForgottenAfter{1};

Seconds wait_after(std::size_t failures, std::size_t free_failures) {
    if (failures <= free_failures) {
        return Seconds{0};
    }
    Seconds wait = limits::sign_in_wait_first;
    for (std::size_t i = free_failures + 1; i < failures && wait < limits::sign_in_wait_max; ++i) {
        wait *= 2;
    }
    return std::min(wait, limits::sign_in_wait_max);
}

} // namespace

Seconds SignInThrottle::begin(const std::string& key, std::size_t free_failures, Tick now) {
    const std::scoped_lock lock{mutex_};
    make_room(now);
    if (records_.size() >= limits::sign_in_waits_max && !records_.contains(key)) {
        return limits::sign_in_wait_first;
    }
    Record& record = records_[key];
    if (now - record.last > kForgottenAfter) {
        record = Record{};
    }
    if (now < record.next_at) {
        return std::chrono::ceil<Seconds>(record.next_at - now);
    }
    ++record.failures;
    record.last = now;
    record.next_at = now + wait_after(record.failures, free_failures);
    return Seconds{0};
}

void SignInThrottle::succeeded(const std::string& key) {
    const std::scoped_lock lock{mutex_};
    records_.erase(key);
}

void SignInThrottle::take_back(const std::string& key) {
    const std::scoped_lock lock{mutex_};
    const auto found = records_.find(key);
    if (found != records_.end() && found->second.failures > 0) {
        --found->second.failures;
        found->second.next_at = Tick{};
    }
}

void SignInThrottle::make_room(Tick now) {
    if (records_.size() >= limits::sign_in_waits_max) {
        std::erase_if(records_, [now](const auto& entry) {
            return now - entry.second.last > limits::sign_in_wait_max;
        });
    }
}

} // namespace route9::gateway
