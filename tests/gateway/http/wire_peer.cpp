// SPDX-License-Identifier: Apache-2.0
#include "wire_peer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace route9::tests {
namespace {

constexpr timeval patience{.tv_sec = 2, .tv_usec = 0};

} // namespace

std::string Reply::field(std::string_view name) const {
    const std::string wanted{name};
    for (const auto& [key, value] : fields) {
        if (::strcasecmp(key.c_str(), wanted.c_str()) == 0) {
            return value;
        }
    }
    return {};
}

WirePeer::WirePeer(std::uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* generic = static_cast<const sockaddr*>(static_cast<const void*>(&address));
    if (::connect(socket_, generic, sizeof(address)) != 0) {
        ::close(socket_);
        throw std::runtime_error("cannot connect");
    }
}

WirePeer::~WirePeer() {
    ::close(socket_);
}

void WirePeer::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return; // the server may have closed: the test reads what it said
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

std::optional<Reply> WirePeer::read_reply() {
    std::optional<Reply> reply = read_head_of_reply();
    if (!reply) {
        return std::nullopt;
    }
    const std::string length = reply->field("Content-Length");
    reply->body = read_bytes(length.empty() ? 0 : std::stoul(length));
    return reply;
}

std::optional<Reply> WirePeer::read_head_reply() {
    return read_head_of_reply();
}

bool WirePeer::closed_by_server() {
    std::array<char, 1> byte{};
    return buffered_.empty() && ::recv(socket_, byte.data(), byte.size(), 0) == 0;
}

std::string WirePeer::read_bytes(std::size_t count) {
    while (buffered_.size() < count && receive()) {}
    std::string bytes = buffered_.substr(0, count);
    buffered_.erase(0, bytes.size());
    return bytes;
}

bool WirePeer::receive() {
    std::array<char, 16 * 1024> chunk{};
    const auto count = ::recv(socket_, chunk.data(), chunk.size(), 0);
    if (count <= 0) {
        return false;
    }
    buffered_.append(chunk.data(), static_cast<std::size_t>(count));
    return true;
}

std::optional<Reply> WirePeer::read_head_of_reply() {
    std::size_t end = buffered_.find("\r\n\r\n");
    while (end == std::string::npos) {
        if (!receive()) {
            return std::nullopt;
        }
        end = buffered_.find("\r\n\r\n");
    }
    Reply reply;
    std::string head = buffered_.substr(0, end + 2);
    buffered_.erase(0, end + 4);
    reply.status = std::stoi(head.substr(9, 3));
    head.erase(0, head.find("\r\n") + 2);
    while (!head.empty()) {
        const std::size_t line = head.find("\r\n");
        const std::size_t colon = head.find(": ");
        reply.fields.emplace_back(head.substr(0, colon), head.substr(colon + 2, line - colon - 2));
        head.erase(0, line + 2);
    }
    return reply;
}

} // namespace route9::tests
