// SPDX-License-Identifier: Apache-2.0
#include "gateway/config.hpp"

#include "nearest_name.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <fstream>
#include <utility>

namespace route9::gateway {
namespace {

Result<void> check(const Config& config) {
    const auto location = StoreLocation::parse(config.store);
    if (!location) {
        return Failure{location.error()};
    }
    if (!location->file() && config.master_key.empty()) {
        return fail_field(
            "--master-key",
            "required",
            "give --master-key FILE: a store on a server has no file beside it"
        );
    }
    if (const auto redis = config.redis_url(); !redis) {
        return Failure{redis.error()};
    }
    const auto colon = config.listen.rfind(':');
    const std::string port = colon == std::string::npos ? "" : config.listen.substr(colon + 1);
    const bool digits = !port.empty() && port.size() <= 5 &&
                        std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || std::stoi(port) > 65'535) {
        return fail_field("--listen", "bad_value", "use ADDRESS:PORT, e.g. 127.0.0.1:8080");
    }
    return {};
}

/// What a configuration file says must mean something: a misspelt key would be ignored.
Result<void> check_keys(const CLI::App& app, const std::string& file) {
    std::vector<std::string> known;
    for (const CLI::Option* option : app.get_options()) {
        for (const std::string& name : option->get_lnames()) {
            if (name != "config") {
                known.push_back(name);
            }
        }
    }
    for (const CLI::ConfigItem& item : app.get_config_formatter()->from_file(file)) {
        const bool section_mark = item.name == "++" || item.name == "--";
        const std::string key = item.fullname();
        if (section_mark || std::ranges::find(known, key) != known.end()) {
            continue;
        }
        const std::string near = nearest_name(item.name, known);
        return fail_field(
            key,
            "unknown_key",
            file + " has a key nobody knows; " +
                (near.empty() ? "known are " + listed(known) : "did you mean " + near + "?")
        );
    }
    return {};
}

} // namespace

StoreLocation Config::store_location() const {
    return StoreLocation::parse(store).value();
}

std::filesystem::path Config::master_key_path() const {
    const auto file = store_location().file();
    return master_key.empty() && file ? std::filesystem::path{file->string() + ".key"} : master_key;
}

std::filesystem::path Config::tombstones_path() const {
    const auto file = store_location().file();
    const std::filesystem::path& beside = file ? *file : master_key;
    return tombstones.empty() ? std::filesystem::path{beside.string() + ".erased"} : tombstones;
}

Result<std::optional<platform::RedisUrl>> Config::redis_url() const {
    if (redis.empty()) {
        return std::nullopt;
    }
    auto url = platform::RedisUrl::parse(redis);
    if (!url) {
        return Failure{std::move(url).error()};
    }
    if (!redis_password_file.empty()) {
        std::ifstream file{redis_password_file, std::ios::binary};
        std::string password;
        if (!std::getline(file, password) || password.empty()) {
            return fail_field(
                "--redis-password-file", "unreadable", "the password is the file's first line"
            );
        }
        url->account.password = Secret{std::string_view{password}};
        wipe(password.data(), password.size());
    }
    return std::optional{std::move(*url)};
}

std::string Config::address() const {
    return listen.substr(0, listen.rfind(':'));
}

std::uint16_t Config::port() const {
    return static_cast<std::uint16_t>(std::stoi(listen.substr(listen.rfind(':') + 1)));
}

Result<Config> read_config(std::vector<std::string>& words) {
    Config config;
    std::string clock_start;
    std::string public_url;
    std::vector<std::string> proxies;
    CLI::App app{"route9"};
    app.allow_extras();
    app.set_help_flag();
    app.set_config("--config", "", "configuration file (TOML)");
    app.add_option("--listen", config.listen);
    app.add_option("--store", config.store);
    app.add_option("--data", config.data);
    app.add_option("--master-key", config.master_key);
    app.add_option("--tombstones", config.tombstones);
    app.add_option("--redis", config.redis);
    app.add_option("--redis-password-file", config.redis_password_file);
    app.add_option("--threads", config.threads)->check(CLI::Range(0, 64));
    app.add_option("--clock-start", clock_start);
    app.add_option("--clock-rate", config.clock_rate)->check(CLI::Range(1, 100'000));
    app.add_flag("--demo", config.demo);
    app.add_option("--demo-seed", config.demo_seed);
    app.add_flag("--access-log", config.access_log);
    app.add_option("--drain-notice", config.drain_notice_seconds)->check(CLI::Range(0, 300));
    app.add_flag("--require-ready-declarations", config.require_ready_declarations);
    app.add_option("--connections-max", config.connections_max)->check(CLI::Range(64, 65'536));
    app.add_option("--key-requests-per-minute", config.key_requests_per_minute);
    app.add_option("--public-url", public_url);
    app.add_option("--trusted-proxy", proxies);
    app.add_option("--hook-requests-per-second", config.hook_requests_per_second);
    try {
        app.parse(std::vector<std::string>{words.rbegin(), words.rend()});
    } catch (const CLI::ParseError& error) {
        return fail(ErrorCode::validation_failed, error.what());
    }
    if (const auto* file = app.get_config_ptr(); file->count() > 0) {
        if (auto checked = check_keys(app, file->as<std::string>()); !checked) {
            return Failure{std::move(checked).error()};
        }
    }
    words = app.remaining();
    if (!clock_start.empty()) {
        const auto start = parse_rfc3339(clock_start);
        if (!start) {
            return fail_field(
                "--clock-start", "bad_value", "use RFC 3339, e.g. 2026-03-10T06:00:00+07:00"
            );
        }
        config.clock_start = *start;
    }
    if (!public_url.empty()) {
        auto origin = http::PublicOrigin::parse(public_url);
        if (!origin) {
            return Failure{std::move(origin).error()};
        }
        config.origin = std::move(*origin);
    }
    auto trusted = http::TrustedProxies::parse(proxies);
    if (!trusted) {
        return Failure{std::move(trusted).error()};
    }
    config.proxies = std::move(*trusted);
    if (auto checked = check(config); !checked) {
        return Failure{std::move(checked).error()};
    }
    return config;
}

std::filesystem::path find_data_directory(const Config& config) {
    if (!config.data.empty()) {
        return config.data;
    }
    std::error_code problem;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", problem);
    for (const char* relative : {"../share/route9/data", "../../../data", "data"}) {
        const auto candidate = program.parent_path() / relative;
        if (!problem && std::filesystem::exists(candidate / "corridor")) {
            return std::filesystem::weakly_canonical(candidate);
        }
    }
    return "data";
}

} // namespace route9::gateway
