// SPDX-License-Identifier: Apache-2.0
#include "postgresql/writer.hpp"

#include "core/limits.hpp"

#include <fmt/format.h>

#include <exception>
#include <string>
#include <utility>

namespace route9::platform::postgresql {
namespace {

using SteadyClock = std::chrono::steady_clock;

const Error kTryAgain{.code = ErrorCode::overloaded, .detail = "The change was undone; try again."};
const Error kUnknown{
    .code = ErrorCode::outcome_unknown,
    .detail = "The store did not confirm the commit; repeat with the same key."
};

// Writes what is there already; only a server with room that takes writes commits it.
constexpr Statement kProbe{
    "store.probe", "UPDATE schema_migration SET version = version WHERE version = 1"
};

std::chrono::microseconds since(SteadyClock::time_point start) {
    return std::chrono::duration_cast<std::chrono::microseconds>(SteadyClock::now() - start);
}

} // namespace

void Writer::run(Session& session, std::unique_ptr<Unit> unit) {
    const Outcome outcome = run_to_an_end(session, *unit);
    // Counted first: whoever has its answer finds itself in the counters.
    if (outcome.kind == Outcome::Kind::failed) {
        add(counters_.write_units_failed);
        unit->failed(outcome.error);
        return;
    }
    add(counters_.write_units);
    if (outcome.unnumbered) {
        journal_.answer_when_numbered(std::move(unit));
        return;
    }
    unit->done();
}

/// `done` or `failed`.
Writer::Outcome Writer::run_to_an_end(Session& session, Unit& unit) {
    bool session_was_lost = false;
    for (int number = 1; number <= limits::unit_attempts_max; ++number) {
        const auto pass = number > limits::unit_attempts_together_max ? Turnstile::Pass::alone
                                                                      : Turnstile::Pass::together;
        const Turnstile::Inside inside(turnstile_, pass);
        Outcome outcome = attempt(session, unit);
        session.drop_if_broken();
        switch (outcome.kind) {
        case Outcome::Kind::done:
        case Outcome::Kind::failed:
            return outcome;
        case Outcome::Kind::session_lost:
            if (std::exchange(session_was_lost, true)) {
                return {.kind = Outcome::Kind::failed, .error = kTryAgain};
            }
            break;
        case Outcome::Kind::repeat:
            break;
        }
        add(counters_.write_units_repeated);
    }
    return {.kind = Outcome::Kind::failed, .error = kTryAgain};
}

Writer::Outcome Writer::attempt(Session& session, Unit& unit) {
    Transaction* transaction = nullptr;
    try {
        transaction = &session.transaction();
    } catch (const StoreFailure& failure) {
        note(failure);
        change_state(StoreState::read_only);
        return {.kind = Outcome::Kind::failed, .error = error_of(failure)};
    }
    const auto started = SteadyClock::now();
    transaction->begin_unit(unit.reach());
    std::optional<Error> error;
    const bool keep = call(unit, *transaction, error);
    transaction->end_unit();
    if (since(started) > limits::postgresql_unit_budget) {
        add(counters_.write_units_slow);
    }
    return judge(session, keep, std::move(error));
}

Writer::Outcome Writer::judge(Session& session, bool keep, std::optional<Error> error) {
    Transaction& transaction = session.transaction();
    switch (transaction.standing()) {
    case Transaction::Standing::session_lost:
        return {.kind = Outcome::Kind::session_lost};
    case Transaction::Standing::must_repeat:
        transaction.roll_back();
        return {.kind = Outcome::Kind::repeat};
    case Transaction::Standing::failed:
        error = error ? std::move(error) : error_of(*transaction.failure());
        break;
    case Transaction::Standing::sound:
        break;
    }
    if (error || !keep) {
        transaction.roll_back();
        return {
            .kind = error ? Outcome::Kind::failed : Outcome::Kind::done,
            .error = std::move(error).value_or(Error{})
        };
    }
    return transaction.begun() ? commit(transaction) : Outcome{.kind = Outcome::Kind::done};
}

Writer::Outcome Writer::commit(Transaction& transaction) {
    const auto started = SteadyClock::now();
    std::string why;
    switch (transaction.commit(why)) {
    case Transaction::End::committed:
        count(transaction.statistics(), since(started));
        return {.kind = Outcome::Kind::done, .unnumbered = transaction.unnumbered()};
    case Transaction::End::must_repeat:
        return {.kind = Outcome::Kind::repeat};
    case Transaction::End::undone:
        add(counters_.write_groups_lost);
        note({StoreFault::constraint, "store.commit: " + why});
        return {.kind = Outcome::Kind::failed, .error = {.code = ErrorCode::conflict}};
    case Transaction::End::unknown:
        add(counters_.write_groups_lost);
        add(counters_.commits_unknown);
        note({StoreFault::unavailable, "store.commit: " + why});
        return {.kind = Outcome::Kind::failed, .error = kUnknown};
    }
    return {.kind = Outcome::Kind::failed, .error = kUnknown};
}

bool Writer::call(Unit& unit, Transaction& transaction, std::optional<Error>& error) {
    try {
        return unit.run(transaction);
    } catch (const StoreFailure& failure) {
        if (transaction.standing() != Transaction::Standing::must_repeat) {
            note(failure);
        }
        error = error_of(failure);
    } catch (const std::exception& bug) {
        note({StoreFault::misuse, fmt::format("a unit threw: {}", bug.what())});
        error = Error{.code = ErrorCode::internal};
    }
    return false;
}

std::optional<std::chrono::milliseconds> Writer::patience(const Session& session) const {
    if (state_.load(std::memory_order_acquire) == StoreState::read_only) {
        return session.pause().value_or(limits::read_only_probe_interval);
    }
    return session.pause();
}

/// Connects again, and ends the read-only state with a real commit.
void Writer::rest(Session& session) {
    try {
        Transaction& transaction = session.transaction();
        if (state_.load(std::memory_order_acquire) != StoreState::read_only) {
            return;
        }
        const Reach reach = Reach::everything();
        transaction.begin_unit(reach);
        transaction.execute(kProbe);
        std::string why;
        if (transaction.commit(why) == Transaction::End::committed) {
            change_state(StoreState::serving);
        }
    } catch (const StoreFailure&) {
        if (session.open()) {
            session.transaction().roll_back();
        }
        change_state(StoreState::read_only);
    }
    session.drop_if_broken();
}

void Writer::count(const TxStatistics& written, std::chrono::microseconds commit_time) {
    const auto us = static_cast<std::uint64_t>(commit_time.count());
    set(counters_.commit_us_last, us);
    add(counters_.commit_us_sum, us);
    add(counters_.write_groups);
    add(counters_.write_statements, static_cast<std::uint64_t>(written.statements));
    add(counters_.write_rows, static_cast<std::uint64_t>(written.rows));
    add(counters_.write_bytes, static_cast<std::uint64_t>(written.bytes));
    if (static_cast<std::size_t>(written.rows) > limits::unit_rows_max) {
        add(counters_.write_units_large);
    }
}

void Writer::note(const StoreFailure& failure) {
    if (failure.fault() == StoreFault::damaged) {
        change_state(StoreState::damaged);
    } else if (failure.fault() == StoreFault::full) {
        change_state(StoreState::read_only);
    }
    if (options_.on_failure) {
        options_.on_failure(failure.fault(), failure.what());
    }
}

/// A damaged or stopped store stays so.
void Writer::change_state(StoreState to) {
    StoreState from = to == StoreState::serving ? StoreState::read_only : StoreState::serving;
    state_.compare_exchange_strong(from, to, std::memory_order_acq_rel);
}

} // namespace route9::platform::postgresql
