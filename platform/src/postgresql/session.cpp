// SPDX-License-Identifier: Apache-2.0
#include "postgresql/session.hpp"

#include "core/limits.hpp"

#include <algorithm>

namespace route9::platform::postgresql {

using SteadyClock = std::chrono::steady_clock;

Session::Session(const PostgresqlOptions& options, Duty duty, StoreCounters& counters)
    : options_(options), duty_(duty), counters_(counters) {}

Session::~Session() {
    if (connection_ != nullptr) {
        counters_.connections.fetch_sub(1, std::memory_order_relaxed);
    }
}

Transaction& Session::transaction() {
    if (connection_ == nullptr) {
        connect();
    }
    return *transaction_;
}

void Session::connect() {
    if (SteadyClock::now() < next_attempt_) {
        throw StoreFailure(
            StoreFault::unavailable, options_.url.place() + ": the server was not there just now"
        );
    }
    try {
        connection_ = std::make_unique<Connection>(options_.url, duty_);
    } catch (const StoreFailure&) {
        pause_ = std::clamp(2 * pause_, limits::reconnect_pause_min, limits::reconnect_pause_max);
        next_attempt_ = SteadyClock::now() + pause_;
        throw;
    }
    pause_ = {};
    transaction_.emplace(*connection_, duty_);
    add(counters_.connections);
}

void Session::drop_if_broken() noexcept {
    if (connection_ == nullptr || !connection_->broken()) {
        return;
    }
    transaction_.reset();
    connection_.reset();
    counters_.connections.fetch_sub(1, std::memory_order_relaxed);
    add(counters_.connections_lost);
}

std::optional<std::chrono::milliseconds> Session::pause() const {
    if (connection_ != nullptr) {
        return std::nullopt;
    }
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(next_attempt_ - SteadyClock::now());
    return std::clamp(left, limits::reconnect_pause_min, limits::reconnect_pause_max);
}

} // namespace route9::platform::postgresql
