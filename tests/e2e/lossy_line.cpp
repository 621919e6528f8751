// SPDX-License-Identifier: Apache-2.0
#include "lossy_line.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>
#include <string_view>

namespace route9::e2e {
namespace {

constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kLength = "content-length: ";

class Socket {
public:
    explicit Socket(int handle) : handle_(handle) {}
    Socket(const Socket&) = delete;
    Socket& operator=(const Socket&) = delete;
    ~Socket() { ::close(handle_); }
    int handle() const noexcept { return handle_; }

private:
    int handle_;
};

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

int new_socket() {
    return ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
}

std::size_t content_length(std::string head) {
    std::ranges::transform(head, head.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    std::size_t length = 0;
    if (const std::size_t at = head.find(kLength); at != std::string::npos) {
        const char* digits = head.data() + at + kLength.size();
        std::from_chars(digits, head.data() + head.size(), length);
    }
    return length;
}

/// Header and content; what came when the other side closes before.
std::string read_message(int from) {
    std::string message;
    std::size_t whole = std::string::npos;
    while (message.size() < whole) {
        std::array<char, 16 * 1024> buffer{};
        const auto count = ::recv(from, buffer.data(), buffer.size(), 0);
        if (count <= 0) {
            break;
        }
        message.append(buffer.data(), static_cast<std::size_t>(count));
        const std::size_t end = message.find(kHeadEnd);
        if (whole == std::string::npos && end != std::string::npos) {
            whole = end + kHeadEnd.size() + content_length(message.substr(0, end));
        }
    }
    return message;
}

void send_all(int to, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) {
            return;
        }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

/// False when the client has gone before the server said anything.
bool awaits_answer(int client, int server) {
    std::array<pollfd, 2> ends{
        pollfd{.fd = server, .events = POLLIN, .revents = 0},
        pollfd{.fd = client, .events = POLLIN | POLLRDHUP, .revents = 0}
    };
    ::poll(ends.data(), ends.size(), -1);
    return ends[0].revents != 0;
}

/// What is sent already may be lost, too.
void reset_on_close(int socket) {
    const linger now{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
}

} // namespace

LossyLine::LossyLine(std::uint16_t server_port, unsigned cut_in_hundred, std::uint64_t seed)
    : server_port_(server_port), cut_in_hundred_(cut_in_hundred), random_(seed),
      listener_(new_socket()) {
    sockaddr_in address = loopback(0);
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);
    constexpr int waiting = 16;
    if (::bind(listener_, generic, size) != 0 || ::listen(listener_, waiting) != 0 ||
        ::getsockname(listener_, generic, &size) != 0) {
        throw std::runtime_error("the line cannot listen");
    }
    port_ = ntohs(address.sin_port);
    thread_ = std::thread{[this] { serve(); }};
}

LossyLine::~LossyLine() {
    ::shutdown(listener_, SHUT_RDWR); // ends accept
    thread_.join();
    ::close(listener_);
}

void LossyLine::serve() {
    while (true) {
        const int client = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (client < 0) {
            return;
        }
        carry(client);
    }
}

void LossyLine::carry(int client_handle) {
    const Socket client{client_handle};
    const bool cut = random_() % 100 < cut_in_hundred_;
    const bool cut_request = cut && random_() % 2 == 0;
    const std::string request = read_message(client.handle());
    const Socket server{new_socket()};
    const sockaddr_in address = loopback(server_port_);
    if (::connect(server.handle(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)) !=
        0) {
        return;
    }
    pass(server.handle(), request, cut_request);
    if (cut_request) {
        ++counts_.cut_requests;
        return;
    }
    if (!awaits_answer(client.handle(), server.handle())) {
        return;
    }
    const std::string answer = read_message(server.handle());
    pass(client.handle(), answer, cut);
    ++(cut ? counts_.cut_answers : counts_.whole);
}

void LossyLine::pass(int to, const std::string& message, bool cut) {
    const std::size_t bytes = cut && !message.empty() ? random_() % message.size() : message.size();
    const std::size_t head = message.find(kHeadEnd) + kHeadEnd.size();
    if (message.starts_with("HTTP/1.1 200") && bytes > head) {
        counts_.content_bytes += bytes - head;
    }
    if (cut && random_() % 2 == 0) {
        reset_on_close(to);
    }
    send_all(to, std::string_view{message}.substr(0, bytes));
}

} // namespace route9::e2e
