// SPDX-License-Identifier: Apache-2.0
// A whole year of the corridor from 1 October 2026, with floods, Tết, Pi Mai and the gates' other
// closures, under the planner and under each gate alone: the same orders, the same weather. Prints
// the share on time of each; fails when an order was lost, a parcel had not exactly one custodian,
// or the planner is less on time than the best single gate.
// Usage: year_bench [orders a day] [seed] [days]
#include "year_report.hpp"

#include <cstdlib>

int main(int argc, char** argv) {
    using namespace route9::tests;
    YearPlan plan;
    plan.first = LocalDay{std::chrono::year{2026} / 10 / 1};
    plan.orders_a_day = argc > 1 ? std::atoi(argv[1]) : 4;
    plan.seed = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1;
    plan.days = argc > 3 ? std::atoi(argv[3]) : 365;
    const YearReport report = run_policies(plan);
    report.print();
    bool is_good = report.ours().on_time_percent() >= report.best_single().on_time_percent();
    for (const YearResult& result : report.results) {
        is_good = is_good && result.faults.empty() && result.lost == 0;
    }
    return is_good ? 0 : 1;
}
