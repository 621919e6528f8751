// SPDX-License-Identifier: Apache-2.0
// SIGTERM and SIGINT: the first asks for a graceful drain, on the worker given; the second ends the
// process at once with that signal's status, even when the worker is stuck (nothing durable depends
// on a graceful end).
#pragma once

#include "platform/worker.hpp"

#include <functional>
#include <memory>

namespace route9::platform {

class ShutdownSignals {
public:
    ShutdownSignals(Worker& worker, std::function<void()> on_first);
    ShutdownSignals(const ShutdownSignals&) = delete;
    ShutdownSignals& operator=(const ShutdownSignals&) = delete;
    /// On its worker's thread, or after the worker has stopped. Once the first signal has come, the
    /// next one still ends the process.
    ~ShutdownSignals();

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace route9::platform
