// SPDX-License-Identifier: Apache-2.0
// SQLite's result codes as the port's five faults. Thread-free functions.
#pragma once

#include "core/tx.hpp"

#include <sqlite3.h>

#include <string_view>

namespace route9::platform::sqlite {

StoreFault fault_of(int code) noexcept;

/// `code`, except that a write beyond a quota or a file size limit has met a full disk.
/// `system_error` is errno after the call that failed.
int cause_of(int code, int system_error) noexcept;

/// A failure with the connection's message: "<what>: <message> (<extended code>)".
StoreFailure failure_of(sqlite3* database, int code, std::string_view what);

} // namespace route9::platform::sqlite
