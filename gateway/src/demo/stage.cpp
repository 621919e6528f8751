// SPDX-License-Identifier: Apache-2.0
#include "demo/stage.hpp"

#include <chrono>
#include <thread>
#include <utility>

namespace route9::gateway::demo {
namespace {

constexpr std::chrono::milliseconds kStep{20};
constexpr int kOpeningHour = 6;

} // namespace

Stage::Stage(const Clock& clock, HttpClient& http, DayAccount& account, std::stop_token stop)
    : clock_(clock), http_(http), account_(account), stop_(std::move(stop)),
      opening_(std::chrono::floor<std::chrono::hours>(clock.business())) {}

Instant Stage::at(int hour, int minute) const {
    return opening_ + std::chrono::hours{hour - kOpeningHour} + Minutes{minute};
}

void Stage::wait_until(Instant at) const {
    while (clock_.business() < at && !stopped()) {
        pause();
    }
}

void Stage::pause() const {
    std::this_thread::sleep_for(kStep);
}

} // namespace route9::gateway::demo
