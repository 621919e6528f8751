// SPDX-License-Identifier: Apache-2.0
#include "sqlite/failure.hpp"

#include <fmt/format.h>

#include <cerrno>

namespace route9::platform::sqlite {

StoreFault fault_of(int code) noexcept {
    // A value that a STRICT column cannot hold is a wrong statement, not a broken rule.
    if (code == SQLITE_CONSTRAINT_DATATYPE) {
        return StoreFault::misuse;
    }
    switch (code & 0xff) {
    case SQLITE_CONSTRAINT:
        return StoreFault::constraint;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT:
    case SQLITE_ABORT:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
        return StoreFault::unavailable;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return StoreFault::full;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return StoreFault::damaged;
    default:
        return StoreFault::misuse;
    }
}

int cause_of(int code, int system_error) noexcept {
    const bool no_room = system_error == EFBIG || system_error == EDQUOT;
    return code == SQLITE_IOERR_WRITE && no_room ? SQLITE_FULL : code;
}

StoreFailure failure_of(sqlite3* database, int code, std::string_view what) {
    const char* message = database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code);
    return {fault_of(code), fmt::format("{}: {} ({})", what, message, code)};
}

} // namespace route9::platform::sqlite
