// SPDX-License-Identifier: Apache-2.0
#include "running_server.hpp"

#include "core/time.hpp"
#include "postgresql_cluster.hpp"
#include "wall_clock.hpp"

#include <signal.h>
#include <sys/resource.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kReadyLine = "listening on http://127.0.0.1:";
constexpr std::chrono::milliseconds kStartPatience = 120s; // migrations on a busy disk
constexpr std::chrono::milliseconds kStopPatience = 40s;   // longer than the drain budget
constexpr std::chrono::milliseconds kCommandPatience = 120s;
constexpr std::int64_t kBytesPerKibibyte = 1'024;

const auto suite_started = std::chrono::steady_clock::now();

std::string binary() {
    const char* given = std::getenv("ROUTE9_BINARY");
    return given != nullptr ? given : ROUTE9_BINARY;
}

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in{file};
    return {std::istreambuf_iterator<char>{in}, {}};
}

std::vector<std::string> serve_words(std::vector<std::string> options) {
    if (std::ranges::find(options, "--listen") == options.end()) {
        options.insert(options.begin(), {"--listen", "127.0.0.1:0"});
    }
    options.insert(options.begin(), "serve");
    return options;
}

std::uint16_t await_port(ChildProcess& process, const Site& site) {
    const auto until = std::chrono::steady_clock::now() + kStartPatience;
    while (std::chrono::steady_clock::now() < until) {
        const auto line = process.read_line(kStartPatience);
        if (!line) {
            break;
        }
        if (line->starts_with(kReadyLine)) {
            const char* digits = line->data() + kReadyLine.size();
            std::uint16_t port = 0;
            std::from_chars(digits, line->data() + line->size(), port);
            return port;
        }
    }
    throw std::runtime_error("the server does not listen:\n" + text_of(site.log()));
}

} // namespace

Site::Site() : store_("sqlite:" + database().string()) {
    const char* engine = std::getenv("ROUTE9_TEST_ENGINE");
    if (engine != nullptr && std::string_view{engine} == "postgresql") {
        auto& cluster = tests::PostgresqlCluster::of_this_program();
        store_ = cluster.url(cluster.create_empty_database());
    }
}

Site::Site(std::string store) : store_(std::move(store)) {}

std::optional<std::string> Site::url() const {
    return store_.starts_with("postgresql:") ? std::optional{store_} : std::nullopt;
}

std::filesystem::path Site::master_key() const {
    return url() ? directory() / "route9.key" : std::filesystem::path{database().string() + ".key"};
}

std::vector<std::string> Site::command(std::vector<std::string> words) const {
    std::vector<std::string> all{binary()};
    all.insert(
        all.end(), std::make_move_iterator(words.begin()), std::make_move_iterator(words.end())
    );
    const std::string options[] = {
        "--store",
        store_,
        "--data",
        std::string{ROUTE9_SOURCE_DIR} + "/data",
        "--clock-start",
        format_utc(business_now()), // a store refuses a clock that stands before what it has seen
    };
    all.insert(all.end(), std::begin(options), std::end(options));
    if (url()) {
        all.insert(all.end(), {"--master-key", master_key().string()});
    }
    return all;
}

Outcome Site::run(std::vector<std::string> words) const {
    const std::filesystem::path errors = directory() / "command.log";
    std::filesystem::remove(errors);
    ChildProcess process{command(std::move(words)), errors};
    Outcome outcome;
    outcome.out = process.read_rest(kCommandPatience);
    outcome.exit_code = process.wait(kCommandPatience);
    outcome.error = text_of(errors);
    while (outcome.out.ends_with('\n')) {
        outcome.out.pop_back();
    }
    return outcome;
}

RunningServer::RunningServer(const Site& site, std::vector<std::string> options)
    : process_(site.command(serve_words(std::move(options))), site.log()),
      port_(await_port(process_, site)) {}

RunningServer::RunningServer(
    const Site& site, const WallClock& clock, std::vector<std::string> options
)
    : process_(clock.around(site.command(serve_words(std::move(options)))), site.log()),
      port_(await_port(process_, site)) {}

int RunningServer::stop() {
    signal(SIGTERM);
    return await_end();
}

int RunningServer::await_end() {
    return process_.wait(kStopPatience);
}

void RunningServer::kill() {
    process_.signal(SIGKILL);
    process_.wait(kStopPatience);
}

void RunningServer::limit_file_size(std::optional<std::uintmax_t> bytes) const {
    rlimit limit{};
    ::prlimit(process_.id(), RLIMIT_FSIZE, nullptr, &limit);
    limit.rlim_cur = bytes.value_or(limit.rlim_max);
    if (::prlimit(process_.id(), RLIMIT_FSIZE, &limit, nullptr) != 0) {
        throw std::runtime_error("the limit was refused");
    }
}

std::int64_t RunningServer::resident_bytes() const {
    std::ifstream status{"/proc/" + std::to_string(process_.id()) + "/status"};
    std::string word;
    while (status >> word) {
        if (word == "VmRSS:") {
            std::int64_t kibibytes = 0;
            status >> kibibytes;
            return kibibytes * kBytesPerKibibyte;
        }
    }
    return 0;
}

std::chrono::sys_seconds business_now() {
    const auto start = parse_rfc3339(kBusinessStart).value();
    return std::chrono::floor<std::chrono::seconds>(
        start + std::chrono::floor<std::chrono::milliseconds>(
                    std::chrono::steady_clock::now() - suite_started
                )
    );
}

} // namespace route9::e2e
