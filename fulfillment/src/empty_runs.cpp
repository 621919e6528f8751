// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/empty_runs.hpp"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace route9::fulfillment {
namespace {

using Ledger = std::map<std::pair<std::string, CrossingDirection>, EmptyRuns>;

CrossingDirection opposite(CrossingDirection direction) {
    return direction == CrossingDirection::vn_la ? CrossingDirection::la_vn
                                                 : CrossingDirection::vn_la;
}

Int128 capacity_of(const TruckRun& run) {
    return static_cast<Int128>(run.capacity_g) * run.km.units();
}

EmptyRuns& row_of(Ledger& ledger, const std::string& gate, CrossingDirection direction) {
    EmptyRuns& row = ledger[{gate, direction}];
    row.gate = gate;
    row.direction = direction;
    return row;
}

std::string decimal_text(Int128 numerator, Int128 denominator, int decimals) {
    const Int128 units = divide(numerator * power_of_ten(decimals), denominator, Round::half_up);
    return Decimal{static_cast<std::int64_t>(units), decimals}.text();
}

std::string tonne_kilometres(Int128 gram_metres) {
    constexpr Int128 of_one = 1'000'000'000;
    constexpr int decimals = 3;
    return decimal_text(gram_metres, of_one, decimals);
}

} // namespace

std::string EmptyRuns::capacity_tkm() const {
    return tonne_kilometres(capacity_gm);
}

std::string EmptyRuns::loaded_tkm() const {
    return tonne_kilometres(loaded_gm);
}

std::string EmptyRuns::empty_tkm() const {
    return tonne_kilometres(capacity_gm - loaded_gm);
}

std::string EmptyRuns::empty_percent() const {
    constexpr Int128 hundred = 100;
    return capacity_gm == 0 ? "0"
                            : decimal_text((capacity_gm - loaded_gm) * hundred, capacity_gm, 1);
}

std::vector<EmptyRuns> empty_runs(std::span<const TruckRun> runs) {
    std::vector<const TruckRun*> in_order;
    in_order.reserve(runs.size());
    for (const TruckRun& run : runs) {
        if (!run.gate.empty()) {
            in_order.push_back(&run);
        }
    }
    std::ranges::sort(in_order, {}, [](const TruckRun* run) {
        return std::tie(run->plate, run->leaves, run->gate, run->direction);
    });
    Ledger ledger;
    const TruckRun* before = nullptr;
    for (const TruckRun* run : in_order) {
        if (before != nullptr && before->plate == run->plate &&
            before->direction == run->direction) {
            EmptyRuns& back = row_of(ledger, before->gate, opposite(before->direction));
            ++back.returns_unseen;
            back.capacity_gm += capacity_of(*before);
        }
        EmptyRuns& row = row_of(ledger, run->gate, run->direction);
        ++row.runs;
        row.capacity_gm += capacity_of(*run);
        row.loaded_gm +=
            static_cast<Int128>(std::min(run->load_g, run->capacity_g)) * run->km.units();
        before = run;
    }
    std::vector<EmptyRuns> rows;
    rows.reserve(ledger.size());
    for (auto& [key, row] : ledger) {
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace route9::fulfillment
