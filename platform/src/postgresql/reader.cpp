// SPDX-License-Identifier: Apache-2.0
#include "postgresql/reader.hpp"

#include <fmt/format.h>

#include <exception>

namespace route9::platform::postgresql {

void Reader::run(Session& session, Turn& turn) {
    for (std::unique_ptr<Unit>& unit : turn.units) {
        run(session, std::move(unit));
    }
    end_transaction(session); // nobody waits for that any more
}

void Reader::run(Session& session, std::unique_ptr<Unit> unit) {
    std::optional<Error> error = attempt(session, *unit);
    if (error && session.open() && session.connection().broken()) {
        session.drop_if_broken(); // perhaps only this connection: once more over a new one
        error = attempt(session, *unit);
    }
    if (error) {
        add(counters_.read_units_failed);
        unit->failed(*error);
    } else {
        add(counters_.read_units);
        unit->done();
    }
    if (session.open() && session.transaction().standing() != Transaction::Standing::sound) {
        end_transaction(session); // the server would refuse the next unit for this one's error
    }
}

void Reader::end_transaction(Session& session) {
    if (session.open()) {
        session.transaction().roll_back();
        session.drop_if_broken();
    }
}

std::optional<Error> Reader::attempt(Session& session, Unit& unit) {
    if (unit.terms().deadline <= std::chrono::steady_clock::now()) {
        return too_late();
    }
    std::optional<Error> error;
    try {
        if (state_.load(std::memory_order_acquire) == StoreState::serving) {
            session.forget_pause(); // another thread has found it
        }
        Transaction& transaction = session.transaction();
        if (!transaction.begun()) {
            transaction.begin_group();
        }
        transaction.begin_unit(unit.terms(), Transaction::Place::together);
        unit.run(transaction);
    } catch (const StoreFailure& failure) {
        note(failure);
        error = error_of(failure);
    } catch (const std::exception& bug) {
        note({StoreFault::misuse, fmt::format("a reading unit threw: {}", bug.what())});
        error = Error{.code = ErrorCode::internal};
    }
    if (session.open()) {
        session.transaction().end_unit();
    }
    return error;
}

std::optional<std::chrono::milliseconds> Reader::patience(const Session& session) const {
    return session.pause();
}

void Reader::rest(Session& session) {
    try {
        session.transaction();
    } catch (const StoreFailure&) { // NOLINT(bugprone-empty-catch)
        // The writers tell that the server is away; a unit that comes meanwhile hears it, too.
    }
}

void Reader::note(const StoreFailure& failure) {
    if (failure.fault() == StoreFault::damaged) {
        state_.store(StoreState::damaged, std::memory_order_release);
    }
    if (options_.on_failure) {
        options_.on_failure(failure.fault(), failure.what());
    }
}

} // namespace route9::platform::postgresql
