// SPDX-License-Identifier: Apache-2.0
// What the built program carries on this machine: signed webhooks, of one platform and of seven in
// turns, and orders of two lines routed
// from Quảng Trị to Savannakhet, each answered after its commit is durable (synchronous=FULL,
// default settings). Beside them the floors: a bare Beast handler, and the store writing an order's
// rows without HTTP. The generator is one thread of this process, the server a process of its own.
// A floor and what it carries are measured in turns and compared by medians, because the machine's
// mood changes; a ratio over 100 % means that the floor was disturbed and is no result.
// Usage: gateway_bench [milliseconds per run] [connections] [JSON file]
#include "beast_floor.hpp"
#include "core/crypto.hpp"
#include "load_generator.hpp"
#include "mixed_pushes.hpp"
#include "store_floor.hpp"
#include "traffic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace route9::bench {
namespace {

constexpr std::uint64_t kQuietOrders = 2'000; // a second, as the next two: what is asked for
constexpr std::uint64_t kManyOrders = 5'000;
constexpr std::uint64_t kManyHooks = 15'000;
constexpr std::uint64_t kQuietHooks = 5'000;
constexpr std::size_t kFloorThreads = 2;
constexpr int kRounds = 3;
constexpr int kDisturbed = 77; // exit code; CTest counts it as skipped
constexpr std::uint64_t kWholePercent = 100;
constexpr std::uint64_t kKeptPercent = 97; // of the schedule, to count as kept
constexpr std::int64_t kMebibyte = 1'024 * 1'024;

struct Settings : TrafficSettings {
    std::filesystem::path json = "build/bench/gateway.json";
};

bool kept(const LoadReport& report, std::uint64_t per_second) {
    return report.refused == 0 && report.broken == 0 &&
           report.per_second() * kWholePercent >= per_second * kKeptPercent;
}

std::uint64_t median(std::vector<std::uint64_t> values) {
    std::ranges::sort(values);
    return values[values.size() / 2];
}

/// As fast as answers come, in turns with the floor; medians.
struct Compared {
    std::uint64_t floor = 0;
    std::uint64_t ours = 0;

    std::uint64_t percent() const { return floor > 0 ? ours * kWholePercent / floor : 0; }
    bool disturbed() const { return percent() > kWholePercent; }
};

template <class Floor, class Ours>
Compared compare(Floor floor, Ours ours) {
    std::vector<std::uint64_t> floors;
    std::vector<std::uint64_t> rates;
    for (int round = 0; round < kRounds; ++round) {
        floors.push_back(floor());
        rates.push_back(ours());
    }
    return {.floor = median(std::move(floors)), .ours = median(std::move(rates))};
}

struct Results {
    Compared orders; // against the store alone
    Compared hooks;  // against a bare Beast handler
    LoadReport orders_kept;
    LoadReport hooks_kept;
    LoadReport mixed; // seven platforms in turns
    LoadReport mixed_kept;
    LoadReport mixed_quiet;
    LoadReport quiet;
    std::int64_t resident_mib = 0;

