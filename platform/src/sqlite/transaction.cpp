// SPDX-License-Identifier: Apache-2.0
#include "sqlite/transaction.hpp"

#include "bulk_rows.hpp"
#include "core/assert.hpp"
#include "sqlite/failure.hpp"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace route9::platform::sqlite {
namespace {

class ResetOnExit {
public:
    explicit ResetOnExit(Prepared& prepared) : prepared_(prepared) {}
    ~ResetOnExit() { prepared_.reset(); }
    ResetOnExit(const ResetOnExit&) = delete;
    ResetOnExit& operator=(const ResetOnExit&) = delete;

private:
    Prepared& prepared_;
};

} // namespace

/// The first row is fetched at once, so that a changing query takes effect and fails where it is
/// written; the statement is given back as soon as it is done.
class Transaction::ResultSet final : public Cursor {
public:
    ResultSet(Transaction& owner, std::shared_ptr<Prepared> prepared)
        : owner_(owner), prepared_(std::move(prepared)) {
        ++owner_.open_results_;
        try {
            move_on();
        } catch (...) {
            release();
            throw;
        }
        if (!on_row_) {
            finish();
        }
    }
    ~ResultSet() override {
        if (prepared_ != nullptr) {
            finish();
        }
    }
    ResultSet(const ResultSet&) = delete;
    ResultSet& operator=(const ResultSet&) = delete;

    bool step() override {
        if (prepared_ == nullptr) {
            return false;
        }
        if (first_) {
            first_ = false;
        } else {
            move_on();
        }
        if (!on_row_) {
            finish();
        }
        return on_row_;
    }

    bool is_null(int column) const override { return type_of(column) == SQLITE_NULL; }

    std::int64_t integer(int column) const override {
        require(column, SQLITE_INTEGER);
        return sqlite3_column_int64(prepared_->handle(), column);
    }

    std::string_view text(int column) const override {
        require(column, SQLITE_TEXT);
        const unsigned char* data = sqlite3_column_text(prepared_->handle(), column);
        return {reinterpret_cast<const char*>(data), size_of(column)};
    }

    std::span<const std::byte> bytes(int column) const override {
        require(column, SQLITE_BLOB);
        const void* data = sqlite3_column_blob(prepared_->handle(), column);
        return {static_cast<const std::byte*>(data), size_of(column)};
    }

private:
    void move_on() {
        on_row_ = false; // a step after a failed one would run the statement again
        const std::int64_t before = owner_.changes_so_far();
        on_row_ = prepared_->step();
        count_since(before);
    }

    void finish() noexcept {
        if (!prepared_->reads_only()) {
            // A change that gives back rows is done only when the last one was fetched.
            const std::int64_t before = owner_.changes_so_far();
            while (on_row_ && sqlite3_step(prepared_->handle()) == SQLITE_ROW) {}
            count_since(before);
        }
        release();
    }

    /// Of this statement alone: others may have run between two of its rows.
    void count_since(std::int64_t before) noexcept {
        owner_.statistics_.rows += owner_.changes_so_far() - before;
    }

    void release() noexcept {
        prepared_->reset();
        prepared_.reset();
        --owner_.open_results_;
    }

    std::size_t size_of(int column) const {
        return static_cast<std::size_t>(sqlite3_column_bytes(prepared_->handle(), column));
    }

    int type_of(int column) const {
        if (prepared_ == nullptr || first_ || column < 0 ||
            column >= sqlite3_data_count(prepared_->handle())) {
            throw StoreFailure(
                StoreFault::misuse, fmt::format("column {} of a row that is not there", column)
            );
        }
        return sqlite3_column_type(prepared_->handle(), column);
    }

    void require(int column, int wanted) const {
        static constexpr std::string_view kTypes[] = {
            "nothing", "an integer", "a float", "text", "bytes", "NULL"
        };
        if (const int found = type_of(column); found != wanted) {
            throw StoreFailure(
                StoreFault::misuse,
                fmt::format(
                    "{}: column {} holds {} where {} is read",
                    prepared_->name(),
                    column,
                    kTypes[found],
                    kTypes[wanted]
                )
            );
        }
    }

    Transaction& owner_;
    std::shared_ptr<Prepared> prepared_;
    bool first_ = true;
    bool on_row_ = false;
};

void Transaction::end_unit() const noexcept {
    ROUTE9_ASSERT(open_results_ == 0);
}

std::unique_ptr<Cursor>
Transaction::run_query(const Statement& statement, std::span<const Param> params) {
    require_open(statement.name);
    return rows_of(cache_.get(statement), params);
}

std::int64_t Transaction::run_change(const Statement& statement, std::span<const Param> params) {
    require_open(statement.name);
    const auto prepared = cache_.get(statement);
    return run_to_end(*prepared, params);
}

std::unique_ptr<Cursor>
Transaction::run_bulk_query(const BulkStatement& statement, std::span<const Param> values) {
    return rows_of(prepared_bulk(statement, values), values);
}

std::int64_t Transaction::run_bulk(const BulkStatement& statement, std::span<const Param> values) {
    return run_to_end(*prepared_bulk(statement, values), values);
}

std::shared_ptr<Prepared>
Transaction::prepared_bulk(const BulkStatement& statement, std::span<const Param> values) {
    require_open(statement.name);
    return cache_.get(statement, bulk_rows(statement, values));
}

std::unique_ptr<Cursor>
Transaction::rows_of(std::shared_ptr<Prepared> prepared, std::span<const Param> params) {
    require_allowed(*prepared);
    const std::int64_t bytes = prepared->bind(params, Borrow::copy);
    if (!prepared->reads_only()) {
        ++statistics_.statements;
        statistics_.bytes += bytes;
    }
    return std::make_unique<ResultSet>(*this, std::move(prepared));
}

void Transaction::require_open(std::string_view name) const {
    if (!connection_.in_transaction()) {
        throw StoreFailure(
            StoreFault::unavailable, fmt::format("{}: the transaction is gone", name)
        );
    }
}

void Transaction::require_allowed(const Prepared& prepared) const {
    if (connection_.access() == Access::read && !prepared.reads_only()) {
        throw StoreFailure(
            StoreFault::misuse, fmt::format("{}: changes in a reading unit", prepared.name())
        );
    }
}

std::int64_t Transaction::run_to_end(Prepared& prepared, std::span<const Param> params) {
    require_allowed(prepared);
    const std::int64_t bytes = prepared.bind(params, Borrow::for_the_run);
    const ResetOnExit reset(prepared);
    const std::int64_t before = changes_so_far();
    while (prepared.step()) {}
    const std::int64_t changed = changes_so_far() - before;
    if (!prepared.reads_only()) {
        ++statistics_.statements;
        statistics_.rows += changed;
        statistics_.bytes += bytes;
    }
    // The direct count is only renewed by a statement that changed something.
    return changed == 0 ? 0 : sqlite3_changes64(connection_.handle());
}

std::int64_t Transaction::changes_so_far() const noexcept {
    return sqlite3_total_changes64(connection_.handle());
}

} // namespace route9::platform::sqlite
