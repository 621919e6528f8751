// SPDX-License-Identifier: Apache-2.0
#include "wire_impostor.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace route9::tests {
namespace {

constexpr int kLookMs = 10;
constexpr std::size_t kReadBytes = 4'096;

bool readable(int descriptor) {
    pollfd wanted{.fd = descriptor, .events = POLLIN, .revents = 0};
    return ::poll(&wanted, 1, kLookMs) > 0;
}

} // namespace

WireImpostor::WireImpostor(std::string first, std::string then)
    : first_(std::move(first)), then_(std::move(then)),
      listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof(address);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, SOMAXCONN) != 0 ||
        ::getsockname(listener_, generic, &size) != 0) {
        throw std::runtime_error("cannot listen");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread{[this] { serve(); }};
}

WireImpostor::~WireImpostor() {
    stopping_ = true;
    thread_.join();
    ::close(listener_);
}

void WireImpostor::serve() const {
    while (!stopping_) {
        if (!readable(listener_)) {
            continue;
        }
        const int peer = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        talk(peer);
        ::close(peer);
    }
}

void WireImpostor::talk(int peer) const {
    std::array<char, kReadBytes> heard{};
    std::string_view words = first_;
    while (!stopping_) {
        if (!readable(peer)) {
            continue;
        }
        if (::recv(peer, heard.data(), heard.size(), 0) <= 0) {
            return;
        }
        ::send(peer, words.data(), words.size(), MSG_NOSIGNAL);
        words = then_;
    }
}

} // namespace route9::tests
