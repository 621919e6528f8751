// SPDX-License-Identifier: Apache-2.0
#include "sqlite/connection.hpp"

#include "core/limits.hpp"
#include "sqlite/failure.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <memory>

namespace route9::platform::sqlite {
namespace {

struct Setting {
    const char* pragma; // without "PRAGMA "
    std::int64_t value;
};

constexpr std::array kBothSettings{
    Setting{"wal_autocheckpoint", 0},
    Setting{"temp_store", 2}, // memory: savepoint journals that spill cost 20 to 40 %
    Setting{"foreign_keys", 1},
    Setting{"mmap_size", 0}, // a failing disk must be an error, not a SIGBUS
    Setting{"busy_timeout", limits::foreign_lock_wait.count()},
};
constexpr std::array kWriterSettings{
    Setting{"synchronous", 2},   // full: acknowledged means fsynced
    Setting{"secure_delete", 1}, // an erased key leaves no bytes behind in the file
    Setting{"cache_size", -16'384},
};
constexpr std::array kReaderSettings{
    Setting{"query_only", 1},
    Setting{"cache_size", -16'384},
};

/// SQLite's memory statistics take a process-wide lock on every allocation.
void start_library() {
    static const int once = [] {
        sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
        return sqlite3_initialize();
    }();
    if (once != SQLITE_OK) {
        throw failure_of(nullptr, once, "sqlite start");
    }
}

/// SQLite gives its log files the mode of the database, so it is the one that must be private.
void create_private(const std::filesystem::path& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (file >= 0) {
        ::close(file);
    }
}

class OneOff {
public:
    OneOff(sqlite3* database, const char* sql) : database_(database), sql_(sql) {
        const int code = sqlite3_prepare_v2(database, sql, -1, &statement_, nullptr);
        if (code != SQLITE_OK) {
            throw failure_of(database, code, sql);
        }
    }
    ~OneOff() { sqlite3_finalize(statement_); }
    OneOff(const OneOff&) = delete;
    OneOff& operator=(const OneOff&) = delete;

    bool step() {
        const int code = sqlite3_step(statement_);
        if (code != SQLITE_ROW && code != SQLITE_DONE) {
            throw failure_of(database_, code, sql_);
        }
        return code == SQLITE_ROW;
    }
    sqlite3_stmt* get() const noexcept { return statement_; }

private:
    sqlite3* database_;
    const char* sql_;
    sqlite3_stmt* statement_ = nullptr;
};

} // namespace

Connection::Connection(const std::filesystem::path& path, Access access, const std::string& vfs)
    : access_(access) {
    start_library();
    if (access == Access::write) {
        create_private(path);
    }
    const int mode = access == Access::write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
    const int code = sqlite3_open_v2(
        path.c_str(),
        &handle_,
        mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
        vfs.empty() ? nullptr : vfs.c_str()
    );
    try {
        if (code != SQLITE_OK) {
            throw failure_of(handle_, code, fmt::format("cannot open {}", path.string()));
        }
        configure();
    } catch (...) {
        sqlite3_close_v2(handle_);
        throw;
    }
}

Connection::~Connection() {
    sqlite3_close_v2(handle_);
}

void Connection::run(const char* sql) {
    const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        throw failure_of(handle_, code, std::string_view{sql}.substr(0, 80));
    }
}

std::int64_t Connection::integer(const char* sql) {
    OneOff statement(handle_, sql);
    return statement.step() ? sqlite3_column_int64(statement.get(), 0) : 0;
}

std::string Connection::text(const char* sql) {
    OneOff statement(handle_, sql);
    if (!statement.step() || sqlite3_column_type(statement.get(), 0) == SQLITE_NULL) {
        return {};
    }
    const void* bytes = sqlite3_column_blob(statement.get(), 0);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement.get(), 0));
    return {static_cast<const char*>(bytes), size};
}

void Connection::configure() {
    set_flag(SQLITE_DBCONFIG_DQS_DML, 0, "double-quoted strings in queries");
    set_flag(SQLITE_DBCONFIG_DQS_DDL, 0, "double-quoted strings in the schema");
    set_flag(SQLITE_DBCONFIG_DEFENSIVE, 1, "defensive");
    set_flag(SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, "trusted schema");
    const int keep_log = access_ == Access::read ? 1 : 0;
    set_flag(SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, keep_log, "no checkpoint on close");
    sqlite3_limit(handle_, SQLITE_LIMIT_ATTACHED, 0);
    for (const Setting& setting : kBothSettings) {
        require(setting.pragma, setting.value);
    }
    if (access_ == Access::write) {
        configure_writer();
        return;
    }
    for (const Setting& setting : kReaderSettings) {
        require(setting.pragma, setting.value);
    }
}

void Connection::configure_writer() {
    if (const std::string mode = text("PRAGMA journal_mode=WAL"); mode != "wal") {
        throw StoreFailure(
            StoreFault::misuse,
            fmt::format(
                "the store needs a write-ahead log on a local disk, journal_mode is {}", mode
            )
        );
    }
    for (const Setting& setting : kWriterSettings) {
        require(setting.pragma, setting.value);
    }
    // Overwrites what is deleted where that costs no further write; Debian's default always does.
    if (integer("PRAGMA secure_delete=FAST") != 2) {
        throw StoreFailure(StoreFault::misuse, "sqlite refuses secure_delete=FAST");
    }
}

void Connection::require(const char* pragma, std::int64_t value) {
    run(fmt::format("PRAGMA {}={}", pragma, value).c_str());
    const std::int64_t found = integer(fmt::format("PRAGMA {}", pragma).c_str());
    if (found != value) {
        throw StoreFailure(
            StoreFault::misuse,
            fmt::format("sqlite refuses {}={}, it stays {}", pragma, value, found)
        );
    }
}

void Connection::set_flag(int option, int value, const char* name) {
    int found = -1;
    const int code = sqlite3_db_config(handle_, option, value, &found);
    if (code != SQLITE_OK || found != value) {
        throw StoreFailure(
            StoreFault::misuse, fmt::format("sqlite refuses the setting '{}' = {}", name, value)
        );
    }
}

} // namespace route9::platform::sqlite
