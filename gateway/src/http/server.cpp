// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/server.hpp"

#include "core/assert.hpp"
#include "http/edge.hpp"
#include "http/listener.hpp"

#include <utility>

namespace route9::gateway::http {

struct Server::State {
    State(
        const ServerOptions& options,
        std::vector<Route> routes,
        const ServerDependencies& dependencies
    )
        : edge(options, std::move(routes), dependencies) {}

    Edge edge;
    std::vector<std::unique_ptr<Listener>> listeners;
    std::uint16_t port = 0;
};

Server::Server(
    const ServerOptions& options,
    std::vector<Route> routes,
    const ServerDependencies& dependencies,
    std::vector<std::reference_wrapper<platform::Worker>> workers
)
    : state_(std::make_unique<State>(options, std::move(routes), dependencies)) {
    ROUTE9_ASSERT(!workers.empty());
    for (platform::Worker& worker : workers) {
        state_->listeners.push_back(std::make_unique<Listener>(worker, state_->edge));
    }
}

Server::~Server() = default;

Result<void> Server::listen() {
    std::uint16_t port = state_->edge.options.port;
    Share share = Share::take;
    for (const auto& listener : state_->listeners) {
        const auto bound = listener->open(state_->edge.options.address, port, share);
        if (!bound) {
            return Failure{bound.error()};
        }
        port = *bound; // when the system chose, the others join the first
        share = Share::join;
    }
    state_->port = port;
    return {};
}

void Server::start() {
    for (const auto& listener : state_->listeners) {
        listener->worker().post([at = listener.get()] { at->start(); });
    }
}

std::uint16_t Server::port() const noexcept {
    return state_->port;
}

const std::vector<Route>& Server::routes() const noexcept {
    return state_->edge.router().routes();
}

void Server::drain() {
    state_->edge.start_draining();
    for (const auto& listener : state_->listeners) {
        listener->worker().post([at = listener.get()] { at->drain(); });
    }
}

bool Server::draining() const noexcept {
    return state_->edge.draining();
}

} // namespace route9::gateway::http