    bool disturbed() const { return orders.disturbed() || hooks.disturbed(); }
};

std::string milliseconds(const LoadReport& report, unsigned per_mille) {
    return fmt::format(
        "{:.1f} ms", static_cast<double>(report.latency.at(per_mille).count()) / 1e3
    );
}

void print_row(const char* what, const std::string& measured, const char* wanted) {
    fmt::print("{:<52} {:>14}   {}\n", what, measured, wanted);
}

std::string percent_of(const Compared& compared) {
    return compared.disturbed() ? std::string{"disturbed"}
                                : fmt::format("{} %", compared.percent());
}

std::string errors_in(const LoadReport& report) {
    return fmt::format("{}", report.refused + report.broken);
}

std::string rate_of(const LoadReport& report, std::uint64_t schedule) {
    return fmt::format("{}{}", report.per_second(), kept(report, schedule) ? "" : " (not kept)");
}

void print_table(const Results& r) {
    print_row("bare Beast handler, a second", fmt::format("{}", r.hooks.floor), "");
    print_row("webhooks, closed loop, a second", fmt::format("{}", r.hooks.ours), "");
    print_row("  against bare Beast", percent_of(r.hooks), "");
    print_row("webhooks on schedule", rate_of(r.hooks_kept, kManyHooks), "15000");
    print_row("  p99 there", milliseconds(r.hooks_kept, 990), "");
    print_row("  errors there", errors_in(r.hooks_kept), "0");
    print_row(
        "mixed platforms, closed loop, a second", fmt::format("{}", r.mixed.per_second()), ""
    );
    print_row("mixed platforms on schedule", rate_of(r.mixed_kept, kManyHooks), "15000");
    print_row("  errors there", errors_in(r.mixed_kept), "0");
    print_row(
        "mixed platforms at 5000 a second, p99", milliseconds(r.mixed_quiet, 990), "at most 10 ms"
    );
    print_row("  errors there", errors_in(r.mixed_quiet), "0");
    print_row("store alone, an order's rows, a second", fmt::format("{}", r.orders.floor), "");
    print_row("routed orders, closed loop, a second", fmt::format("{}", r.orders.ours), "");
    print_row("  against the store alone", percent_of(r.orders), "at least 40 %");
    print_row("routed orders on schedule", rate_of(r.orders_kept, kManyOrders), "5000");
    print_row("  p99 there", milliseconds(r.orders_kept, 990), "");
    print_row("  errors there", errors_in(r.orders_kept), "0");
    print_row("routed orders at 2000 a second, p99", milliseconds(r.quiet, 990), "at most 10 ms");
    print_row("  errors there", errors_in(r.quiet), "0");
    print_row("memory of the server", fmt::format("{} MiB", r.resident_mib), "at most 256 MiB");
}

std::string json_of(const Results& r) {
    return fmt::format(
        R"({{"bench":"gateway","rounds":{},"disturbed":{},"beast_per_second":{},)"
        R"("hooks_per_second":{},"hooks_percent":{},"hooks_kept":{},)"
        R"("mixed_per_second":{},"mixed_kept":{},"mixed_at_5000":{},)"
        R"("store_per_second":{},"orders_per_second":{},"orders_percent":{},"orders_kept":{},)"
        R"("orders_at_2000":{},"resident_mib":{}}})"
        "\n",
        kRounds,
        r.disturbed(),
        r.hooks.floor,
        r.hooks.ours,
        r.hooks.percent(),
        r.hooks_kept.json(),
        r.mixed.per_second(),
        r.mixed_kept.json(),
        r.mixed_quiet.json(),
        r.orders.floor,
        r.orders.ours,
        r.orders.percent(),
        r.orders_kept.json(),
        r.quiet.json(),
        r.resident_mib
    );
}

/// Orders first: the webhooks leave an inbox that is worked off beside whatever comes after.
Results measure(Traffic& bench, MixedPushes& pushes, const Settings& settings) {
    const auto orders = [&](std::uint64_t rate) { return bench.orders(rate); };
    const auto hooks = [&](std::uint64_t rate) { return bench.hooks(rate); };
    Results results;
    results.orders = compare(
        [&] { return measure_store_floor(settings.connections, settings.duration).per_second(); },
        [&] { return orders(0).per_second(); }
    );
    results.orders_kept = orders(kManyOrders);
    results.quiet = orders(kQuietOrders);
    bench.expect_routed();
    const auto mixed = [&](std::uint64_t rate) {
        return bench.send(rate, [&pushes] { return pushes.next(); });
    };
    results.mixed_quiet = mixed(kQuietHooks); // while no inbox is full
    const BeastFloor beast{kFloorThreads};
    results.hooks = compare(
        [&] { return bench.floor(beast.port()).per_second(); },
        [&] { return hooks(0).per_second(); }
    );
    results.hooks_kept = hooks(kManyHooks);
    results.mixed = mixed(0);
    results.mixed_kept = mixed(kManyHooks);
    results.resident_mib = bench.resident_bytes() / kMebibyte;
    return results;
}

int run(std::span<char*> arguments) {
    crypto_start();
    Settings settings;
    if (arguments.size() > 1) {
        settings.duration = std::chrono::milliseconds{std::atoi(arguments[1])};
    }
    if (arguments.size() > 2) {
        settings.connections = static_cast<std::size_t>(std::atoi(arguments[2]));
    }
    if (arguments.size() > 3) {
        settings.json = arguments[3];
    }
    const e2e::Site site;
    Traffic bench{settings, site};
    MixedPushes pushes{site};
    const Results results = measure(bench, pushes, settings);
    const int ended = bench.stop();
    print_table(results);
    if (settings.json.has_parent_path()) {
        std::filesystem::create_directories(settings.json.parent_path());
    }
    std::ofstream{settings.json} << json_of(results);
    return results.disturbed() ? kDisturbed : ended;
}

} // namespace
} // namespace route9::bench

int main(int count, char** arguments) {
    return route9::bench::run({arguments, static_cast<std::size_t>(count)});
}
