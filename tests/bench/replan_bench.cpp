// SPDX-License-Identifier: Apache-2.0
// How long standing orders need to follow the corridor on this machine: a gate closes under so many
// planned orders, opens again, and another gate, which concerns none of them, gets a queue. SQLite
// on this disk (synchronous=FULL), the worker's own chain of units, nothing else running. Budget:
// 10,000 orders in 2 s.
// Usage: replan_bench [orders]
#include "replanning_under_test.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstdlib>
#include <string>

namespace route9::bench {
namespace {

constexpr int kOrders = 10'000;
constexpr std::int64_t kPieces = 1'000'000;

class Corridor : public tests::ReplanningUnderTest {
public:
    bool stock_up() {
        const auto answer = call(
            tests::at::post_stock_adjustment,
            by_seller(),
            {.body =
                 Json{
                     {"sku", "SHIRT"},
                     {"warehouse", "DONGHA"},
                     {"quantity", kPieces},
                     {"reason", "bench"}
                 }}
        );
        return answer.status == 201;
    }

    bool place(int orders) {
        bool all_routed = true;
        for (int i = 0; i < orders; ++i) {
            const auto placed = order("B" + std::to_string(i), tests::to_savannakhet);
            all_routed = all_routed && placed.at("status") == "routed";
        }
        return all_routed;
    }

    void measure(const std::string& what, const std::string& gate, const Json& changes) {
        const std::string state = changes.value("state", "open");
        Json rest = changes;
        rest.erase("state");
        report(gate, state, rest);
        const auto before = store().counters().write_units.load();
        const auto began = std::chrono::steady_clock::now();
        follow();
        const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
        fmt::print(
            "{:<28} {:>6.2f} s {:>6} units {:>4} slow {:>4} large\n",
            what,
            took.count(),
            store().counters().write_units.load() - before,
            store().counters().write_units_slow.load(),
            store().counters().write_units_large.load()
        );
    }
};

} // namespace
} // namespace route9::bench

int main(int argc, char** argv) {
    using namespace route9;
    const int orders = argc > 1 ? std::atoi(argv[1]) : bench::kOrders;
    bench::Corridor corridor;
    if (!corridor.stock_up() || !corridor.place(orders)) {
        fmt::print("the orders could not be placed\n");
        return 1;
    }
    corridor.follow();
    corridor.measure("Lao Bao closes", "LAOBAO", {{"state", "closed"}});
    corridor.measure("another gate gets a queue", "NAMPHAO", {{"queue_minutes", 30}});
    corridor.measure("La Lay gets a queue", "LALAY", {{"queue_minutes", 30}});
    corridor.measure("Lao Bao opens", "LAOBAO", {{"state", "open"}});
    fmt::print(
        "{} of {} orders moved twice\n", corridor.news("order.replanned").size() / 2, orders
    );
    return 0;
}
