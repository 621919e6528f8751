// SPDX-License-Identifier: Apache-2.0
// How the program was told to run: command line over configuration file (TOML) over defaults.
#pragma once

#include "core/limits.hpp"
#include "core/result.hpp"
#include "core/time.hpp"
#include "gateway/http/public_origin.hpp"
#include "gateway/http/trusted_proxies.hpp"
#include "gateway/store_location.hpp"
#include "platform/redis_url.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::gateway {

struct Config {
    std::string listen = "127.0.0.1:8080";
    std::string store = "sqlite:route9.db";
    std::filesystem::path data;       // the data files; found beside the program when empty
    std::filesystem::path master_key; // <store>.key when empty; on a server it must be given
    std::filesystem::path
        tombstones; // of erased people; <store>.erased when empty; <master key>.erased on a server
    std::string redis;                         // where; none when empty
    std::filesystem::path redis_password_file; // of the account in `redis`
    std::size_t threads = 0;                   // I/O workers; one per core when 0
    std::optional<Instant> clock_start;
    std::int64_t clock_rate = 1;
    bool demo = false;
    std::uint64_t demo_seed = 1;
    bool access_log = false;
    /// After SIGTERM: how long /readyz says 503 before the door closes.
    int drain_notice_seconds = 0;
    /// A truck leaves only when every declaration of it is ready.
    bool require_ready_declarations = false;
    std::size_t connections_max = limits::connections_max; // half of them may wait for news
    std::int64_t key_requests_per_minute = 60'000;
    std::int64_t hook_requests_per_second = 30'000;
    http::PublicOrigin origin; // what browsers know the service by
    http::TrustedProxies proxies;

    /// Of a configuration that read_config() has taken.
    StoreLocation store_location() const;
    std::filesystem::path master_key_path() const;
    std::filesystem::path tombstones_path() const;
    /// Nothing without Redis. Error: validation_failed of `--redis` or `--redis-password-file`.
    Result<std::optional<platform::RedisUrl>> redis_url() const;
    std::string address() const;
    std::uint16_t port() const;
};

/// The options every command takes, taken out of `words`; what is left is the command's own.
/// Error: validation_failed naming the option.
Result<Config> read_config(std::vector<std::string>& words);

/// The data directory: as configured, else beside the program, else where it was built.
std::filesystem::path find_data_directory(const Config& config);

} // namespace route9::gateway
