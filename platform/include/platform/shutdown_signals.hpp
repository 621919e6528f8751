// SPDX-License-Identifier: Apache-2.0
// SIGTERM and SIGINT: the first asks for a graceful drain, the second ends the process at once
// (nothing durable depends on a graceful end). Callbacks run on the worker given.
#pragma once

#include "platform/worker.hpp"

#include <functional>
#include <memory>

namespace route9::platform {

class ShutdownSignals {
public:
    ShutdownSignals(
        Worker& worker, std::function<void()> on_first, std::function<void()> on_second
    );
    ShutdownSignals(const ShutdownSignals&) = delete;
    ShutdownSignals& operator=(const ShutdownSignals&) = delete;
    /// Only after the worker has stopped, or on its thread.
    ~ShutdownSignals();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace route9::platform
