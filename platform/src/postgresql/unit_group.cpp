// SPDX-License-Identifier: Apache-2.0
#include "postgresql/unit_group.hpp"

#include "core/limits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <iterator>
#include <string>
#include <utility>

namespace route9::platform::postgresql {
namespace {

using SteadyClock = std::chrono::steady_clock;
using Place = Transaction::Place;
using Standing = Transaction::Standing;

const Error kTryAgain{.code = ErrorCode::overloaded, .detail = "The change was undone; try again."};
const Error kUnknown{
    .code = ErrorCode::outcome_unknown,
    .detail = "The store did not confirm the commit; repeat with the same key."
};

std::chrono::microseconds since(SteadyClock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - start);
}

} // namespace

UnitGroup::UnitGroup(
    std::vector<std::unique_ptr<Unit>> units,
    StoreCounters& counters,
    const Note& note,
    bool careful
)
    : units_(std::move(units)), outcomes_(units_.size()), counters_(counters), note_(note),
      careful_(careful) {}

void UnitGroup::join(std::vector<std::unique_ptr<Unit>> more) {
    std::ranges::move(more, std::back_inserter(units_));
    outcomes_.resize(units_.size());
}

UnitGroup::End UnitGroup::attempt(Transaction& transaction) {
    std::ranges::fill(outcomes_, Outcome{});
    if (const auto end = run_all(transaction)) {
        return *end;
    }
    if (!transaction.begun()) {
        return End::ended;
    }
    if (std::ranges::any_of(outcomes_, &Outcome::kept)) {
        return commit(transaction);
    }
    transaction.roll_back();
    return End::ended;
}

/// Nothing when all have run and the transaction may be committed.
std::optional<UnitGroup::End> UnitGroup::run_all(Transaction& transaction) {
    const Place several = careful_ ? Place::behind_savepoint : Place::together;
    const Place place = units_.size() == 1 ? Place::alone : several;
    transaction.begin_group();
    for (std::size_t i = 0; i < units_.size(); ++i) {
        const auto started = SteadyClock::now();
        transaction.begin_unit(units_[i]->terms(), place);
        outcomes_[i].kept = run_unit(transaction, *units_[i], outcomes_[i]);
        if (since(started) > limits::postgresql_unit_budget) {
            add(counters_.write_units_slow);
        }
        if (transaction.standing() == Standing::must_repeat) {
            transaction.roll_back();
            return End::repeat;
        }
        if (transaction.standing() == Standing::session_lost) {
            return End::session_lost;
        }
        const bool is_to_undo = !outcomes_[i].kept && !transaction.untouched();
        if (is_to_undo && place == Place::alone) {
            transaction.roll_back();
        } else if (is_to_undo && place == Place::behind_savepoint) {
            transaction.undo();
        }
        const bool is_lost = is_to_undo && place == Place::together;
        if (transaction.standing() == Standing::other_failed || is_lost) {
            return again_with_care(transaction);
        }
        if (transaction.standing() == Standing::session_lost) {
            return End::session_lost;
        }
    }
    return std::nullopt;
}

UnitGroup::End UnitGroup::again_with_care(Transaction& transaction) {
    transaction.roll_back();
    careful_ = true;
    return End::with_care;
}

/// True when its changes are to stay.
bool UnitGroup::run_unit(Transaction& transaction, Unit& unit, Outcome& outcome) {
    const bool keep = call(transaction, unit, outcome);
    transaction.end_unit();
    if (transaction.standing() == Standing::failed && !outcome.error) {
        outcome.error = error_of(*transaction.failure());
    }
    if (transaction.standing() != Standing::sound || !keep) {
        return false;
    }
    outcome.unnumbered = transaction.unnumbered();
    transaction.keep();
    return true;
}

bool UnitGroup::call(Transaction& transaction, Unit& unit, Outcome& outcome) {
    try {
        const bool keep = unit.run(transaction);
        if (careful_) {
            transaction.settle();
        }
        return keep;
    } catch (const StoreFailure& failure) {
        const Standing standing = transaction.standing();
        const bool runs_again = standing == Standing::must_repeat ||
                                standing == Standing::other_failed ||
                                (units_.size() > 1 && !careful_);
        if (!runs_again) {
            note_(failure);
        }
        outcome.error = error_of(failure);
    } catch (const std::exception& bug) {
        note_({StoreFault::misuse, fmt::format("a unit threw: {}", bug.what())});
        outcome.error = Error{.code = ErrorCode::internal};
    }
    return false;
}

UnitGroup::End UnitGroup::commit(Transaction& transaction) {
    const auto started = SteadyClock::now();
    std::string why;
    switch (transaction.commit(why)) {
    case Transaction::End::committed:
        count_written(transaction, since(started));
        return End::ended;
    case Transaction::End::must_repeat:
        transaction.roll_back();
        return End::repeat;
    case Transaction::End::not_begun:
        return again_with_care(transaction);
    case Transaction::End::undone:
        add(counters_.write_groups_lost);
        note_({StoreFault::constraint, "store.commit: " + why});
        lose({.code = ErrorCode::conflict}, kTryAgain);
        return End::ended;
    case Transaction::End::unknown:
        break;
    }
    add(counters_.write_groups_lost);
    add(counters_.commits_unknown);
    note_({StoreFault::unavailable, "store.commit: " + why});
    lose(kUnknown, kTryAgain);
    return End::ended;
}

/// A refusal may rest on what another unit of the group did: it is worth no more than the COMMIT.
void UnitGroup::lose(const Error& kept, const Error& refused) {
    for (Outcome& outcome : outcomes_) {
        outcome.error = std::exchange(outcome.kept, false) ? kept : refused;
    }
}

void UnitGroup::give_up() {
    fail_all(kTryAgain);
}

void UnitGroup::fail_all(const Error& error) {
    std::ranges::fill(outcomes_, Outcome{.error = error});
}

void UnitGroup::answer(JournalKeeper& journal) {
    // Counted first: whoever has its answer finds itself in the counters.
    const auto failed = static_cast<std::uint64_t>(
        std::ranges::count_if(outcomes_, [](const Outcome& o) { return o.error.has_value(); })
    );
    add(counters_.write_units, units_.size() - failed);
    add(counters_.write_units_failed, failed);
    for (std::size_t i = 0; i < units_.size(); ++i) {
        if (outcomes_[i].error) {
            units_[i]->failed(*outcomes_[i].error);
        } else if (outcomes_[i].unnumbered) {
            journal.answer_when_numbered(std::move(units_[i]));
        } else {
            units_[i]->done();
        }
        units_[i].reset();
    }
}

void UnitGroup::count_written(
    const Transaction& transaction, std::chrono::microseconds commit_time
) {
    const auto us = static_cast<std::uint64_t>(commit_time.count());
    set(counters_.commit_us_last, us);
    add(counters_.commit_us_sum, us);
    add(counters_.write_groups);
    for (std::size_t i = 0; i < outcomes_.size(); ++i) {
        if (!outcomes_[i].kept) {
            continue;
        }
        const TxStatistics& written = transaction.written()[i];
        add(counters_.write_statements, static_cast<std::uint64_t>(written.statements));
        add(counters_.write_rows, static_cast<std::uint64_t>(written.rows));
        add(counters_.write_bytes, static_cast<std::uint64_t>(written.bytes));
        if (static_cast<std::size_t>(written.rows) > limits::unit_rows_max) {
            add(counters_.write_units_large);
        }
    }
}

} // namespace route9::platform::postgresql
