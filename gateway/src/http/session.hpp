// SPDX-License-Identifier: Apache-2.0
// One connection: reads a request, has the edge answer it, writes, and begins again. One request at
// a time; what a client sends ahead waits in a bounded buffer. Each phase has one deadline that the
// host's sweeper enforces by cancelling the socket, so that no timer is armed per request. Lives on
// one worker, inside the coroutine that runs it.
#pragma once

#include "http/connection_quota.hpp"
#include "http/exchange.hpp"
#include "http/http_metrics.hpp"
#include "http/session_host.hpp"
#include "platform/socket.hpp"

#include <boost/beast/core/flat_buffer.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway::http {

class Session {
public:
    /// `from_proxy`: it says for whom it speaks with each request.
    Session(
        platform::TcpSocket socket, ConnectionQuota::Unit unit, bool from_proxy, SessionHost& host
    );
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;
    ~Session();

    platform::task<void> run();
    void expire(Tick now);
    void close_if_idle();

    std::size_t place = 0; // in the host's list

private:
    /// How a read ended. `refused` has its reason in broken_ or refusal_; `lost` needs no answer:
    /// the peer is gone or had its time.
    enum class Reading : std::uint8_t { complete, refused, lost };

    platform::task<bool> serve_one();
    platform::task<Reading> receive_header();
    platform::task<Reading> receive_body();
    platform::task<Reading> receive_sized_body(std::size_t bytes);
    platform::task<Reading> receive_chunked_body();
    platform::task<bool> invite_body();
    platform::task<bool> send(Response response);
    platform::task<void> linger();

    void begin_exchange();
    bool read_request();
    void read_client();
    Reading refused_with(ErrorCode code);
    Response refuse(const Error& error) const;
    Response refuse_body() const;
    bool may_continue(const Response& response);
    void compose(Response& response, bool keep_alive);
    std::string_view buffered() const;
    void enter(Phase phase, Milliseconds budget);

    platform::TcpSocket socket_;
    ConnectionQuota::Unit unit_;
    const bool from_proxy_;
    std::string forwarded_; // the network of whom the proxy speaks for
    SessionHost& host_;
    Edge& edge_;
    boost::beast::flat_buffer buffer_;
    HeadScanner scanner_;
    std::string raw_head_;
    std::vector<Field> fields_;
    Exchange exchange_;
    std::string out_;
    GuardRule broken_ = GuardRule::request_line;
    Error refusal_;
    Phase phase_ = Phase::idle;
    Tick phase_ends_ = Tick::max();
    std::uint32_t served_ = 0;
    bool late_ = false; // the sweeper cancelled the present phase
    bool body_unread_ = false;
};

} // namespace route9::gateway::http
