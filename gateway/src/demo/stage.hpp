// SPDX-License-Identifier: Apache-2.0
// What all actors of the demonstration day share: the business clock they look at, the wire, the
// printed account, and waiting for an hour of the day in short steps of real time. Borrowed; one
// thread.
#pragma once

#include "core/time.hpp"
#include "demo/account.hpp"
#include "gateway/demo/http_client.hpp"

#include <stop_token>

namespace route9::gateway::demo {

class Stage {
public:
    Stage(const Clock& clock, HttpClient& http, DayAccount& account, std::stop_token stop);

    Instant now() const { return clock_.business(); }
    HttpClient& http() const noexcept { return http_; }
    DayAccount& account() const noexcept { return account_; }
    bool stopped() const noexcept { return stop_.stop_requested(); }

    /// An hour of the demonstration day, which begins at six with the hour the stage was set in.
    Instant at(int hour, int minute) const;
    /// Returns at that time, at once when it has passed or the day was stopped.
    void wait_until(Instant at) const;
    /// One short step of real time.
    void pause() const;

private:
    const Clock& clock_;
    HttpClient& http_;
    DayAccount& account_;
    std::stop_token stop_;
    Instant opening_;
};

} // namespace route9::gateway::demo
