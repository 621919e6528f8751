// SPDX-License-Identifier: Apache-2.0
#include "load_generator.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <stdexcept>
#include <string_view>
#include <vector>

namespace route9::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Moment = Clock::time_point;

constexpr int events_max = 256;
constexpr std::chrono::milliseconds wait_max{100};
constexpr std::size_t receive_bytes = 64 * 1024;
/// What is due is not queued without end: beyond this the schedule counts as late.
constexpr std::size_t backlog_max = 1'000'000;

/// The length of the first whole answer in `bytes`, 0 when it is not whole yet.
std::size_t answer_length(std::string_view bytes) {
    const std::size_t end = bytes.find("\r\n\r\n");
    if (end == std::string_view::npos) {
        return 0;
    }
    const std::string_view head = bytes.substr(0, end);
    const std::size_t at = head.find("Content-Length: ");
    std::size_t length = 0;
    if (at != std::string_view::npos) {
        const std::string_view digits = head.substr(at + 16);
        std::from_chars(digits.data(), digits.data() + digits.size(), length);
    }
    const std::size_t whole = end + 4 + length;
    return bytes.size() >= whole ? whole : 0;
}

class Run {
public:
    explicit Run(const LoadPlan& plan);
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;
    ~Run();

    LoadReport run();

private:
    struct Connection {
        int socket = -1;
        bool busy = false;
        std::size_t sent = 0;
        std::string request;
        std::string received;
        Moment due;
    };

    void connect(std::size_t index);
    void reconnect(std::size_t index);
    void schedule(Moment now);
    void start(std::size_t index, Moment due);
    void flush(std::size_t index);
    void receive(std::size_t index);
    void finish(Connection& connection, Moment now);
    timespec patience(Moment now) const;

    const LoadPlan& plan_;
    int epoll_;
    std::vector<Connection> connections_;
    std::vector<std::size_t> free_;
    std::deque<Moment> backlog_;
    std::string scratch_;
    std::uint64_t requests_ = 0;
    std::uint64_t scheduled_ = 0;
    Moment began_;
    Moment counting_from_;
    Moment ends_;
    LoadReport report_;
};

Run::Run(const LoadPlan& plan)
    : plan_(plan), epoll_(::epoll_create1(0)), connections_(plan.connections) {
    scratch_.resize(receive_bytes);
    for (std::size_t i = 0; i < connections_.size(); ++i) {
        connect(i);
    }
}

Run::~Run() {
    for (const Connection& connection : connections_) {
        ::close(connection.socket);
    }
    ::close(epoll_);
}

