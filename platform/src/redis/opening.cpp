// SPDX-License-Identifier: Apache-2.0
#include "redis/opening.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <span>
#include <utility>

namespace route9::platform::redis {
namespace {

using SteadyClock = std::chrono::steady_clock;

/// A host, or why there is none.
using Located = std::expected<RedisHost, Word>;

void append_auth(std::vector<RedisCommand>& commands, const RedisAccount& account) {
    if (account.password.empty()) {
        return;
    }
    RedisCommand auth{"AUTH"};
    if (!account.user.empty()) {
        auth.push_back(account.user);
    }
    auth.emplace_back(account.password.reveal_text());
    commands.push_back(std::move(auth));
}

std::optional<RedisHost> host_in(const RedisReply& reply) {
    if (reply.kind != RedisReply::Kind::list || reply.items.size() != 2) {
        return std::nullopt; // it knows no such master
    }
    const std::string& port = reply.items[1].text;
    RedisHost host{reply.items[0].text, 0};
    const char* end = port.data() + port.size();
    const auto read = std::from_chars(port.data(), end, host.port);
    const bool whole = read.ec == std::errc{} && read.ptr == end && !host.name.empty();
    return whole ? std::optional{std::move(host)} : std::nullopt;
}

/// Asks one Sentinel after the other; the first that knows is believed, until ROLE says otherwise.
task<Located> locate(const RedisOptions& options) {
    const RedisUrl& url = options.url;
    if (!url.has_sentinels()) {
        co_return url.hosts.front();
    }
    const Executor executor = co_await net::this_coro::executor;
    std::vector<RedisCommand> commands;
    append_auth(commands, url.sentinel_account);
    commands.push_back({"SENTINEL", "get-master-addr-by-name", url.master});
    bool anybody = false;
    for (const RedisHost& sentinel : url.hosts) {
        const auto link = std::make_shared<Link>(executor);
        const Tick deadline = SteadyClock::now() + options.connect_budget;
        if (!co_await link->connect(sentinel, deadline)) {
            continue;
        }
        const auto replies = co_await link->exchange(commands, deadline);
        anybody = anybody || replies;
        auto host = replies ? host_in(replies->back()) : std::nullopt;
        if (host) {
            co_return std::move(*host);
        }
    }
    if (anybody) {
        co_return std::unexpected{Word{"master unknown"}};
    }
    co_return std::unexpected{Word{"no sentinel"}};
}

std::vector<RedisCommand> first_words(const RedisOptions& options) {
    std::vector<RedisCommand> commands;
    append_auth(commands, options.url.account);
    commands.push_back({"SELECT", std::to_string(options.url.database)});
    if (options.url.has_sentinels()) {
        commands.push_back({"ROLE"});
    }
    commands.push_back({"CLIENT", "SETNAME", options.name});
    return commands;
}

bool is_master(const RedisReply& role) {
    return role.kind == RedisReply::Kind::list && !role.items.empty() &&
           role.items.front().text == "master";
}

/// What stands against using the connection; whether it may have a name does not matter.
std::optional<Word> judge(const RedisUrl& url, const std::vector<RedisReply>& replies) {
    for (const RedisReply& reply : std::span{replies}.first(replies.size() - 1)) {
        if (reply.is_error("WRONGPASS") || reply.is_error("NOAUTH") || reply.is_error("NOPERM")) {
            return Word{"account refused"};
        }
        if (reply.kind == RedisReply::Kind::error) {
            return Word{"refused"};
        }
    }
    if (url.has_sentinels() && !is_master(replies[replies.size() - 2])) {
        return Word{"not the master"};
    }
    return std::nullopt;
}

} // namespace

task<Opened> open_link(const RedisOptions& options) {
    const Executor executor = co_await net::this_coro::executor;
    const Located host = co_await locate(options);
    if (!host) {
        co_return std::unexpected{host.error()};
    }
    auto link = std::make_shared<Link>(executor);
    const Tick connected_by = SteadyClock::now() + options.connect_budget;
    if (!co_await link->connect(*host, connected_by)) {
        co_return std::unexpected{Word{"no connection"}};
    }
    const Tick answered_by = SteadyClock::now() + options.connect_budget;
    std::vector<RedisCommand> commands = first_words(options);
    const auto replies = co_await link->exchange(std::move(commands), answered_by);
    if (!replies) {
        co_return std::unexpected{Word{"no answer"}};
    }
    if (const auto objection = judge(options.url, *replies)) {
        co_return std::unexpected{*objection};
    }
    co_return link;
}

Milliseconds Backoff::next() {
    const Milliseconds whole = next_;
    next_ = std::min(next_ * 2, max_);
    std::uniform_int_distribution<std::int64_t> pause{whole.count() / 2, whole.count()};
    return Milliseconds{pause(chance_)};
}

} // namespace route9::platform::redis
