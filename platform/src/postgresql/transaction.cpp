// SPDX-License-Identifier: Apache-2.0
#include "postgresql/transaction.hpp"

#include "bulk_rows.hpp"
#include "core/assert.hpp"
#include "core/limits.hpp"
#include "postgresql/failure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <string_view>
#include <utility>

namespace route9::platform::postgresql {
namespace {

/// Units were written for one writer. Serializable makes the server prove that running them side
/// by side came to the same, or ask for a repetition.
const char* begin_text(Duty duty) {
    return duty == Duty::read ? "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
                              : "BEGIN ISOLATION LEVEL SERIALIZABLE";
}

// Whose rows the policies of migration 0017 let through and how long a statement may take, until
// the transaction ends or the unit is undone.
constexpr Statement kTerms{
    "store.terms",
    "SELECT set_config('role', $1, true), set_config('app.tenant', $2, true),"
    " set_config('app.seller', $3, true), set_config('app.carrier', $4, true),"
    " set_config('statement_timeout', $5, true)"
};

std::int64_t milliseconds_left(Tick deadline) {
    using std::chrono::milliseconds;
    constexpr milliseconds kLeast{1}; // 0 would be no limit
    const auto left = std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now());
    return std::clamp<milliseconds>(left, kLeast, limits::query_budget).count();
}

std::int64_t number_in(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

} // namespace

void Transaction::begin_unit(const UnitTerms& terms, Place place) noexcept {
    terms_ = &terms;
    place_ = place;
    if (place == Place::alone) {
        begin_group();
    }
    written_.emplace_back();
    unit_open_ = false;
    unnumbered_ = false;
    must_repeat_ = false;
    other_failed_ = false;
    failure_.reset();
}

TxStatistics Transaction::statistics() {
    settle();
    return written_.back();
}

void Transaction::end_unit() const noexcept {
    ROUTE9_ASSERT(open_results_ == 0);
}

Transaction::Standing Transaction::standing() const noexcept {
    if (connection_.broken()) {
        return Standing::session_lost;
    }
    if (must_repeat_) {
        return Standing::must_repeat;
    }
    if (other_failed_) {
        return Standing::other_failed;
    }
    return failure_ ? Standing::failed : Standing::sound;
}

/// Remembers the first error of the unit: the server will not commit it any more.
template <class Fn>
auto Transaction::watched(std::string_view name, Fn fn) {
    try {
        if (failure_) {
            throw StoreFailure(
                failure_->fault(), fmt::format("{}: the unit has failed before", name)
            );
        }
        return fn();
    } catch (const ServerFailure& failure) {
        must_repeat_ = must_repeat_ || asks_to_repeat(failure.sqlstate());
        if (duty_ == Duty::read && failure.sqlstate() == "25006") {
            failure_.emplace(StoreFault::misuse, failure.what());
            throw StoreFailure(*failure_);
        }
        failure_.emplace(failure);
        throw;
    } catch (const StoreFailure& failure) {
        failure_.emplace(failure);
        throw;
    }
}

std::unique_ptr<Cursor>
Transaction::run_query(const Statement& statement, std::span<const Param> params) {
    return watched(statement.name, [&] {
        auto slot = std::make_shared<ResultPtr>();
        send(statement.name, prepared(statement, params), params, slot);
        return rows_of(statement.name, std::move(slot));
    });
}

std::unique_ptr<Cursor>
Transaction::run_bulk_query(const BulkStatement& statement, std::span<const Param> values) {
    return watched(statement.name, [&] {
        auto slot = std::make_shared<ResultPtr>();
        send(statement.name, prepared(statement, values), values, slot);
        return rows_of(statement.name, std::move(slot));
    });
}

std::unique_ptr<Cursor> Transaction::rows_of(std::string_view name, AnswerSlot slot) {
    Fetcher& fetcher = *this;
    return std::make_unique<AnswerRows>(name, std::move(slot), fetcher, open_results_);
}

void Transaction::fetch(std::string_view name) {
    watched(name, [&] { return exchange(); });
}

std::int64_t Transaction::run_change(const Statement& statement, std::span<const Param> params) {
    return watched(statement.name, [&] {
        send(statement.name, prepared(statement, params), params);
        return number_in(PQcmdTuples(exchange().get()));
    });
}

std::int64_t Transaction::run_bulk(const BulkStatement& statement, std::span<const Param> values) {
    return watched(statement.name, [&] {
        send(statement.name, prepared(statement, values), values);
        return number_in(PQcmdTuples(exchange().get()));
    });
}

void Transaction::run_put(const Statement& statement, std::span<const Param> params) {
    watched(statement.name, [&] { send(statement.name, prepared(statement, params), params); });
}

void Transaction::run_put_bulk(const BulkStatement& statement, std::span<const Param> values) {
    watched(statement.name, [&] { send(statement.name, prepared(statement, values), values); });
}

void Transaction::settle() {
    if (unit_open_ && !awaited_.empty()) {
        watched("store.settle", [&] { return exchange(); });
    }
}

/// What is on its way is answered first: a statement is prepared in an exchange of its own, and
/// within the unit's frame, because it may fail.
const Prepared& Transaction::prepared(const Statement& statement, std::span<const Param> params) {
    open_unit();
    if (!awaited_.empty() && !cache_.has(statement)) {
        exchange();
    }
    return cache_.get(statement, params);
}

const Prepared&
Transaction::prepared(const BulkStatement& statement, std::span<const Param> values) {
    const std::size_t rows = bulk_rows(statement, values);
    open_unit();
    if (!awaited_.empty() && !cache_.has(statement, rows)) {
        exchange();
    }
    return cache_.get(statement, rows, values);
}

/// The frame of the unit, once, ahead of its first statement.
void Transaction::open_unit() {
    if (unit_open_) {
        return;
    }
    unit_open_ = true;
    if (begun_ && is_reach_set_ && reach_set_ == terms_->reach) { // units of one caller, mostly
        send_savepoint();
        return;
    }
    const Reach& reach = terms_->reach;
    const std::string budget = std::to_string(milliseconds_left(terms_->deadline));
    const std::array<Param, 5> values{
        Param{reach.crosses_tenants() ? "route9_across" : "route9_service"},
        Param{reach.tenant()},
        Param{reach.seller()},
        Param{reach.carrier()},
        Param{budget}
    };
    const Prepared& terms = prepared(kTerms, values);
    if (!begun_) {
        begun_ = true;
        send_frame("store.begin", begin_text(duty_));
    }
    send_savepoint();
    send(kTerms.name, terms, values);
    reach_set_ = reach;
    is_reach_set_ = true;
}

void Transaction::send_savepoint() {
    if (place_ == Place::behind_savepoint) {
        send_frame("store.savepoint", "SAVEPOINT unit");
    }
}

void Transaction::send(
    std::string_view name, const Prepared& prepared, std::span<const Param> params, AnswerSlot slot
) {
    const EncodedValues values{name, params, prepared.types};
    const int sent = PQsendQueryPrepared(
        connection_.handle(),
        prepared.handle.c_str(),
        values.count(),
        values.values(),
        values.lengths(),
        values.formats(),
        1
    );
    if (sent != 1) {
        connection_.give_up();
        throw StoreFailure(StoreFault::unavailable, PQerrorMessage(connection_.handle()));
    }
    awaited_.push_back({name, written_.size() - 1, values.bytes(), std::move(slot)});
}

void Transaction::send_frame(std::string_view name, const char* sql) {
    connection_.send(sql);
    awaited_.push_back({.name = name, .unit = written_.size() - 1});
}

/// The answer to the last of what was sent, unless it is somebody's rows. Throws the first error of
/// any.
ResultPtr Transaction::exchange() {
    const auto awaited = std::exchange(awaited_, {});
    auto answers = connection_.exchange(limits::answer_budget);
    for (std::size_t i = 0; i < std::min(answers.size(), awaited.size()); ++i) {
        if (PQresultStatus(answers[i].get()) == PGRES_FATAL_ERROR) {
            other_failed_ = awaited[i].unit + 1 < written_.size();
        }
        require_success(answers[i].get(), awaited[i].name);
        note_written(awaited[i], answers[i].get());
        if (awaited[i].slot) {
            *awaited[i].slot = std::move(answers[i]);
        }
    }
    return std::move(answers.back());
}

void Transaction::note_written(const Awaited& request, const PGresult* given) {
    auto* answer = const_cast<PGresult*>(given); // libpq's functions only read it
    const std::string_view changed = PQcmdTuples(answer);
    // A reading statement's tag is SELECT, whatever it is called by.
    if (changed.empty() || std::string_view{PQcmdStatus(answer)}.starts_with("SELECT")) {
        return;
    }
    TxStatistics& written = written_[request.unit];
    ++written.statements;
    written.rows += number_in(changed);
    written.bytes += request.bytes;
}

/// What was put and will be undone may have failed; in one exchange with it, the undoing would not
/// be run either.
void Transaction::drain() {
    if (awaited_.empty()) {
        return;
    }
    const auto awaited = std::exchange(awaited_, {});
    const auto answers = connection_.exchange(limits::answer_budget);
    for (std::size_t i = 0; i < std::min(answers.size(), awaited.size()); ++i) {
        const bool of_other = awaited[i].unit + 1 < written_.size();
        if (PQresultStatus(answers[i].get()) != PGRES_FATAL_ERROR) {
            note_written(awaited[i], answers[i].get());
        } else {
            other_failed_ = other_failed_ || of_other;
            return; // nothing after it was run
        }
    }
}

void Transaction::keep() {
    if (unit_open_ && place_ == Place::behind_savepoint) {
        send_frame("store.release", "RELEASE SAVEPOINT unit");
    }
}

void Transaction::undo() noexcept {
    if (!unit_open_ || place_ != Place::behind_savepoint || connection_.broken()) {
        return;
    }
    try {
        drain();
        if (other_failed_) {
            return; // there is no savepoint of this unit, and the group is lost
        }
        is_reach_set_ = false; // the settings are undone, too
        send_frame("store.undo", "ROLLBACK TO SAVEPOINT unit");
        send_frame("store.release", "RELEASE SAVEPOINT unit");
        exchange();
    } catch (const StoreFailure&) {
        connection_.give_up();
    }
}

Transaction::End Transaction::commit(std::string& why) {
    ROUTE9_ASSERT(begun_);
    connection_.take_warning(why); // what earlier statements caused is of no importance
    try {
        send_frame("store.commit", "COMMIT");
        const auto awaited = std::exchange(awaited_, {});
        if (after_commit_ != nullptr) {
            connection_.send(after_commit_);
        }
        auto answers = connection_.exchange(limits::commit_budget);
        has_run_after_commit_ = after_commit_ != nullptr && answers.size() > awaited.size();
        if (has_run_after_commit_) {
            has_run_after_commit_ = PQresultStatus(answers.back().get()) == PGRES_TUPLES_OK;
            answers.pop_back();
        }
        for (std::size_t i = 0; i + 1 < answers.size(); ++i) {
            if (PQresultStatus(answers[i].get()) == PGRES_FATAL_ERROR) {
                return asks_to_repeat(sqlstate_of(answers[i].get())) ? End::must_repeat
                                                                     : End::not_begun;
            }
            note_written(awaited[i], answers[i].get());
        }
        begun_ = false;
        is_reach_set_ = false;
        const End end = end_of(answers.back().get(), why);
        if (end == End::unknown) {
            connection_.give_up();
        }
        return end;
    } catch (const StoreFailure& failure) {
        why = failure.what();
        connection_.give_up();
        return End::unknown;
    }
}

/// A server that gives up waiting for its standby warns, and says COMMIT all the same.
Transaction::End Transaction::end_of(const PGresult* answer, std::string& why) {
    if (PQresultStatus(answer) != PGRES_COMMAND_OK) {
        why = PQresultErrorMessage(answer);
        const std::string_view sqlstate = sqlstate_of(answer);
        if (asks_to_repeat(sqlstate)) {
            return End::must_repeat;
        }
        return surely_undone(sqlstate) ? End::undone : End::unknown;
    }
    if (connection_.take_warning(why)) {
        return End::unknown;
    }
    return PQcmdStatus(const_cast<PGresult*>(answer)) == std::string_view{"COMMIT"} ? End::committed
                                                                                    : End::undone;
}

void Transaction::roll_back() noexcept {
    if (!begun_ || connection_.broken()) {
        return;
    }
    begun_ = false;
    is_reach_set_ = false;
    try {
        drain();
        send_frame("store.rollback", "ROLLBACK");
        exchange();
    } catch (const StoreFailure&) {
        connection_.give_up();
    }
}

} // namespace route9::platform::postgresql
