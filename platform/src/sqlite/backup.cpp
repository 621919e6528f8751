// SPDX-License-Identifier: Apache-2.0
#include "core/tx.hpp"
#include "platform/sqlite_backup.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/failure.hpp"
#include "sqlite/lock_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>
#include <system_error>

namespace route9::platform {
namespace {

using sqlite::Access;
using sqlite::Connection;

constexpr std::array kCompanions{"-wal", "-shm", "-journal"};

std::filesystem::path beside(const std::filesystem::path& path, const char* suffix) {
    return path.string() + suffix;
}

void remove_quietly(const std::filesystem::path& path) {
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
}

void sync(const std::filesystem::path& path, int flags) {
    const int file = ::open(path.c_str(), flags | O_CLOEXEC);
    const bool synced = file >= 0 && ::fsync(file) == 0;
    const int error = errno;
    if (file >= 0) {
        ::close(file);
    }
    if (!synced) {
        const std::string reason = std::generic_category().message(error);
        throw StoreFailure(
            StoreFault::full, fmt::format("cannot sync {}: {}", path.string(), reason)
        );
    }
}

/// A plain handle: the copy is one file without a log until it is opened as a store.
class CopyTarget {
public:
    explicit CopyTarget(const std::filesystem::path& path) {
        const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        if (file >= 0) {
            ::close(file);
        }
        constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
        const int code = sqlite3_open_v2(path.c_str(), &handle_, kFlags, nullptr);
        try {
            require(code, "cannot open the copy");
        } catch (...) {
            sqlite3_close_v2(handle_);
            throw;
        }
    }
    ~CopyTarget() { sqlite3_close_v2(handle_); }
    CopyTarget(const CopyTarget&) = delete;
    CopyTarget& operator=(const CopyTarget&) = delete;

    void fill_from(const Connection& source) {
        sqlite3_backup* job = sqlite3_backup_init(handle_, "main", source.handle(), "main");
        if (job == nullptr) {
            throw sqlite::failure_of(handle_, sqlite3_extended_errcode(handle_), "backup");
        }
        // All pages in one step: one read transaction, so one state of the store.
        const int stepped = sqlite3_backup_step(job, -1);
        const int finished = sqlite3_backup_finish(job);
        if (stepped != SQLITE_DONE) {
            throw sqlite::failure_of(nullptr, stepped, "backup");
        }
        require(finished, "backup");
        require(
            sqlite3_exec(handle_, "PRAGMA journal_mode=DELETE", nullptr, nullptr, nullptr), "backup"
        );
    }

private:
    void require(int code, const char* what) {
        if (code != SQLITE_OK) {
            throw sqlite::failure_of(handle_, code, what);
        }
    }

    sqlite3* handle_ = nullptr;
};

BackupFacts examine(const std::filesystem::path& path) {
    Connection connection(path, Access::read, "");
    if (const std::string found = connection.text("PRAGMA integrity_check"); found != "ok") {
        throw StoreFailure(StoreFault::damaged, found);
    }
    if (const std::string table = connection.text("PRAGMA foreign_key_check"); !table.empty()) {
        throw StoreFailure(StoreFault::damaged, fmt::format("broken references in {}", table));
    }
    BackupFacts facts{
        .schema_version = static_cast<int>(connection.integer("PRAGMA user_version")),
        .size_bytes = static_cast<std::int64_t>(std::filesystem::file_size(path))
    };
    if (connection.integer("SELECT COUNT(*) FROM sqlite_schema WHERE name = 'journal'") == 1) {
        facts.journal_head = connection.integer("SELECT MAX(position) FROM journal");
    }
    return facts;
}

} // namespace

BackupFacts backup(const std::filesystem::path& source, const std::filesystem::path& target) {
    const std::filesystem::path partial = beside(target, ".partial");
    try {
        {
            const Connection connection(source, Access::read, "");
            CopyTarget copy(partial);
            copy.fill_from(connection);
        }
        const BackupFacts facts = examine(partial);
        sync(partial, O_RDONLY);
        for (const char* suffix : kCompanions) {
            remove_quietly(beside(target, suffix)); // they belonged to what is replaced
        }
        std::filesystem::rename(partial, target);
        sync(std::filesystem::absolute(target).parent_path(), O_RDONLY | O_DIRECTORY);
        return facts;
    } catch (const std::filesystem::filesystem_error& error) {
        remove_quietly(partial);
        throw StoreFailure(StoreFault::full, error.what());
    } catch (...) {
        remove_quietly(partial);
        throw;
    }
}

Result<BackupFacts> check_backup(const std::filesystem::path& copy) {
    try {
        return examine(copy);
    } catch (const StoreFailure& failure) {
        return fail(
            ErrorCode::validation_failed,
            fmt::format("{} is not a whole copy of a store: {}", copy.string(), failure.what())
        );
    }
}

Result<BackupFacts> restore(const std::filesystem::path& copy, const std::filesystem::path& store) {
    const sqlite::LockFile lock(store);
    for (const char* suffix : {"", "-wal", "-shm", "-journal"}) {
        if (const auto path = beside(store, suffix); std::filesystem::exists(path)) {
            return fail(
                ErrorCode::already_exists,
                fmt::format("{} exists: move the old store away first", path.string())
            );
        }
    }
    if (auto facts = check_backup(copy); !facts) {
        return facts;
    }
    return backup(copy, store);
}

} // namespace route9::platform
