// SPDX-License-Identifier: Apache-2.0
// TCP types on a worker's executor, and the option that lets every worker own an acceptor on the
// same port (Linux SO_REUSEPORT: the kernel spreads connections). Live on their worker.
#pragma once

#include "platform/net.hpp"

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <sys/socket.h>

#include <cstddef>

namespace route9::platform {

using Tcp = net::ip::tcp;
using TcpSocket = net::basic_stream_socket<Tcp, Executor>;
using TcpAcceptor = net::basic_socket_acceptor<Tcp, Executor>;

/// Models Asio's SettableSocketOption; the equivalent in Asio is not public.
class ReusePort {
public:
    template <class Protocol>
    int level(const Protocol&) const {
        return SOL_SOCKET;
    }
    template <class Protocol>
    int name(const Protocol&) const {
        return SO_REUSEPORT;
    }
    template <class Protocol>
    const void* data(const Protocol&) const {
        return &on_;
    }
    template <class Protocol>
    std::size_t size(const Protocol&) const {
        return sizeof(on_);
    }

private:
    int on_ = 1;
};

} // namespace route9::platform