LoadReport Run::run() {
    began_ = Clock::now();
    counting_from_ = began_ + plan_.warm_up;
    ends_ = counting_from_ + plan_.duration;
    std::array<epoll_event, events_max> events{};
    Moment now = began_;
    while (now < ends_) {
        schedule(now);
        const timespec wait = patience(now);
        const int count = ::epoll_pwait2(epoll_, events.data(), events_max, &wait, nullptr);
        for (int i = 0; i < count; ++i) {
            const epoll_event& event = events[static_cast<std::size_t>(i)];
            const auto index = static_cast<std::size_t>(event.data.u64);
            if ((event.events & EPOLLOUT) != 0) {
                flush(index);
            }
            if ((event.events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0) {
                receive(index);
            }
        }
        now = Clock::now();
    }
    report_.late = backlog_.size();
    report_.span = now - counting_from_;
    return report_;
}

void Run::connect(std::size_t index) {
    Connection& connection = connections_[index];
    connection = Connection{};
    connection.socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(plan_.port);
    ::inet_pton(AF_INET, plan_.address.c_str(), &address.sin_addr);
    const auto* generic = reinterpret_cast<const sockaddr*>(&address);
    if (::connect(connection.socket, generic, sizeof(address)) != 0) {
        throw std::runtime_error("cannot connect to " + plan_.address);
    }
    const int on = 1;
    ::setsockopt(connection.socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLET;
    event.data.u64 = index;
    ::epoll_ctl(epoll_, EPOLL_CTL_ADD, connection.socket, &event);
    free_.push_back(index);
}

void Run::reconnect(std::size_t index) {
    ++report_.broken;
    ::close(connections_[index].socket);
    std::erase(free_, index);
    connect(index);
}

/// Gives due requests to free connections: all of them in the closed loop.
void Run::schedule(Moment now) {
    if (plan_.per_second > 0) {
        const auto elapsed = std::chrono::duration_cast<std::chrono::microseconds>(now - began_);
        // The first is due at once; patience() waits for the moment that this reckons with.
        const std::uint64_t due =
            static_cast<std::uint64_t>(elapsed.count()) * plan_.per_second / 1'000'000 + 1;
        for (; scheduled_ < due && backlog_.size() < backlog_max; ++scheduled_) {
            const std::uint64_t offset_us = scheduled_ * 1'000'000 / plan_.per_second;
            backlog_.push_back(began_ + std::chrono::microseconds{offset_us});
        }
    }
    while (!free_.empty() && (plan_.per_second == 0 || !backlog_.empty())) {
        const std::size_t index = free_.back();
        free_.pop_back();
        if (plan_.per_second == 0) {
            start(index, now);
        } else {
            start(index, backlog_.front());
            backlog_.pop_front();
        }
    }
}

void Run::start(std::size_t index, Moment due) {
    Connection& connection = connections_[index];
    connection.busy = true;
    connection.due = due;
    connection.sent = 0;
    connection.request.clear();
    plan_.request(requests_++, connection.request);
    flush(index);
}

void Run::flush(std::size_t index) {
    Connection& connection = connections_[index];
    while (connection.busy && connection.sent < connection.request.size()) {
        const auto count = ::send(
            connection.socket,
            connection.request.data() + connection.sent,
            connection.request.size() - connection.sent,
            MSG_NOSIGNAL | MSG_DONTWAIT
        );
        if (count <= 0) {
            return; // the socket is full, or the read side will tell that it broke
        }
        connection.sent += static_cast<std::size_t>(count);
    }
}

void Run::receive(std::size_t index) {
    Connection& connection = connections_[index];
    while (true) {
        const auto count =
            ::recv(connection.socket, scratch_.data(), scratch_.size(), MSG_DONTWAIT);
        if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) {
            return;
        }
        if (count <= 0) {
            reconnect(index);
            return;
        }
        connection.received.append(scratch_.data(), static_cast<std::size_t>(count));
        if (connection.busy && answer_length(connection.received) > 0) {
            finish(connection, Clock::now());
            free_.push_back(index);
        }
        if (static_cast<std::size_t>(count) < scratch_.size()) {
            return; // drained: the next byte is a new edge
        }
    }
}

void Run::finish(Connection& connection, Moment now) {
    constexpr std::size_t class_at = 9; // "HTTP/1.1 2"
    const char status_class = connection.received[class_at];
    connection.received.erase(0, answer_length(connection.received));
    connection.busy = false;
    if (now < counting_from_) {
        return;
    }
    ++report_.answered;
    report_.refused += status_class == '2' || status_class == '3' ? 0 : 1;
    report_.latency.add(std::chrono::duration_cast<std::chrono::microseconds>(now - connection.due)
    );
}

/// Until the next request is due (finer than milliseconds) or the run ends.
timespec Run::patience(Moment now) const {
    Moment until = std::min(ends_, now + wait_max);
    if (plan_.per_second > 0 && !free_.empty()) {
        const std::uint64_t offset_us = scheduled_ * 1'000'000 / plan_.per_second;
        until = std::min(until, began_ + std::chrono::microseconds{offset_us});
    }
    const auto left = std::max(until - now, Clock::duration::zero());
    return {.tv_sec = 0, .tv_nsec = std::chrono::nanoseconds{left}.count()};
}

} // namespace

LoadReport run_load(const LoadPlan& plan) {
    Run run{plan};
    return run.run();
}

} // namespace route9::bench
