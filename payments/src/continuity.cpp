// SPDX-License-Identifier: Apache-2.0
#include "continuity.hpp"

#include "core/rounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace route9::payments {
namespace {

constexpr Minutes kLateEvening{22 * 60};

bool has_complete(std::span<const ClosedStatement> statements, const Observation& facts, Day day) {
    return std::ranges::any_of(statements, [&](const ClosedStatement& statement) {
        return statement.complete && statement.tenant == facts.tenant &&
               statement.account == facts.account && statement.date == day;
    });
}

/// Σ of the booked lines strictly between the two days.
Int128 booked_between(
    std::span<const Movement> movements,
    const ClosedStatement& earlier,
    const ClosedStatement& later
) {
    Int128 sum = 0;
    for (const auto& movement : movements) {
        const auto& facts = movement.facts;
        const auto day = corridor_day(facts.booked);
        if (movement.booked_by_bank && facts.tenant == earlier.tenant &&
            facts.account == earlier.account && day > earlier.date && day < later.date &&
            facts.amount.currency() == earlier.closing->currency()) {
            sum += facts.amount.minor();
        }
    }
    return sum;
}

} // namespace

bool is_refuted(const Movement& noticed, std::span<const ClosedStatement> statements) {
    const auto& facts = noticed.facts;
    const auto day = corridor_day(facts.booked);
    if (!has_complete(statements, facts, day)) {
        return false;
    }
    if (corridor_minute_of_day(facts.booked) < kLateEvening) {
        return true;
    }
    const Day next{std::chrono::sys_days{day} + std::chrono::days{1}};
    return has_complete(statements, facts, next);
}

std::vector<MatchException>
statement_gaps(std::span<const ClosedStatement> statements, std::span<const Movement> movements) {
    std::vector<ClosedStatement> sorted(statements.begin(), statements.end());
    std::erase_if(sorted, [](const ClosedStatement& s) { return !s.opening && !s.closing; });
    std::ranges::sort(sorted, {}, [](const ClosedStatement& s) {
        return std::tie(s.tenant, s.account, s.date);
    });
    std::vector<MatchException> gaps;
    for (std::size_t i = 1; i < sorted.size(); ++i) {
        const auto& earlier = sorted[i - 1];
        const auto& later = sorted[i];
        if (earlier.tenant != later.tenant || earlier.account != later.account ||
            !earlier.closing || !later.opening ||
            earlier.closing->currency() != later.opening->currency()) {
            continue;
        }
        const Int128 missing = Int128{later.opening->minor()} - earlier.closing->minor() -
                               booked_between(movements, earlier, later);
        if (missing == 0) {
            continue;
        }
        const auto amount = static_cast<std::int64_t>(missing < 0 ? -missing : missing);
        gaps.push_back(
            {.code = ExceptionCode::statement_gap,
             .reason = fmt::format(
                 "{}: closing of {} and opening of {} differ",
                 earlier.account,
                 format_day(earlier.date),
                 format_day(later.date)
             ),
             .amount = Money::of_minor(amount, later.opening->currency())}
        );
    }
    return gaps;
}

} // namespace route9::payments
