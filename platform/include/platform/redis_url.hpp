// SPDX-License-Identifier: Apache-2.0
// Where Redis is: redis://[USER[:PASSWORD]@]HOST[:PORT][/DATABASE], or the Sentinels that know,
// redis+sentinel://[USER[:PASSWORD]@]HOST[:PORT],…/MASTER[/DATABASE]. The account is Redis's; the
// Sentinels' own is ?sentinel_user=…&sentinel_password=…. Signs like @ : / % are percent-encoded.
// Passwords are kept secret and never part of an error; place() is for people.
#pragma once

#include "core/result.hpp"
#include "core/secret.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::platform {

struct RedisHost {
    std::string name; // a name or an address
    std::uint16_t port = 0;

    friend bool operator==(const RedisHost&, const RedisHost&) = default;
};

/// Without a user it is Redis's "default"; without a password nothing is proven.
struct RedisAccount {
    std::string user{};
    Secret password{};
};

struct RedisUrl {
    std::vector<RedisHost> hosts; // one Redis, or Sentinels
    std::string master;           // as the Sentinels call it; empty without them
    int database = 0;
    RedisAccount account;
    RedisAccount sentinel_account;

    /// Error: validation_failed of the option `--redis`, saying which part is wrong.
    static Result<RedisUrl> parse(std::string_view text);

    bool has_sentinels() const noexcept { return !master.empty(); }
    /// "host:port/0" or "master of host:port,host:port/0".
    std::string place() const;
};

} // namespace route9::platform
