// SPDX-License-Identifier: Apache-2.0
#include "http/listener.hpp"

#include "core/limits.hpp"
#include "http/client_network.hpp"
#include "http/session.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway::http {
namespace {

namespace net = platform::net;
using boost::system::error_code;
using platform::awaiting;
using platform::task;
using platform::Tcp;
using platform::TcpAcceptor;
using platform::TcpSocket;

constexpr Milliseconds sweep_interval_max{250};
constexpr Milliseconds sweep_interval_min{5};
constexpr Seconds complaint_interval{1};

task<void>
run_session(TcpSocket socket, ConnectionQuota::Unit unit, bool is_proxy, SessionHost& host) {
    Session session{std::move(socket), std::move(unit), is_proxy, host};
    co_await session.run();
}

/// A quarter of the shortest budget, so that no budget is exceeded by more than that.
Milliseconds sweep_interval(const Budgets& budgets) {
    const Milliseconds shortest =
        std::min({budgets.idle, budgets.header, budgets.body, budgets.write, budgets.linger});
    return std::clamp(shortest / 4, sweep_interval_min, sweep_interval_max);
}

/// Sharing a port is for the acceptors of one process. The first takes it without sharing, so that
/// a second server is refused by the system, and lets the others join only afterwards.
error_code bind_and_listen(TcpAcceptor& acceptor, const Tcp::endpoint& endpoint, Share share) {
    error_code error;
    acceptor.open(endpoint.protocol(), error);
    if (!error) {
        acceptor.set_option(TcpAcceptor::reuse_address{true}, error);
    }
    if (!error && share == Share::join) {
        acceptor.set_option(platform::ReusePort{}, error);
    }
    if (!error) {
        acceptor.bind(endpoint, error);
    }
    if (!error) {
        acceptor.listen(net::socket_base::max_listen_connections, error);
    }
    if (!error && share == Share::take) {
        acceptor.set_option(platform::ReusePort{}, error);
    }
    return error;
}

} // namespace

Listener::Listener(platform::Worker& worker, Edge& edge)
    : worker_(worker), edge_(edge), host_(edge), acceptor_(worker.executor()),
      backoff_(worker.executor()) {}

Result<std::uint16_t> Listener::open(const std::string& address, std::uint16_t port, Share share) {
    error_code error;
    const auto ip = net::ip::make_address(address, error);
    if (!error) {
        error = bind_and_listen(acceptor_, Tcp::endpoint{ip, port}, share);
    }
    if (error) {
        const std::string where = address + ":" + std::to_string(port);
        return fail(ErrorCode::overloaded, "Cannot listen on " + where + ": " + error.message());
    }
    return acceptor_.local_endpoint().port();
}

void Listener::start() {
    worker_.tasks().spawn("http.accept", accept());
    worker_.tasks().spawn("http.sweep", sweep());
}

void Listener::drain() {
    error_code ignored;
    acceptor_.close(ignored);
    backoff_.cancel();
    host_.drain();
}

task<void> Listener::accept() {
    while (acceptor_.is_open()) {
        auto [error, socket] = co_await acceptor_.async_accept(awaiting);
        if (!error) {
            admit(std::move(socket));
            continue;
        }
        if (error == net::error::operation_aborted || error == net::error::connection_aborted) {
            continue;
        }
        // Out of descriptors or memory: the connection stays in the backlog until there is room.
        edge_.metrics.accept_failed();
        const Tick now = edge_.clock.machine();
        if (now - last_complaint_ >= complaint_interval) {
            last_complaint_ = now;
            edge_.log.warning("http.accept_failed", {{"errno", error.value()}});
        }
        backoff_.expires_after(limits::accept_backoff);
        co_await backoff_.async_wait(awaiting);
    }
}

task<void> Listener::sweep() {
    const Milliseconds interval = sweep_interval(edge_.options.budgets);
    platform::Timer timer{worker_.executor()};
    while (!edge_.draining() || !host_.empty()) {
        timer.expires_after(interval);
        co_await timer.async_wait(awaiting);
        host_.sweep(edge_.clock.machine());
    }
}

void Listener::admit(TcpSocket socket) {
    error_code error;
    const Tcp::endpoint peer = socket.remote_endpoint(error);
    if (error) {
        return;
    }
    const bool is_proxy = edge_.options.proxies.has(peer.address().to_string());
    auto unit = edge_.quota.acquire(
        client_network(peer.address()),
        is_proxy ? ConnectionQuota::Peer::proxy : ConnectionQuota::Peer::client
    );
    if (!unit) {
        edge_.metrics.connection_refused(unit.error());
        return;
    }
    worker_.tasks().spawn(
        "http.session", run_session(std::move(socket), std::move(*unit), is_proxy, host_)
    );
}

} // namespace route9::gateway::http
