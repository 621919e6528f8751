// SPDX-License-Identifier: Apache-2.0
// Median time of one plan on the built-in corridor: a two-line order, four warehouses. Cold: empty
// path cache each time; warm: the paths of this minute are known.
#include "../fulfillment/corridor_fixture.hpp"
#include "fulfillment/planner.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace route9::fulfillment {
namespace {

constexpr int rounds = 2'000;

Snapshot four_warehouses() {
    Snapshot snapshot;
    snapshot.network = builtin_corridor().network;
    snapshot.emission = builtin_corridor().emission;
    for (const char* id : {"CAUTREO_EZ", "DONGHA", "HATINH", "VUNGANG"}) {
        Warehouse warehouse;
        warehouse.id = id;
        warehouse.node = id;
        snapshot.warehouses.push_back(warehouse);
    }
    snapshot.finish();
    return snapshot;
}

double median_us(std::vector<std::int64_t> nanoseconds) {
    const auto middle = nanoseconds.begin() + rounds / 2;
    std::ranges::nth_element(nanoseconds, middle);
    return static_cast<double>(*middle) / 1'000.0;
}

template <class Run>
double measure(Run&& run) {
    std::vector<std::int64_t> times;
    for (int i = 0; i < rounds; ++i) {
        const auto start = std::chrono::steady_clock::now();
        run(i);
        const std::chrono::nanoseconds taken = std::chrono::steady_clock::now() - start;
        times.push_back(taken.count());
    }
    return median_us(std::move(times));
}

int run() {
    Snapshot snapshot = four_warehouses();
    Availability availability;
    availability.stock.assign(4, {{"A", 1'000}, {"B", 1'000}});
    PlanOrder order;
    order.id = "o1";
    order.destination.node = "VIENTIANE";
    order.lines.resize(2);
    order.lines[0].sku = "A";
    order.lines[0].quantity = 2;
    order.lines[1].sku = "B";
    order.lines[1].quantity = 1;
    const PlanSettings settings;
    PlanRequest request;
    request.now = to_local(parse_rfc3339("2026-03-10T08:00:00+07:00").value());
    request.snapshot = &snapshot;
    request.availability = &availability;
    request.order = &order;
    request.settings = &settings;
    Planner planner;
    if (planner.plan(request).decision != Decision::routed) {
        fmt::print(stderr, "the order is not routed: the times would mean nothing\n");
        return 1;
    }
    const double cold = measure([&](int round) {
        snapshot.number = round;
        planner.plan(request);
    });
    const double warm = measure([&](int) { planner.plan(request); });
    fmt::print("planner cold median {:.1f} us (budget 1000)\n", cold);
    fmt::print("planner warm median {:.1f} us (budget 50)\n", warm);
    return cold <= 1'000 && warm <= 50 ? 0 : 1;
}

} // namespace
} // namespace route9::fulfillment

int main() {
    return route9::fulfillment::run();
}
