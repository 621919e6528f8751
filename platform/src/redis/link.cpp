// SPDX-License-Identifier: Apache-2.0
#include "redis/link.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/write.hpp>

#include <string>
#include <utility>

namespace route9::platform::redis {
namespace {

using Resolver = net::ip::basic_resolver<Tcp, Executor>;

/// An address needs no resolver, which has a thread of its own and cannot be hurried.
task<std::vector<Tcp::endpoint>> endpoints_of(const RedisHost& host) {
    std::vector<Tcp::endpoint> found;
    boost::system::error_code not_numeric;
    const auto address = net::ip::make_address(host.name, not_numeric);
    if (!not_numeric) {
        found.emplace_back(address, host.port);
        co_return found;
    }
    Resolver resolver{co_await net::this_coro::executor};
    const auto [error, results] =
        co_await resolver.async_resolve(host.name, std::to_string(host.port), awaiting);
    for (const auto& result : results) {
        found.push_back(result.endpoint());
    }
    co_return found;
}

} // namespace

Link::Link(const Executor& executor) : socket_(executor), bell_(executor) {}

task<bool> Link::connect(RedisHost host, Tick deadline) {
    const std::vector<Tcp::endpoint> endpoints = co_await endpoints_of(host);
    for (const Tcp::endpoint& endpoint : endpoints) {
        close();
        limit(deadline);
        const auto [error] = co_await socket_.async_connect(endpoint, awaiting);
        unlimit();
        if (!error) {
            boost::system::error_code ignored;
            socket_.set_option(Tcp::no_delay{true}, ignored);
            co_return true;
        }
    }
    co_return false;
}

task<std::optional<std::vector<RedisReply>>>
Link::exchange(std::vector<RedisCommand> commands, Tick deadline) {
    std::string wire;
    for (const RedisCommand& command : commands) {
        append_command(wire, command);
    }
    limit(deadline);
    bool is_whole = co_await write(wire);
    ReplyReader reader;
    std::vector<RedisReply> replies;
    while (is_whole && replies.size() < commands.size()) {
        const std::string_view bytes = co_await read();
        is_whole = !bytes.empty() && reader.feed(bytes);
        while (auto reply = reader.next()) {
            replies.push_back(std::move(*reply));
        }
        is_whole = is_whole && !reader.is_broken();
    }
    unlimit();
    if (!is_whole || replies.size() != commands.size()) {
        co_return std::nullopt;
    }
    co_return replies;
}

task<std::string_view> Link::read() {
    const auto [error, count] = co_await socket_.async_read_some(net::buffer(buffer_), awaiting);
    co_return error ? std::string_view{} : std::string_view{buffer_.data(), count};
}

task<bool> Link::write(std::string_view bytes) {
    const auto [error, count] =
        co_await net::async_write(socket_, net::buffer(bytes.data(), bytes.size()), awaiting);
    co_return !error;
}

void Link::close() noexcept {
    boost::system::error_code ignored;
    socket_.close(ignored);
}

void Link::limit(Tick deadline) {
    bell_.expires_at(deadline);
    bell_.async_wait([link = weak_from_this(), deadline](const boost::system::error_code& error) {
        const auto alive = error ? nullptr : link.lock();
        // It may have been moved on after this had been rung.
        if (alive && alive->bell_.expiry() == deadline) {
            alive->close();
        }
    });
}

} // namespace route9::platform::redis
