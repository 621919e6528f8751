// SPDX-License-Identifier: Apache-2.0
#include "channels/loopback_shop.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace route9::tests {
namespace {

constexpr int kBacklog = 16;

constexpr std::string_view kHeadEnd = "\r\n\r\n";

std::string line_of(const std::string& head, const std::string& start) {
    const auto at = head.find(start);
    return at == std::string::npos ? "" : head.substr(at, head.find("\r\n", at) - at);
}

bool is_whole(const std::string& message) {
    const auto end = message.find(kHeadEnd);
    if (end == std::string::npos) {
        return false;
    }
    const std::string length = line_of(message.substr(0, end + 2), "Content-Length: ");
    const std::size_t body = length.empty() ? 0 : std::stoul(length.substr(length.find(' ')));
    return message.size() >= end + kHeadEnd.size() + body;
}

std::string read_message(int peer) {
    std::string message;
    std::array<char, 4096> bytes{};
    while (!is_whole(message)) {
        const auto got = ::recv(peer, bytes.data(), bytes.size(), 0);
        if (got <= 0) {
            break;
        }
        message.append(bytes.data(), static_cast<std::size_t>(got));
    }
    return message;
}

} // namespace

LoopbackShop::LoopbackShop(Answers answers)
    : answers_(std::move(answers)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, kBacklog) != 0 ||
        ::getsockname(listener_, generic, &size) != 0) {
        throw std::runtime_error("the shop does not listen");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
}

LoopbackShop::~LoopbackShop() {
    ::shutdown(listener_, SHUT_RDWR);
    thread_.join();
    ::close(listener_);
}

std::string LoopbackShop::url() const {
    return "http://127.0.0.1:" + std::to_string(port_);
}

std::vector<std::string> LoopbackShop::heard() const {
    const std::scoped_lock lock{mutex_};
    return heard_;
}

void LoopbackShop::serve() {
    for (;;) {
        const int peer = ::accept(listener_, nullptr, nullptr);
        if (peer < 0) {
            return;
        }
        answer(peer);
        ::close(peer);
    }
}

void LoopbackShop::answer(int peer) {
    const std::string message = read_message(peer);
    const auto end = message.find(kHeadEnd);
    const std::string head = message.substr(0, end);
    const std::string line = head.substr(0, head.find(" HTTP/"));
    const std::string sent = end == std::string::npos ? "" : message.substr(end + kHeadEnd.size());
    const std::string request = sent.empty() ? line : line + " " + sent;
    {
        const std::scoped_lock lock{mutex_};
        const std::string token = line_of(head, "Token:");
        heard_.push_back(request + " " + (token.empty() ? line_of(head, "Authorization:") : token));
    }
    const std::string body = answers_(request);
    if (body.starts_with("HTTP/")) {
        static_cast<void>(::send(peer, body.data(), body.size(), MSG_NOSIGNAL));
        return;
    }
    const std::string status = body.empty() ? "404 Not Found" : "200 OK";
    const std::string text = "HTTP/1.1 " + status +
                             "\r\nContent-Length: " + std::to_string(body.size()) +
                             "\r\nConnection: close\r\n\r\n" + body;
    static_cast<void>(::send(peer, text.data(), text.size(), MSG_NOSIGNAL));
}

} // namespace route9::tests
