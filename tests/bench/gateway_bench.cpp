// SPDX-License-Identifier: Apache-2.0
// What the built program carries on this machine: signed webhooks, and orders of two lines routed
// from Quảng Trị to Savannakhet, each answered after its commit is durable (synchronous=FULL,
// default settings). Beside them the floors: a bare Beast handler, and the store writing an order's
// rows without HTTP. The generator is one thread of this process, the server a process of its own.
// A floor and what it carries are measured in turns and compared by medians, because the machine's
// mood changes; a ratio over 100 % means that the floor was disturbed and is no result.
// Usage: gateway_bench [milliseconds per run] [connections] [JSON file]
#include "beast_floor.hpp"
#include "caller_keys.hpp"
#include "core/crypto.hpp"
#include "load_generator.hpp"
#include "running_server.hpp"
#include "signed_hooks.hpp"
#include "store_floor.hpp"
#include "trading_site.hpp"

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

constexpr std::int64_t kPieces = 900'000;
constexpr int kDeliveries = 4; // of kPieces
constexpr std::int64_t kTruckKg = 900'000;
constexpr std::size_t kKeys = 16;             // a key's own quota is a thousand requests a second
constexpr std::uint64_t kQuietOrders = 2'000; // a second, as the next two: what is asked for
constexpr std::uint64_t kManyOrders = 5'000;
constexpr std::uint64_t kManyHooks = 15'000;
constexpr std::size_t kFloorThreads = 2;
constexpr std::size_t kPreparedMax = 200'000;
constexpr int kRounds = 3;
constexpr std::uint64_t kWholePercent = 100;
constexpr std::uint64_t kKeptPercent = 97; // of the schedule, to count as kept
constexpr std::int64_t kMebibyte = 1'024 * 1'024;

struct Settings {
    std::chrono::milliseconds duration{4'000};
    std::size_t connections = 64;
    std::filesystem::path json = "build/bench/gateway.json";
};

void append_wire(const e2e::HttpRequest& request, std::string& out) {
    out += request.method + " " + request.target + " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
    for (const auto& [name, value] : request.headers) {
        out.append(name).append(": ").append(value).append("\r\n");
    }
    out += "Content-Length: " + std::to_string(request.body.size()) + "\r\n\r\n" + request.body;
}

/// Requests made before the clock runs, each sent once.
class Prepared {
public:
    template <class Make>
    Prepared(std::size_t count, Make make) : wires_(std::min(count, kPreparedMax)) {
        for (std::string& wire : wires_) {
            append_wire(make(), wire);
        }
    }

    void write(std::uint64_t number, std::string& out) const {
        out += wires_[number % wires_.size()];
    }

private:
    std::vector<std::string> wires_;
};

class Bench {
public:
    explicit Bench(const Settings& settings) : settings_(settings), server_(site_with_parties()) {
        e2e::Caller seller{server_.port(), keys_.seller};
        e2e::Caller operator_caller{server_.port(), keys_.operator_};
        for (int i = 0; i < kDeliveries; ++i) {
            e2e::offer_goods(seller, kPieces);
        }
        e2e::open_departure(operator_caller, "QT-1", kTruckKg);
    }

    LoadReport hooks(std::uint64_t per_second) {
        return run(per_second, [this] { return next_hook(); });
    }
    LoadReport orders(std::uint64_t per_second) {
        return run(per_second, [this] { return next_order(); });
    }
    LoadReport floor(std::uint16_t port) {
        const Prepared requests{kPreparedMax / 10, [this] { return next_hook(); }};
        return run_load(plan(port, 0, requests));
    }
    /// A held or backordered order is cheaper: it must not pass for a routed one.
    void expect_routed() {
        e2e::Caller seller{server_.port(), keys_.seller};
        for (const Json& order : seller.get("/v1/orders?limit=100").json.at("items")) {
            if (order.at("status") != "routed") {
                throw std::runtime_error("an order was not routed: " + order.dump());
            }
        }
    }
    std::int64_t resident_bytes() const { return server_.resident_bytes(); }
    int stop() { return server_.stop(); }

private:
    const e2e::Site& site_with_parties() {
        keys_ = e2e::set_up_by_command_line(site_);
        order_keys_.push_back(keys_.seller);
        while (order_keys_.size() < kKeys) {
            order_keys_.push_back(e2e::run_checked(
                site_, {"keys", "create", "--tenant", "qt", "--role", "seller", "--party", "shop"}
            ));
        }
        return site_;
    }

