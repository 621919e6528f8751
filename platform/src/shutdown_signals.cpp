// SPDX-License-Identifier: Apache-2.0
#include "platform/shutdown_signals.hpp"

#include <boost/asio/basic_signal_set.hpp>

#include <csignal>
#include <utility>

namespace route9::platform {

struct ShutdownSignals::State {
    State(Worker& on, std::function<void()> on_first_signal, std::function<void()> on_second_signal)
        : signals(on.executor(), SIGTERM, SIGINT), first(std::move(on_first_signal)),
          second(std::move(on_second_signal)) {}

    void listen(std::function<void()> State::* next) {
        signals.async_wait([this, next](const boost::system::error_code& error, int) {
            if (error) {
                return;
            }
            listen(&State::second);
            (this->*next)();
        });
    }

    net::basic_signal_set<Executor> signals;
    std::function<void()> first;
    std::function<void()> second;
};

ShutdownSignals::ShutdownSignals(
    Worker& worker, std::function<void()> on_first, std::function<void()> on_second
)
    : state_(std::make_unique<State>(worker, std::move(on_first), std::move(on_second))) {
    worker.post([state = state_.get()] { state->listen(&State::first); });
}

ShutdownSignals::~ShutdownSignals() = default;

} // namespace route9::platform
