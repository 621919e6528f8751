// SPDX-License-Identifier: Apache-2.0
#include "sqlite/group_runner.hpp"

#include "core/limits.hpp"
#include "sqlite/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <exception>
#include <utility>

namespace route9::platform::sqlite {
namespace {

using SteadyClock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kMoreAlone{15}; // beyond a group's time

const Error kTryAgain{.code = ErrorCode::overloaded, .detail = "The change was undone; try again."};

/// What a whole group hears when COMMIT fails. When the disk fails in the middle of it, the log may
/// or may not hold the group after a crash.
Error commit_error(int code) {
    if ((code & 0xff) == SQLITE_IOERR) {
        return {
            .code = ErrorCode::outcome_unknown,
            .detail = "The disk failed during the commit; repeat with the same key."
        };
    }
    switch (fault_of(code)) {
    case StoreFault::full:
    case StoreFault::damaged:
        return error_of(StoreFailure{fault_of(code), ""});
    case StoreFault::constraint:
    case StoreFault::unavailable:
    case StoreFault::misuse:
        return kTryAgain;
    }
    return kTryAgain;
}

} // namespace

GroupRunner::GroupRunner(
    Connection& connection,
    StoreCounters& counters,
    const FailureSink& on_failure,
    const WriteQueue& queue
)
    : connection_(connection), counters_(counters), on_failure_(on_failure), queue_(queue),
      transaction_(connection), begin_(connection.handle(), "store.begin", "BEGIN IMMEDIATE"),
      savepoint_(connection.handle(), "store.savepoint", "SAVEPOINT unit"),
      rollback_to_(connection.handle(), "store.rollback_to", "ROLLBACK TO unit"),
      release_(connection.handle(), "store.release", "RELEASE unit"),
      commit_(connection.handle(), "store.commit", "COMMIT") {
    errors_.reserve(limits::write_group_units_max);
}

GroupRunner::Report GroupRunner::run(std::span<QueuedUnit> group) {
    fault_.reset();
    const End end = attempt(group);
    const auto ran = group.first(errors_.size());
    if (end == End::lost && damaged()) {
        fail_all({.code = ErrorCode::internal});
    } else if (end == End::lost) {
        repeat_alone(ran);
        return {.used = ran.size(), .fault = fault_};
    }
    answer(ran);
    return {.used = ran.size(), .fault = fault_};
}

/// Leaves one entry in errors_ for each unit that ran, or was meant to.
GroupRunner::End GroupRunner::attempt(std::span<QueuedUnit> units) {
    errors_.clear();
    written_ = {};
    if (const int code = control(begin_); code != SQLITE_OK) {
        errors_.resize(units.size());
        fail_all(error_of(StoreFailure{fault_of(code), ""}));
        return End::failed;
    }
    auto now = SteadyClock::now();
    const auto deadline = now + limits::write_group_budget;
    const bool is_alone = std::ranges::all_of(units, [](const QueuedUnit& queued) {
        return queued.lane == Lane::background;
    });
    for (const QueuedUnit& queued : units) {
        errors_.emplace_back();
        if (queued.unit->terms().deadline <= now) { // nobody waits for it any more
            errors_.back() = too_late();
            continue;
        }
        if (!run_unit(*queued.unit, errors_.back())) {
            return lose();
        }
        const auto started = std::exchange(now, SteadyClock::now());
        if (now - started > limits::unit_budget) {
            add(counters_.write_units_slow);
        }
        const bool may_go_on = is_alone && now < deadline + kMoreAlone && !queue_.is_awaited();
        if (now >= deadline && !may_go_on) {
            break;
        }
    }
    return commit();
}

/// False when the transaction is gone or can no longer be trusted.
bool GroupRunner::run_unit(Unit& unit, std::optional<Error>& error) {
    if (control(savepoint_) != SQLITE_OK) {
        return false;
    }
    transaction_.begin_unit();
    const bool keep = call(unit, error);
    transaction_.end_unit();
    if (!connection_.in_transaction() || damaged()) {
        return false;
    }
    if (!keep && control(rollback_to_) != SQLITE_OK) {
        return false;
    }
    if (keep) {
        const TxStatistics statistics = transaction_.statistics();
        written_.statements += statistics.statements;
        written_.rows += statistics.rows;
        written_.bytes += statistics.bytes;
        if (static_cast<std::size_t>(statistics.rows) > limits::unit_rows_max) {
            add(counters_.write_units_large);
        }
    }
    return control(release_) == SQLITE_OK;
}

bool GroupRunner::call(Unit& unit, std::optional<Error>& error) {
    try {
        return unit.run(transaction_);
    } catch (const StoreFailure& failure) {
        note(failure, Concerns::unit);
        error = error_of(failure);
    } catch (const std::exception& bug) {
        note({StoreFault::misuse, fmt::format("a unit threw: {}", bug.what())}, Concerns::unit);
        error = Error{.code = ErrorCode::internal};
    }
    return false;
}

GroupRunner::End GroupRunner::commit() {
    const auto start = SteadyClock::now();
    const int code = control(commit_);
    if (code != SQLITE_OK) {
        lose();
        fail_all(commit_error(code));
        return End::failed;
    }
    const auto took =
        std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - start);
    const auto us = static_cast<std::uint64_t>(took.count());
    set(counters_.commit_us_last, us);
    add(counters_.commit_us_sum, us);
    add(counters_.write_groups);
    add(counters_.write_statements, static_cast<std::uint64_t>(written_.statements));
    add(counters_.write_rows, static_cast<std::uint64_t>(written_.rows));
    add(counters_.write_bytes, static_cast<std::uint64_t>(written_.bytes));
    return End::committed;
}