    e2e::HttpRequest next_hook() {
        const std::string id = "B-" + std::to_string(++made_);
        const auto at = e2e::business_now();
        return e2e::signed_request(e2e::StandardHook{
            .connection = "lao-shop",
            .secret = e2e::kStandardSecret,
            .id = caller_.message_id(at),
            .at = at,
            .body = e2e::standard_body(id),
        });
    }

    e2e::HttpRequest next_order() {
        const std::string id = "B-" + std::to_string(++made_);
        return {
            .method = "POST",
            .target = "/v1/orders",
            .headers =
                {{"Authorization", "Bearer " + order_keys_[made_ % kKeys]},
                 {"Content-Type", "application/json"},
                 {"Idempotency-Key", caller_.uuid()}},
            .body = e2e::order_of(id).dump(),
        };
    }

    LoadPlan plan(std::uint16_t port, std::uint64_t per_second, const Prepared& requests) const {
        LoadPlan plan;
        plan.port = port;
        plan.connections = settings_.connections;
        plan.per_second = per_second;
        plan.duration = settings_.duration;
        plan.request = [&requests](std::uint64_t number, std::string& out) {
            requests.write(number, out);
        };
        return plan;
    }

    template <class Make>
    LoadReport run(std::uint64_t per_second, Make make) {
        const auto span_ms =
            static_cast<std::uint64_t>((settings_.duration + LoadPlan{}.warm_up).count());
        const std::size_t count =
            per_second == 0 ? kPreparedMax / 2 : (per_second * span_ms / 1'000 + 1);
        const Prepared requests{count, make};
        return run_load(plan(server_.port(), per_second, requests));
    }

    Settings settings_;
    e2e::Site site_;
    e2e::Keys keys_;
    std::vector<std::string> order_keys_;
    std::uint64_t made_ = 0;
    CallerKeys caller_;
    e2e::RunningServer server_;
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
        R"("store_per_second":{},"orders_per_second":{},"orders_percent":{},"orders_kept":{},)"
        R"("orders_at_2000":{},"resident_mib":{}}})"
        "\n",
        kRounds,
        r.disturbed(),
        r.hooks.floor,
        r.hooks.ours,
        r.hooks.percent(),
        r.hooks_kept.json(),
        r.orders.floor,
        r.orders.ours,
        r.orders.percent(),
        r.orders_kept.json(),
        r.quiet.json(),
        r.resident_mib
    );
}

/// Orders first: the webhooks leave an inbox that is worked off beside whatever comes after.
Results measure(Bench& bench, const Settings& settings) {
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
    const BeastFloor beast{kFloorThreads};
    results.hooks = compare(
        [&] { return bench.floor(beast.port()).per_second(); },
        [&] { return hooks(0).per_second(); }
    );
    results.hooks_kept = hooks(kManyHooks);
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
    Bench bench{settings};
    const Results results = measure(bench, settings);
    const int ended = bench.stop();
    print_table(results);
    if (settings.json.has_parent_path()) {
        std::filesystem::create_directories(settings.json.parent_path());
    }
    std::ofstream{settings.json} << json_of(results);
    return results.disturbed() ? 1 : ended;
}

} // namespace
} // namespace route9::bench

int main(int count, char** arguments) {
    return route9::bench::run({arguments, static_cast<std::size_t>(count)});
}
