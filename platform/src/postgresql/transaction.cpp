// SPDX-License-Identifier: Apache-2.0
#include "postgresql/transaction.hpp"

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

// Whose rows the policies of migration 0017 let through, until the transaction ends.
constexpr Statement kConfine{
    "store.confine",
    "SELECT set_config('app.tenant', $1, true), set_config('app.seller', $2, true),"
    " set_config('app.carrier', $3, true)"
};
constexpr const char* kCrossTenants = "SET LOCAL ROLE route9_across";

std::int64_t number_in(std::string_view text) {
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

void require_bulk_rows(const BulkStatement& statement, std::size_t columns, std::size_t values) {
    if (columns == 0 || values % columns != 0 || values / columns > limits::bulk_rows_max) {
        throw StoreFailure(
            StoreFault::misuse,
            fmt::format(
                "{}: {} values are not 1 to {} rows of {}",
                statement.name,
                values,
                limits::bulk_rows_max,
                columns
            )
        );
    }
}

} // namespace

void Transaction::begin_unit(const Reach& reach) noexcept {
    reach_ = &reach;
    statistics_ = {};
    begun_ = false;
    unnumbered_ = false;
    must_repeat_ = false;
    failure_.reset();
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
    return watched(statement.name, [&]() -> std::unique_ptr<Cursor> {
        ResultPtr answer = request(statement.name, cache_.get(statement, params), params);
        return std::make_unique<AnswerRows>(statement.name, std::move(answer), open_results_);
    });
}

std::int64_t Transaction::run_change(const Statement& statement, std::span<const Param> params) {
    return watched(statement.name, [&] {
        const ResultPtr answer = request(statement.name, cache_.get(statement, params), params);
        return number_in(PQcmdTuples(answer.get()));
    });
}

std::int64_t Transaction::run_bulk(const BulkStatement& statement, std::span<const Param> values) {
    return watched(statement.name, [&] {
        const auto columns = static_cast<std::size_t>(std::ranges::count(statement.row, '@'));
        require_bulk_rows(statement, columns, values.size());
        const Prepared& prepared = cache_.get(statement, values.size() / columns, values);
        const ResultPtr answer = request(statement.name, prepared, values);
        return number_in(PQcmdTuples(answer.get()));
    });
}

void Transaction::begin() {
    if (begun_) {
        return;
    }
    if (reach_->crosses_tenants()) {
        connection_.send(begin_text(duty_));
        connection_.send(kCrossTenants);
    } else {
        const std::array<Param, 3> whose{
            Param{reach_->tenant()}, Param{reach_->seller()}, Param{reach_->carrier()}
        };
        const Prepared& confine = cache_.get(kConfine, whose); // asks the server the first time
        connection_.send(begin_text(duty_));
        send(confine, EncodedValues{kConfine.name, whose, confine.types});
    }
    begun_ = true;
}

void Transaction::send(const Prepared& prepared, const EncodedValues& values) {
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
}

ResultPtr Transaction::request(
    std::string_view name, const Prepared& prepared, std::span<const Param> params
) {
    const EncodedValues values{name, params, prepared.types};
    begin();
    send(prepared, values);
    auto answers = connection_.exchange(limits::answer_budget);
    for (const ResultPtr& answer : answers) {
        require_success(answer.get(), name);
    }
    // A reading statement's tag is SELECT, whatever it is called by.
    if (!std::string_view{PQcmdStatus(answers.back().get())}.starts_with("SELECT")) {
        ++statistics_.statements;
        statistics_.rows += number_in(PQcmdTuples(answers.back().get()));
        statistics_.bytes += values.bytes();
    }
    return std::move(answers.back());
}

Transaction::End Transaction::commit(std::string& why) {
    ROUTE9_ASSERT(begun_ && standing() == Standing::sound);
    connection_.take_warning(why); // what earlier statements caused is of no importance
    try {
        connection_.send("COMMIT");
        const auto answers = connection_.exchange(limits::commit_budget);
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
    try {
        connection_.send("ROLLBACK");
        const auto answers = connection_.exchange(limits::answer_budget);
        require_success(answers.back().get(), "store.rollback");
    } catch (const StoreFailure&) {
        connection_.give_up();
    }
    begun_ = false;
}

} // namespace route9::platform::postgresql
