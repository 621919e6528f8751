// SPDX-License-Identifier: Apache-2.0
#include "postgresql/writer.hpp"

#include "core/limits.hpp"
#include "postgresql/line_lock.hpp"

#include <string>
#include <utility>

namespace route9::platform::postgresql {
namespace {

// Writes what is there already; only a server with room that takes writes commits it.
constexpr Statement kProbe{
    "store.probe", "UPDATE schema_migration SET version = version WHERE version = 1"
};

} // namespace

void Writer::run(Session& session, Turn& turn) {
    refuse_late(turn.units);
    if (turn.units.empty()) {
        return;
    }
    const bool careful = queue_.remembers(UnitQueue::Trouble::refused, turn.tenant);
    UnitGroup group{std::move(turn.units), counters_, note_, careful};
    run_to_an_end(session, turn, group);
    group.answer(journal_);
}

/// Nobody waits for these any more; what is done for others instead is not wasted.
void Writer::refuse_late(std::vector<std::unique_ptr<Unit>>& units) {
    const Tick now = std::chrono::steady_clock::now();
    std::erase_if(units, [this, now](const std::unique_ptr<Unit>& unit) {
        if (unit->terms().deadline > now) {
            return false;
        }
        add(counters_.write_units_failed);
        unit->failed(too_late());
        return true;
    });
}

void Writer::run_to_an_end(Session& session, const Turn& turn, UnitGroup& group) {
    bool session_was_lost = false;
    for (int number = 1; number <= limits::unit_attempts_max; ++number) {
        const auto pass = number > limits::unit_attempts_together_max ? Turnstile::Pass::alone
                                                                      : Turnstile::Pass::together;
        const Turnstile::Inside inside(turnstile_, pass);
        const UnitGroup::End end = attempt(session, turn, group);
        session.drop_if_broken();
        if (end == UnitGroup::End::ended) {
            return;
        }
        group.give_up(); // unless it fares better the next time
        if (end == UnitGroup::End::session_lost && std::exchange(session_was_lost, true)) {
            return;
        }
        if (end == UnitGroup::End::with_care) {
            queue_.remember(UnitQueue::Trouble::refused, turn.tenant);
        } else if (end == UnitGroup::End::repeat && !turn.tenant.empty()) {
            queue_.remember(UnitQueue::Trouble::disturbed, turn.tenant);
        }
        add(counters_.write_units_repeated, group.size());
    }
}

UnitGroup::End Writer::attempt(Session& session, const Turn& turn, UnitGroup& group) {
    try {
        if (state_.load(std::memory_order_acquire) == StoreState::serving) {
            session.forget_pause(); // another thread has found it
        }
        Transaction& transaction = session.transaction();
        std::optional<LineLock> line;
        if (queue_.remembers(UnitQueue::Trouble::disturbed, turn.tenant)) {
            line.emplace(session.connection(), transaction, turn.tenant);
            auto more = queue_.take_more(turn, group.size()); // while another process had the line
            refuse_late(more);
            group.join(std::move(more));
        }
        return group.attempt(transaction);
    } catch (const StoreFailure& failure) {
        note(failure);
        if (session.open()) { // it was lost while it stood in line
            return UnitGroup::End::session_lost;
        }
        change_state(StoreState::read_only);
        group.fail_all(error_of(failure));
        return UnitGroup::End::ended;
    }
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
        const UnitTerms terms{Reach::everything()};
        transaction.begin_unit(terms, Transaction::Place::alone);
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
