// SPDX-License-Identifier: Apache-2.0
#include "http_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <charconv>

namespace route9::e2e {
namespace {

constexpr std::size_t kReadBytes = 16 * 1024;
constexpr std::string_view kHeadEnd = "\r\n\r\n";
constexpr std::string_view kLineEnd = "\r\n";

int number_at(std::string_view text) {
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

std::string wire_text(const HttpRequest& request) {
    std::string text = request.method + " " + request.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto& [name, value] : request.headers) {
        text.append(name).append(": ").append(value).append("\r\n");
    }
    if (!request.body.empty() || request.method != "GET") {
        text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    }
    return text + "\r\n" + request.body;
}

HttpAnswer read_head(std::string_view head) {
    HttpAnswer answer;
    std::size_t end = head.find(kLineEnd);
    const std::string_view status_line = head.substr(0, end);
    answer.status = number_at(status_line.substr(status_line.find(' ') + 1));
    while (end != std::string_view::npos && end + kLineEnd.size() < head.size()) {
        const std::size_t start = end + kLineEnd.size();
        end = head.find(kLineEnd, start);
        const std::string_view line = head.substr(start, end - start);
        const std::size_t colon = line.find(": ");
        if (colon != std::string_view::npos) {
            answer.headers.emplace_back(line.substr(0, colon), line.substr(colon + 2));
        }
    }
    return answer;
}

} // namespace

std::string HttpAnswer::header(std::string_view name) const {
    for (const auto& [known, value] : headers) {
        if (known.size() == name.size() &&
            ::strncasecmp(known.data(), name.data(), name.size()) == 0) {
            return value;
        }
    }
    return {};
}

HttpClient::~HttpClient() {
    close();
}

HttpAnswer HttpClient::send(const HttpRequest& request) {
    try {
        if (socket_ < 0) {
            open();
        }
        write_all(wire_text(request));
        HttpAnswer answer = read_answer(request.method != "HEAD");
        if (answer.header("Connection") == "close") {
            close();
        }
        return answer;
    } catch (const ConnectionBroken&) {
        close();
        throw;
    }
}

void HttpClient::open() {
    socket_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval budget{.tv_sec = patience_.count(), .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &budget, sizeof(budget));
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port_);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    if (::connect(socket_, generic, sizeof(address)) != 0) {
        throw ConnectionBroken{"cannot connect"};
    }
}

void HttpClient::close() noexcept {
    if (socket_ >= 0) {
        ::close(socket_);
    }
    socket_ = -1;
    received_.clear();
}

void HttpClient::write_all(std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count <= 0) {
            throw ConnectionBroken{"the request could not be sent"};
        }
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void HttpClient::read_more() {
    std::array<char, kReadBytes> buffer{};
    const auto count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count <= 0) {
        throw ConnectionBroken{"no answer"};
    }
    received_.append(buffer.data(), static_cast<std::size_t>(count));
}

HttpAnswer HttpClient::read_answer(bool with_body) {
    std::size_t end = received_.find(kHeadEnd);
    while (end == std::string::npos) {
        read_more();
        end = received_.find(kHeadEnd);
    }
    HttpAnswer answer = read_head(std::string_view{received_}.substr(0, end + kLineEnd.size()));
    const auto told = static_cast<std::size_t>(number_at(answer.header("Content-Length")));
    const std::size_t length = with_body ? told : 0; // an answer to HEAD tells what GET would send
    const std::size_t body_at = end + kHeadEnd.size();
    while (received_.size() < body_at + length) {
        read_more();
    }
    answer.body = received_.substr(body_at, length);
    received_.erase(0, body_at + length);
    return answer;
}

} // namespace route9::e2e
