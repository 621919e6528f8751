// SPDX-License-Identifier: Apache-2.0
// What the built program carries over PostgreSQL when gateway, server and generator share the
// machine: routed orders, each answered after its COMMIT is on disk (fsync, default settings), by
// one gateway and by two. Beside them the floor: pgbench with the same statements, with as many
// clients as give it the most, in turns with ours and compared by medians.
// Usage: postgresql_bench [milliseconds per run] [connections] [JSON file]
#include "core/crypto.hpp"
#include "pgbench_floor.hpp"
#include "traffic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace route9::bench {
namespace {

constexpr const char* kDatabase = "route9";
constexpr std::uint64_t kQuietOrders = 700; // a second, asked for with p99 of at most 25 ms
constexpr std::array kClients{1, 2, 8};
constexpr int kRounds = 3;

std::uint64_t median(std::vector<std::uint64_t> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

std::uint64_t mean(const std::vector<std::uint64_t>& values) {
    return std::accumulate(values.begin(), values.end(), std::uint64_t{0}) / values.size();
}

std::string create_database(const tests::PostgresqlServer& server) {
    server.run("postgres", std::string{"CREATE DATABASE "} + kDatabase + " TEMPLATE template0");
    return server.url(kDatabase);
}

/// One long write of the disk makes the p99 of a short run.
LoadReport middle_by_p99(Traffic& traffic) {
    std::vector<LoadReport> rounds;
    for (int round = 0; round < kRounds; ++round) {
        rounds.push_back(traffic.orders(kQuietOrders));
    }
    std::ranges::sort(rounds, {}, [](const LoadReport& report) { return report.latency.at(990); });
    return std::move(rounds[rounds.size() / 2]);
}

struct Results {
    std::uint64_t floor = 0;
    std::uint64_t one = 0;
    std::uint64_t one_of_two = 0; // in turns with both
    std::uint64_t two = 0;
    LoadReport quiet; // of its rounds the one in the middle by p99

    std::uint64_t percent() const { return floor == 0 ? 0 : one * 100 / floor; }
};

void print_row(const char* what, const std::string& measured, const char* wanted) {
    fmt::print("{:<52} {:>14}   {}\n", what, measured, wanted);
}

void print_table(const Results& results) {
    const auto p99 = results.quiet.latency.at(990);
    print_row("pgbench, an order's statements, a second", fmt::format("{}", results.floor), "");
    print_row("routed orders, closed loop, a second", fmt::format("{}", results.one), "1500");
    print_row("  against pgbench", fmt::format("{} %", results.percent()), "at least 40 %");
    print_row("the same beside an idle gateway", fmt::format("{}", results.one_of_two), "");
    print_row("the same by both, in turns with it", fmt::format("{}", results.two), "not less");
    print_row(
        "routed orders at 700 a second, p99",
        fmt::format("{:.1f} ms", static_cast<double>(p99.count()) / 1e3),
        "at most 25 ms"
    );
    print_row(
        "  errors there", fmt::format("{}", results.quiet.refused + results.quiet.broken), "0"
    );
}

/// The database ages with every run: each of the two is as often the first as the second.
void compare_two(Traffic& traffic, Results& results) {
    constexpr int kPairs = 8;
    std::vector<std::uint64_t> alone;
    std::vector<std::uint64_t> both;
    for (int pair = 0; pair < kPairs; ++pair) {
        if (pair % 2 == 0) {
            alone.push_back(traffic.orders_by_one(0).per_second());
        }
        both.push_back(traffic.orders(0).per_second());
        if (pair % 2 == 1) {
            alone.push_back(traffic.orders_by_one(0).per_second());
        }
    }
    results.one_of_two = mean(alone);
    results.two = mean(both);
}

Results measure(Traffic& traffic, const PgbenchFloor& floor, const TrafficSettings& settings) {
    const auto span = std::chrono::ceil<std::chrono::seconds>(settings.duration);
    Results results;
    std::vector<std::uint64_t> floors;
    std::vector<std::uint64_t> ours;
    for (int round = 0; round < kRounds; ++round) {
        std::uint64_t best = 0;
        for (const int clients : kClients) {
            best = std::max(best, floor.orders_per_second(clients, span));
        }
        floors.push_back(best);
        ours.push_back(traffic.orders(0).per_second());
    }
    results.floor = median(std::move(floors));
    results.one = median(std::move(ours));
    results.quiet = middle_by_p99(traffic);
    traffic.start_another();
    compare_two(traffic, results);
    traffic.expect_routed();
    return results;
}

int run(std::span<char*> arguments) {
    crypto_start();
    TrafficSettings settings;
    if (arguments.size() > 1) {
        settings.duration = std::chrono::milliseconds{std::atoi(arguments[1])};
    }
    if (arguments.size() > 2) {
        settings.connections = static_cast<std::size_t>(std::atoi(arguments[2]));
    }
    const tests::PostgresqlServer server{tests::PostgresqlServer::Disk::synced};
    const e2e::Site site{create_database(server)};
    Traffic traffic{settings, site};
    const PgbenchFloor floor{server};
    const Results results = measure(traffic, floor, settings);
    const int ended = traffic.stop();
    print_table(results);
    const std::filesystem::path json =
        arguments.size() > 3 ? arguments[3] : "build/bench/postgresql.json";
    if (json.has_parent_path()) {
        std::filesystem::create_directories(json.parent_path());
    }
    std::ofstream{json} << fmt::format(
        R"({{"bench":"postgresql","rounds":{},"floor_per_second":{},"orders_per_second":{},)"
        R"("orders_percent":{},"one_of_two_gateways_per_second":{},)"
        R"("two_gateways_per_second":{},"orders_at_700":{}}})"
        "\n",
        kRounds,
        results.floor,
        results.one,
        results.percent(),
        results.one_of_two,
        results.two,
        results.quiet.json()
    );
    return ended;
}

} // namespace
} // namespace route9::bench

int main(int count, char** arguments) {
    return route9::bench::run({arguments, static_cast<std::size_t>(count)});
}
