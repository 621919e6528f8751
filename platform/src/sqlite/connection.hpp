// SPDX-License-Identifier: Apache-2.0
// One SQLite connection with the settings this product relies on, each read back after it was set.
// Used by one thread at a time (opened without SQLite's own mutex). Only the writer may checkpoint:
// automatic checkpoints are off on every connection and readers do not checkpoint on close.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace route9::platform::sqlite {

enum class Access : std::uint8_t { write, read };

class Connection {
public:
    /// `vfs` empty: SQLite's default. Throws StoreFailure. Write access creates the file (0600).
    Connection(const std::filesystem::path& path, Access access, const std::string& vfs);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    sqlite3* handle() const noexcept { return handle_; }
    Access access() const noexcept { return access_; }

    /// Runs SQL text without results; throws StoreFailure.
    void run(const char* sql);
    /// The first column of the first row as an integer, 0 without a row; throws StoreFailure.
    std::int64_t integer(const char* sql);
    /// The same as text, empty without a row.
    std::string text(const char* sql);
    bool in_transaction() const noexcept { return sqlite3_get_autocommit(handle_) == 0; }

private:
    void configure();
    void configure_writer();
    void require(const char* pragma, std::int64_t value);
    void set_flag(int option, int value, const char* name);

    sqlite3* handle_ = nullptr;
    Access access_;
};

} // namespace route9::platform::sqlite
