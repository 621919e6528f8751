// SPDX-License-Identifier: Apache-2.0
#include "gateway/command_line.hpp"

#include "core/crypto.hpp"
#include "data_file.hpp"
#include "gateway/admin/admin.hpp"
#include "gateway/admin/control_socket.hpp"
#include "gateway/app.hpp"
#include "gateway/config.hpp"
#include "gateway/demo/demo_day.hpp"
#include "gateway/master_key.hpp"
#include "gateway/store_location.hpp"
#include "gateway/tools/assess_tool.hpp"
#include "gateway/tools/plan_tool.hpp"
#include "gateway/tools/qr_tool.hpp"
#include "gateway/tools/statement_tool.hpp"
#include "gateway/tools/verify_tool.hpp"
#include "platform/system_clock.hpp"
#include "platform/write_signals.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <span>
#include <stop_token>
#include <string_view>
#include <thread>
#include <utility>

namespace route9::gateway {
namespace {

constexpr const char* kUsage =
    "usage: route9 COMMAND [options]\n"
    "\n"
    "  serve        run the gateway; options below\n"
    "  migrate      bring the store's schema up to date\n"
    "  tenants      create --id ID --name NAME\n"
    "  parties      create --tenant ID --kind KIND --id ID --name NAME\n"
    "  keys         create|list|revoke\n"
    "  users        invite|recover|list\n"
    "  connections  add|list|inbox|authorise|poll|replay|pause|rotate|set|test\n"
    "  apps         add: what several shops of a platform have in common\n"
    "  persons      erase|export --tenant ID --order ID | --phone TEXT [--name TEXT]\n"
    "  plan FILE            a decision per order, explained\n"
    "  assess FILE          duties, VAT and fees of consignments, line by line\n"
    "  qr encode|decode     VietQR and Lao QR payloads\n"
    "  statement parse FILE camt, MT940 or CSV statements as lines\n"
    "  verify webhook       whether a platform has signed a delivery, and why not\n"
    "  verify log|passport  whether a log, or a parcel's part of it, is as it was signed\n"
    "\n"
    "Every command takes --config FILE, --store sqlite:PATH or --store postgresql://…, --data "
    "DIR,\n"
    "--master-key FILE, --tombstones FILE and --clock-start TIME. Options of serve:\n"
    "  --listen ADDRESS:PORT        127.0.0.1:8080 without\n"
    "  --redis URL                  redis://… or redis+sentinel://…, shared by several gateways\n"
    "  --redis-password-file FILE   its first line is the password\n"
    "  --threads N                  one per core without\n"
    "  --public-url URL             what browsers know the gateway by: https://HOST\n"
    "  --trusted-proxy NETWORK      whose X-Forwarded-For is believed; may be given several times\n"
    "  --access-log                 a line for every request\n"
    "  --drain-notice SECONDS       after SIGTERM, serve so long while /readyz says 503 (0)\n"
    "  --require-ready-declarations a truck with a held declaration does not leave\n"
    "  --connections-max N          at once; half of them may wait for news (8192)\n"
    "  --key-requests-per-minute N  of one API key\n"
    "  --hook-requests-per-second N on one hook's path\n"
    "  --clock-rate N               business time runs N times as fast, for rehearsals\n"
    "  --demo, --demo-seed N        a day of invented trade\n"
    "route9 --version prints the version; route9 keys --help and the like the options of a verb.\n";

int refuse(const Error& error) {
    std::cerr << "route9: " << error_info(error.code).title;
    if (!error.detail.empty()) {
        std::cerr << ": " << error.detail;
    }
    std::cerr << '\n';
    for (const FieldError& field : error.fields) {
        std::cerr << "  " << field.pointer << ": " << field.message << '\n';
    }
    return 1;
}

/// A day in a minute, from six in the morning, unless told otherwise.
Config with_demo_clock(Config config) {
    if (config.demo && !config.clock_start) {
        config.clock_start = parse_rfc3339("2026-03-10T06:00:00+07:00").value();
    }
    if (config.demo && config.clock_rate == 1) {
        config.clock_rate = 720;
    }
    return config;
}

/// Others on this machine who can read the key can read every recipient in a copy of the store.
void warn_of_open_key(const std::filesystem::path& file) {
    using std::filesystem::perms;
    std::error_code problem;
    const auto mode = std::filesystem::status(file, problem).permissions();
    if (!problem && (mode & (perms::group_all | perms::others_all)) != perms::none) {
        std::cerr << "route9: warning: others can read or change the master key " << file.string()
                  << ": chmod 600 it\n";
    }
}

int serve(const Config& given) {
    const Config config = with_demo_clock(given);
    auto app = App::open(config);
    if (!app) {
        return refuse(app.error());
    }
    warn_of_open_key(config.master_key_path());
    (*app)->start();
    std::cout << "listening on " << (*app)->base_url() << '\n' << std::flush;
    std::jthread day;
    if (config.demo) {
        day = std::jthread{[&](std::stop_token stop) {
            play_demo_day({
                .base_url = (*app)->base_url(),
                .admin = (*app)->admin(),
                .seed = config.demo_seed,
                .out = std::cout,
                .stop = std::move(stop),
            });
        }};
    }
    (*app)->wait_for_signal();
    day = {}; // asks the day to stop and waits for it
    (*app)->shut_down();
    return 0;
}

int migrate(const Config& config) {
    if (const auto checked = check_store_file(config.store_location()); !checked) {
        return refuse(checked.error());
    }
    if (!config.store_location().exists()) {
        // A store gets its key when it is made: every other command refuses one without.
        crypto_start();
        SystemEntropy entropy;
        const auto made =
            load_master_key(config.master_key_path(), config.store_location(), entropy);
        if (!made) {
            return refuse(made.error());
        }
    }
    const Instant now = platform::SystemClock{{.start = config.clock_start}}.business();
    const auto report = config.store_location().migrate(now);
    if (!report) {
        return refuse(report.error());
    }
    for (const std::string& name : report->applied) {
        std::cout << "applied " << name << '\n';
    }
    std::cout << "schema " << report->needed << '\n';
    return 0;
}

int print(const AdminAnswer& answer) {
    if (!answer.out.empty()) {
        std::cout << answer.out << '\n';
    }
    if (!answer.error.empty()) {
        std::cerr << "route9: " << answer.error << '\n';
    }
    return answer.exit_code;
}

/// What erasing needs beside the store.
struct Privacy {
    RetentionTable rules;
    Tombstones tombstones;
};

Result<Privacy> load_privacy(const Config& config) {
    const auto text = read_data_file(find_data_directory(config) / "retention/rules.csv");
    if (!text) {
        return Failure{text.error()};
    }
    auto rules = RetentionTable::load(*text);
    if (!rules) {
        return Failure{std::move(rules).error()};
    }
    auto tombstones = Tombstones::open(config.tombstones_path());
    if (!tombstones) {
        return Failure{std::move(tombstones).error()};
    }
    return Privacy{std::move(*rules), std::move(*tombstones)};
}

/// Against the store itself: a file that no server holds, or a database beside its servers.
int administer_here(const Config& config, const std::vector<std::string>& words) {
    crypto_start();
    SystemEntropy entropy;
    const auto profiles = load_profiles(find_data_directory(config));
    if (!profiles) {
        return refuse(profiles.error());
    }
    auto privacy = load_privacy(config);
    if (!privacy) {
        return refuse(privacy.error());
    }
    auto master = load_master_key(config.master_key_path(), config.store_location(), entropy);
    if (!master) {
        return refuse(master.error());
    }
    warn_of_open_key(config.master_key_path());
    const platform::SystemClock clock{{.start = config.clock_start}};
    const StoreLocation location = config.store_location();
    const bool is_new = !location.exists();
    const auto migrated = location.migrate(clock.business());
    if (!migrated) {
        return refuse(migrated.error());
    }
    if (is_new) { // perhaps the path was mistyped
        std::cerr << "route9: made a new store " << location.name() << " with the key "
                  << config.master_key_path().string() << '\n';
    }
    const auto opened = location.open();
    platform::Store& store = *opened;
    const Vault vault{std::move(*master)};
    const auto right =
        store.read([&](Tx& tx) { return check_master_key(tx, vault, config.master_key_path()); });
    if (!right) {
        return refuse(right.error());
    }
    Keyring keyring{store, vault, entropy, clock};
    const AdminContext context{
        store,
        vault,
        entropy,
        clock,
        *profiles,
        keyring,
        privacy->rules,
        privacy->tombstones,
        config.origin
    };
    if (const auto applied = apply_tombstones(context.erasure_tools()); !applied) {
        return refuse(applied.error());
    }
    return print(run_admin(words, context));
}

int administer(const Config& config, const std::vector<std::string>& words) {
    if (const auto file = config.store_location().file()) {
        if (const auto answer = ask_server(control_socket_path(*file), words)) {
            return print(*answer);
        }
    }
    return administer_here(config, words);
}

using Words = std::span<const std::string>;
using DataDirectory = std::filesystem::path;
using Tool =
    int (*)(Words, std::istream&, std::ostream&, std::ostream& errors, const DataDirectory&);

constexpr std::array<std::pair<std::string_view, Tool>, 5> kTools{{
    {"plan", run_plan_tool},
    {"assess", run_assess_tool},
    {"qr", run_qr_tool},
    {"statement", run_statement_tool},
    {"verify", run_verify_tool},
}};

bool asks_for_help(Words words) {
    return std::ranges::any_of(words, [](const std::string& word) {
        return word == "--help" || word == "-h";
    });
}

/// The address in `apps add --public-url URL` is the app's, not the gateway's: the words of it.
std::vector<std::string> take_app_url(std::vector<std::string>& words) {
    constexpr std::string_view kOption = "--public-url";
    std::vector<std::string> taken;
    const auto at = std::ranges::find_if(words, [kOption](const std::string& word) {
        return word.starts_with(kOption);
    });
    if (words.empty() || words.front() != "apps" || at == words.end()) {
        return taken;
    }
    const bool is_apart = *at == kOption && at + 1 != words.end();
    const auto end = at + (is_apart ? 2 : 1);
    taken.assign(at, end);
    words.erase(at, end);
    return taken;
}

int run(std::vector<std::string> words) {
    if (!words.empty()) {
        for (const auto& [name, tool] : kTools) {
            if (words.front() == name) {
                const auto args = std::span{words}.subspan(1);
                return tool(args, std::cin, std::cout, std::cerr, find_data_directory({}));
            }
        }
    }
    platform::ignore_write_signals();
    const auto app_url = take_app_url(words);
    auto config = read_config(words);
    words.insert(words.end(), app_url.begin(), app_url.end());
    if (!config) {
        refuse(config.error());
        return 2;
    }
    const std::string command = words.empty() ? "" : words.front();
    if (is_admin_command(command)) {
        const auto answer = answer_without_store(words);
        return answer ? print(*answer) : administer(*config, words);
    }
    if (command == "serve" && words.size() == 1) {
        return serve(*config);
    }
    if (command == "migrate" && words.size() == 1) {
        return migrate(*config);
    }
    if (command == "--version") {
        std::cout << "route9 " ROUTE9_VERSION "\n";
        return 0;
    }
    if ((command == "serve" || command == "migrate") && !asks_for_help(words)) {
        std::cerr << "route9: " << command << " does not know " << words[1]
                  << "; route9 help names its options\n";
        return 2;
    }
    if (command == "help" || asks_for_help(words)) {
        std::cout << kUsage;
        return 0;
    }
    std::cerr << kUsage;
    return 2;
}

} // namespace

int run_command_line(std::vector<std::string> words) {
    try {
        return run(std::move(words));
    } catch (const StoreFailure& failure) {
        const bool no_room = failure.fault() == StoreFault::full;
        std::cerr << "route9: " << failure.what()
                  << (no_room ? "; make room on the store's disk, or let it be written\n" : "\n");
        return 1;
    } catch (const std::exception& failure) {
        std::cerr << "route9: " << failure.what() << '\n';
        return 1;
    }
}

} // namespace route9::gateway
