// SPDX-License-Identifier: Apache-2.0
// One database transaction as the domain sees it. A unit of work is a plain function
// `Result<T> fn(Tx&)`: no I/O, clock or randomness inside, because it may run again. Returning an
// error rolls the unit back alone. Lives on the engine's thread; never kept beyond the unit.
#pragma once

#include "core/sql.hpp"

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <stdexcept>
#include <string>
#include <utility>

namespace route9 {

/// What went wrong in the engine. `constraint` is a broken rule of the schema (a unit that expects
/// one says ON CONFLICT instead); `unavailable` may succeed later; `full` means no room to write;
/// `damaged` stops the process; `misuse` is a bug in a statement.
enum class StoreFault : std::uint8_t { constraint, unavailable, full, damaged, misuse };

class StoreFailure : public std::runtime_error {
public:
    StoreFailure(StoreFault fault, const std::string& what)
        : std::runtime_error(what), fault_(fault) {}
    StoreFault fault() const noexcept { return fault_; }

private:
    StoreFault fault_;
};

enum class Engine : std::uint8_t { sqlite, postgresql };

/// A running result set, owned by Rows; the engine's side of the port.
class Cursor : public Columns {
public:
    /// Moves to the next row; false at the end.
    virtual bool step() = 0;
};

class Row {
public:
    explicit Row(const Columns& columns) : columns_(&columns) {}

    template <class T>
    T get(int column) const {
        return ColumnType<T>::get(*columns_, column);
    }

private:
    const Columns* columns_;
};

/// Forward-only rows: `while (rows.next()) { rows.row().get<std::int64_t>(0); }`. The question is
/// asked at the first next(): an engine across a network answers all that were put until then in
/// one exchange, so ask first what can be asked together.
class Rows {
public:
    explicit Rows(std::unique_ptr<Cursor> cursor) : cursor_(std::move(cursor)) {}

    bool next() { return cursor_->step(); }
    Row row() const { return Row{*cursor_}; }

private:
    std::unique_ptr<Cursor> cursor_;
};

class Tx {
public:
    virtual ~Tx() = default;

    template <class... Args>
    Rows query(const Statement& statement, const Args&... args) {
        const std::array<Param, sizeof...(Args)> params{Param(args)...};
        return Rows{run_query(statement, params)};
    }

    /// Rows for several of `row` at once. At least one and at most limits::bulk_rows_max.
    Rows query_bulk(const BulkStatement& statement, std::span<const Param> values) {
        return Rows{run_bulk_query(statement, values)};
    }

    /// Runs a change to its end; the number of rows it changed.
    template <class... Args>
    std::int64_t execute(const Statement& statement, const Args&... args) {
        const std::array<Param, sizeof...(Args)> params{Param(args)...};
        return run_change(statement, params);
    }

    /// `values` row after row; nothing happens for no rows. At most limits::bulk_rows_max rows.
    std::int64_t execute_bulk(const BulkStatement& statement, std::span<const Param> values) {
        return values.empty() ? 0 : run_bulk(statement, values);
    }

    /// A change whose count nobody asks for. An engine across a network sends it with the next
    /// statement, or when the unit ends; that it failed may be heard there.
    template <class... Args>
    void put(const Statement& statement, const Args&... args) {
        const std::array<Param, sizeof...(Args)> params{Param(args)...};
        run_put(statement, params);
    }
    void put_bulk(const BulkStatement& statement, std::span<const Param> values) {
        if (!values.empty()) {
            run_put_bulk(statement, values);
        }
    }

    virtual Engine engine() const noexcept = 0;

    /// Says that the unit has appended journal rows without a position: the engine's answer waits
    /// until they are numbered, so that whoever has it finds them. Nothing where append() numbers.
    virtual void leave_unnumbered() noexcept {}

protected:
    virtual std::unique_ptr<Cursor> run_query(const Statement&, std::span<const Param>) = 0;
    virtual std::unique_ptr<Cursor>
    run_bulk_query(const BulkStatement&, std::span<const Param>) = 0;
    virtual std::int64_t run_change(const Statement&, std::span<const Param>) = 0;
    virtual std::int64_t run_bulk(const BulkStatement&, std::span<const Param>) = 0;
    virtual void run_put(const Statement& statement, std::span<const Param> params) {
        run_change(statement, params);
    }
    virtual void run_put_bulk(const BulkStatement& statement, std::span<const Param> values) {
        run_bulk(statement, values);
    }
};

} // namespace route9
