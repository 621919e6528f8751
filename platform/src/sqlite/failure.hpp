// SPDX-License-Identifier: Apache-2.0
// SQLite's result codes as the port's five faults. Thread-free functions.
#pragma once

#include "core/tx.hpp"

#include <sqlite3.h>

#include <string_view>

namespace route9::platform::sqlite {

StoreFault fault_of(int code) noexcept;

/// A failure with the connection's message: "<what>: <message> (<extended code>)".
StoreFailure failure_of(sqlite3* database, int code, std::string_view what);

} // namespace route9::platform::sqlite