GroupRunner::End GroupRunner::lose() {
    add(counters_.write_groups_lost);
    if (connection_.in_transaction()) {
        sqlite3_exec(connection_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    return End::lost;
}

void GroupRunner::repeat_alone(std::span<QueuedUnit> units) {
    add(counters_.write_units_repeated, units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        const auto alone = units.subspan(i, 1);
        if (attempt(alone) == End::lost && !errors_.front()) {
            fail_all(kTryAgain);
        }
        answer(alone);
    }
}

void GroupRunner::fail_all(const Error& error) {
    for (auto& entry : errors_) {
        entry = error;
    }
}

void GroupRunner::answer(std::span<QueuedUnit> units) {
    // Counted first: whoever has its answer finds itself in the counters.
    const auto failed = static_cast<std::uint64_t>(std::ranges::count_if(
        errors_, [](const std::optional<Error>& error) { return error.has_value(); }
    ));
    add(counters_.write_units, units.size() - failed);
    add(counters_.write_units_failed, failed);
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (const auto& error = errors_[i]) {
            units[i].unit->failed(*error);
        } else {
            units[i].unit->done();
        }
        units[i].unit.reset();
    }
}

int GroupRunner::control(Prepared& statement) {
    errno = 0; // sqlite3_system_errno() is not set by a COMMIT that fails
    const int answer = sqlite3_step(statement.handle());
    const int code = cause_of(answer, errno);
    if (code == SQLITE_DONE) {
        statement.reset();
        return SQLITE_OK;
    }
    note(failure_of(connection_.handle(), code, statement.name()), Concerns::store);
    statement.reset();
    return code;
}

/// A unit that finds no room is its own affair: writes reach the disk at COMMIT, and only there is
/// a full disk everybody's. A damaged file is everybody's wherever it shows.
void GroupRunner::note(const StoreFailure& failure, Concerns concerns) {
    const StoreFault fault = failure.fault();
    const bool full = fault == StoreFault::full && concerns == Concerns::store;
    if (fault == StoreFault::damaged || (full && !damaged())) {
        fault_ = fault;
    }
    if (on_failure_) {
        on_failure_(fault, failure.what());
    }
}

} // namespace route9::platform::sqlite
