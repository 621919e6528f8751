// SPDX-License-Identifier: Apache-2.0
// A store that takes so many more writes and refuses all later ones, as if the process had ended
// between two units of work. Owned by the test; the store behind it goes on.
#pragma once

#include "platform/store.hpp"

#include <atomic>
#include <memory>
#include <utility>

namespace route9::tests {

class StoppingStore final : public platform::Store {
public:
    StoppingStore(platform::Store& behind, int writes) : behind_(behind), left_(writes) {}

    void submit_write(platform::Lane lane, std::unique_ptr<platform::Unit> unit) override {
        if (left_.fetch_sub(1) <= 0) {
            unit->failed({.code = ErrorCode::overloaded, .detail = "the store has stopped"});
            return;
        }
        behind_.submit_write(lane, std::move(unit));
    }
    void submit_read(platform::Lane lane, std::unique_ptr<platform::Unit> unit) override {
        behind_.submit_read(lane, std::move(unit));
    }
    Engine engine() const noexcept override { return behind_.engine(); }
    platform::StoreState state() const noexcept override { return behind_.state(); }
    const platform::StoreCounters& counters() const noexcept override { return behind_.counters(); }
    void stop() override {}

private:
    platform::Store& behind_;
    std::atomic<int> left_;
};

} // namespace route9::tests
