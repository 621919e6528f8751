// SPDX-License-Identifier: Apache-2.0
#include "waiting_polls.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cerrno>
#include <span>
#include <system_error>

namespace route9::bench {
namespace {

constexpr std::size_t kPollsOfAnAddress = 1'000;
constexpr int kReadyAtOnce = 256;

int checked(int result, const char* what) {
    if (result < 0) {
        throw std::system_error{errno, std::generic_category(), what};
    }
    return result;
}

sockaddr_in loopback(std::uint32_t host, std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK + host);
    return address;
}

} // namespace

WaitingPolls::WaitingPolls(std::uint16_t port)
    : port_(port), events_(checked(::epoll_create1(EPOLL_CLOEXEC), "epoll_create1")) {}

WaitingPolls::~WaitingPolls() {
    for (const int socket : sockets_) {
        ::close(socket);
    }
    ::close(events_);
}

void WaitingPolls::begin(const std::string& key) {
    const int socket = checked(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), "socket");
    sockets_.push_back(socket);
    const auto host = static_cast<std::uint32_t>(1 + sockets_.size() / kPollsOfAnAddress);
    const sockaddr_in from = loopback(host, 0);
    const sockaddr_in to = loopback(0, port_);
    checked(::bind(socket, std::bit_cast<const sockaddr*>(&from), sizeof from), "bind");
    checked(::connect(socket, std::bit_cast<const sockaddr*>(&to), sizeof to), "connect");
    const std::string request = "GET /v1/manifests?wait=50 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                                "Authorization: Bearer " +
                                key + "\r\n\r\n";
    checked(static_cast<int>(::send(socket, request.data(), request.size(), 0)), "send");
    epoll_event wanted{.events = EPOLLIN | EPOLLONESHOT, .data = {.fd = socket}};
    checked(::epoll_ctl(events_, EPOLL_CTL_ADD, socket, &wanted), "epoll_ctl");
}

std::vector<WaitingPolls::Clock::time_point>
WaitingPolls::answered(std::size_t wanted, std::chrono::milliseconds patience) {
    std::vector<Clock::time_point> times;
    std::array<epoll_event, kReadyAtOnce> ready{};
    const auto end = Clock::now() + patience;
    while (times.size() < wanted && Clock::now() < end) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now());
        const int count = checked(
            ::epoll_wait(events_, ready.data(), kReadyAtOnce, static_cast<int>(left.count())),
            "epoll_wait"
        );
        times.insert(times.end(), static_cast<std::size_t>(count), Clock::now());
    }
    return times;
}

} // namespace route9::bench
