// SPDX-License-Identifier: Apache-2.0
#include "platform/shutdown_signals.hpp"

#include <boost/asio/basic_signal_set.hpp>

#include <csignal>
#include <cstdlib>
#include <utility>

namespace route9::platform {
namespace {

constexpr int kSignalBase = 128; // of the status a shell gives to an end by a signal

/// Runs once, with the default action back in its place. Process 1 of a container has none.
extern "C" void end_at_once(int number) {
    std::raise(number);
    std::_Exit(kSignalBase + number);
}

void let_next_end_at_once(int number) {
    struct sigaction action{};
    action.sa_handler = end_at_once;
    action.sa_flags = static_cast<int>(SA_RESETHAND | SA_NODEFER);
    ::sigaction(number, &action, nullptr);
}

} // namespace

struct ShutdownSignals::State {
    State(Worker& on, std::function<void()> on_first)
        : signals(on.executor(), SIGTERM, SIGINT), first(std::move(on_first)) {}

    void listen() {
        signals.async_wait([this](const boost::system::error_code& error, int) {
            if (error) {
                return;
            }
            signals.clear();
            let_next_end_at_once(SIGTERM);
            let_next_end_at_once(SIGINT);
            first();
        });
    }

    net::basic_signal_set<Executor> signals;
    std::function<void()> first;
};

ShutdownSignals::ShutdownSignals(Worker& worker, std::function<void()> on_first)
    : state_(std::make_unique<State>(worker, std::move(on_first))) {
    worker.post([state = state_.get()] { state->listen(); });
}

ShutdownSignals::~ShutdownSignals() = default;

} // namespace route9::platform
