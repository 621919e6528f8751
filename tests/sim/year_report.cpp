// SPDX-License-Identifier: Apache-2.0
#include "year_report.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>

namespace route9::tests {

const YearResult& YearReport::best_single() const {
    return *std::ranges::max_element(
        results.begin() + 1, results.end(), {}, &YearResult::on_time_percent
    );
}

void YearReport::print() const {
    fmt::print(
        "simulated year: seed {}, {} days, {} orders a day, {} closures\n",
        plan.seed,
        plan.days,
        plan.orders_a_day,
        closures
    );
    fmt::print(
        "{:<14} {:>8} {:>10} {:>9} {:>6} {:>7} {:>10} {:>9} {:>9} {:>8} {:>8}\n",
        "policy",
        "orders",
        "delivered",
        "on time",
        "lost",
        "trucks",
        "replanned",
        "rerouted",
        "disputed",
        "events",
        "checks"
    );
    for (const YearResult& each : results) {
        fmt::print(
            "{:<14} {:>8} {:>10} {:>7.2f} % {:>6} {:>7} {:>10} {:>9} {:>9} {:>8} {:>8}\n",
            each.policy,
            each.orders,
            each.delivered,
            each.on_time_percent(),
            each.lost,
            each.trucks,
            each.replanned,
            each.rerouted,
            each.disputed,
            each.events,
            each.checks
        );
        for (const std::string& words : each.faults) {
            fmt::print("    {}\n", words);
        }
    }
    fmt::print(
        "on time: {:.2f} % by the planner's gates, {:.2f} % by the best single one ({})\n",
        ours().on_time_percent(),
        best_single().on_time_percent(),
        best_single().policy
    );
}

YearReport run_policies(const YearPlan& plan) {
    YearReport report;
    report.plan = plan;
    const CorridorWeather weather{plan.seed, plan.first, plan.days + 30};
    report.closures = weather.closures().size();
    const auto run = [&](const std::string& policy, std::vector<std::string> gates) {
        SimulatedYear year{plan, weather, policy, std::move(gates)};
        report.results.push_back(year.run());
    };
    run("planner", gates_of_the_year());
    for (const std::string& gate : gates_of_the_year()) {
        run(gate, {gate});
    }
    return report;
}

} // namespace route9::tests
