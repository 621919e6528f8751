// SPDX-License-Identifier: Apache-2.0
#include "platform/redis_url.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace route9::platform {
namespace {

constexpr std::string_view kDirect = "redis://";
constexpr std::string_view kSentinels = "redis+sentinel://";
constexpr std::uint16_t kRedisPort = 6379;
constexpr std::uint16_t kSentinelPort = 26379;
constexpr std::size_t kHostsMax = 16;
constexpr int kDatabaseMax = 1'000'000;

Failure wrong(std::string message) {
    return fail_field("--redis", "bad_value", std::move(message));
}

template <class Number>
std::optional<Number> number_of(std::string_view text) {
    Number number{};
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = problem == std::errc{} && end == text.data() + text.size();
    return whole ? std::optional{number} : std::nullopt;
}

/// What stands before the first `mark`, which goes with it; all of it when there is none.
std::string_view take_until(std::string_view& text, char mark) {
    const auto at = text.find(mark);
    const std::string_view taken = text.substr(0, at);
    text = at == std::string_view::npos ? std::string_view{} : text.substr(at + 1);
    return taken;
}

std::optional<std::string> percent_decoded(std::string_view text) {
    constexpr int kHex = 16;
    std::string decoded;
    while (!text.empty()) {
        if (text.front() != '%') {
            decoded.push_back(text.front());
            text.remove_prefix(1);
            continue;
        }
        unsigned char sign = 0;
        const std::string_view digits = text.substr(1, 2);
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), sign, kHex);
        if (digits.size() != 2 || read.ptr != digits.data() + 2) {
            return std::nullopt;
        }
        decoded.push_back(static_cast<char>(sign));
        text.remove_prefix(3);
    }
    return decoded;
}

Result<RedisAccount> account_of(std::string_view text) {
    const bool has_password = text.find(':') != std::string_view::npos;
    auto user = percent_decoded(take_until(text, ':'));
    auto password = percent_decoded(text);
    if (!user || !password || (has_password && password->empty())) {
        return wrong("account: use USER:PASSWORD, signs like @ : / % in them percent-encoded");
    }
    return RedisAccount{std::move(*user), Secret{std::string_view{*password}}};
}

bool is_host_sign(char sign) {
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
           (sign >= '0' && sign <= '9') || sign == '.' || sign == '-' || sign == '_' || sign == ':';
}

Result<RedisHost> host_of(std::string_view text, std::uint16_t usual_port) {
    std::string_view name = text;
    std::string_view port;
    bool has_port = false;
    if (text.starts_with('[')) { // IPv6
        const auto end = text.find(']');
        name = text.substr(1, end == std::string_view::npos ? 0 : end - 1);
        const std::string_view rest = text.substr(std::min(end, text.size() - 1) + 1);
        has_port = !rest.empty();
        port = rest.starts_with(':') ? rest.substr(1) : "";
    } else if (const auto colon = text.rfind(':'); colon != std::string_view::npos) {
        name = text.substr(0, colon);
        port = text.substr(colon + 1);
        has_port = true;
    }
    if (name.empty() || !std::ranges::all_of(name, is_host_sign)) {
        return wrong("host: use HOST, HOST:PORT or [IPV6]:PORT");
    }
    const auto number = has_port ? number_of<std::uint16_t>(port) : usual_port;
    if (!number || *number == 0) {
        return wrong("port: use 1 to 65535");
    }
    return RedisHost{std::string{name}, *number};
}

Result<std::vector<RedisHost>> hosts_of(std::string_view text, bool sentinels) {
    std::vector<RedisHost> hosts;
    do {
        auto host = host_of(take_until(text, ','), sentinels ? kSentinelPort : kRedisPort);
        if (!host) {
            return Failure{std::move(host).error()};
        }
        hosts.push_back(std::move(*host));
    } while (!text.empty());
    if (!sentinels && hosts.size() > 1) {
        return wrong("host: only redis+sentinel:// takes several");
    }
    if (hosts.size() > kHostsMax) {
        return wrong("host: name at most 16 Sentinels");
    }
    return hosts;
}

Result<void> read_query(std::string_view query, RedisUrl& url) {
    while (!query.empty()) {
        std::string_view value = take_until(query, '&');
        const std::string_view name = take_until(value, '=');
        auto decoded = percent_decoded(value);
        const bool known = name == "sentinel_user" || name == "sentinel_password";
        if (!known || !url.has_sentinels() || !decoded) {
            return wrong("query: redis+sentinel:// takes sentinel_user and sentinel_password");
        }
        if (name == "sentinel_user") {
            url.sentinel_account.user = std::move(*decoded);
        } else {
            url.sentinel_account.password = Secret{std::string_view{*decoded}};
        }
    }
    return {};
}

Result<void> read_path(std::string_view path, bool sentinels, RedisUrl& url) {
    if (sentinels) {
        const auto master = percent_decoded(take_until(path, '/'));
        if (!master || master->empty()) {
            return wrong("master: say how the Sentinels call it, redis+sentinel://HOST/MASTER");
        }
        url.master = *master;
    }
    if (!path.empty()) {
        const auto database = number_of<int>(path);
        if (!database || *database < 0 || *database > kDatabaseMax) {
            return wrong("database: use its number, e.g. /2");
        }
        url.database = *database;
    }
    return {};
}

} // namespace

Result<RedisUrl> RedisUrl::parse(std::string_view text) {
    const bool sentinels = text.starts_with(kSentinels);
    if (!sentinels && !text.starts_with(kDirect)) {
        return wrong("scheme: use redis://[USER:PASSWORD@]HOST[:PORT][/DATABASE] or "
                     "redis+sentinel://[USER:PASSWORD@]HOST[:PORT],…/MASTER[/DATABASE]");
    }
    text.remove_prefix(sentinels ? kSentinels.size() : kDirect.size());
    RedisUrl url;
    std::string_view path = take_until(text, '?');
    const std::string_view query = text;
    std::string_view authority = take_until(path, '/');
    if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
        auto account = account_of(authority.substr(0, at));
        if (!account) {
            return Failure{std::move(account).error()};
        }
        url.account = std::move(*account);
        authority.remove_prefix(at + 1);
    }
    auto hosts = hosts_of(authority, sentinels);
    if (!hosts) {
        return Failure{std::move(hosts).error()};
    }
    url.hosts = std::move(*hosts);
    if (auto read = read_path(path, sentinels, url); !read) {
        return Failure{std::move(read).error()};
    }
    if (auto read = read_query(query, url); !read) {
        return Failure{std::move(read).error()};
    }
    return url;
}

std::string RedisUrl::place() const {
    std::string place = has_sentinels() ? master + " of " : "";
    for (const RedisHost& host : hosts) {
        place += host.name + ":" + std::to_string(host.port) + ",";
    }
    place.back() = '/';
    return place + std::to_string(database);
}

} // namespace route9::platform
