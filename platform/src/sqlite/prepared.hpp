// SPDX-License-Identifier: Apache-2.0
// One prepared statement of one connection: maps $1, $2, … to SQLite's numbers once, binds typed
// values, steps with errors as StoreFailure. Owned by the statement cache (or by a cursor when the
// cached one is busy); used on the connection's thread.
#pragma once

#include "core/sql.hpp"

#include <sqlite3.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace route9::platform::sqlite {

/// Whether text and bytes live as long as the run (a change) or must be copied (a cursor, which is
/// stepped after the caller's temporaries are gone).
enum class Borrow : std::uint8_t { for_the_run, copy };

class Prepared {
public:
    /// Throws StoreFailure(misuse) for SQL that does not compile or may not run here.
    Prepared(sqlite3* database, std::string_view name, std::string_view sql);
    ~Prepared();
    Prepared(const Prepared&) = delete;
    Prepared& operator=(const Prepared&) = delete;

    /// Binds every parameter; the bytes bound. Throws StoreFailure(misuse) on a wrong count.
    std::int64_t bind(std::span<const Param> params, Borrow borrow);
    /// True on a row, false when done.
    bool step();
    void reset() noexcept;

    sqlite3_stmt* handle() const noexcept { return statement_; }
    std::string_view name() const noexcept { return name_; }
    bool reads_only() const noexcept { return reads_only_; }
    bool busy() const noexcept { return sqlite3_stmt_busy(statement_) != 0; }

private:
    void map_parameters();
    void bind_one(int index, const Param& param, Borrow borrow);

    sqlite3* database_;
    sqlite3_stmt* statement_ = nullptr;
    std::string_view name_;
    bool reads_only_ = false;
    std::vector<int> index_of_; // [n - 1] is SQLite's number of $n
};

} // namespace route9::platform::sqlite
