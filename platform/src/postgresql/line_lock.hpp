// SPDX-License-Identifier: Apache-2.0
// A tenant's place in line among the processes: held while its units run that disturb each other.
// Only a courtesy that saves repetitions; correctness never rests on it, so whoever has waited
// limits::row_lock_budget goes on without it. Given back behind the COMMIT, in its exchange. Ends
// with the connection at the latest.
#pragma once

#include "postgresql/connection.hpp"
#include "postgresql/transaction.hpp"

#include <string_view>

namespace route9::platform::postgresql {

class LineLock {
public:
    /// Waits for it. Outside of a transaction, because what is read is decided when that begins.
    LineLock(Connection& connection, Transaction& transaction, std::string_view tenant);
    ~LineLock();
    LineLock(const LineLock&) = delete;
    LineLock& operator=(const LineLock&) = delete;

private:
    Connection& connection_;
    Transaction& transaction_;
};

} // namespace route9::platform::postgresql
