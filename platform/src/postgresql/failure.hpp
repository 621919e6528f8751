// SPDX-License-Identifier: Apache-2.0
// What PostgreSQL's error codes (SQLSTATE, appendix A of its manual) mean to the store.
#pragma once

#include "core/tx.hpp"

#include <string>
#include <string_view>

namespace route9::platform::postgresql {

/// Errors of a unit that may write; a reading unit's "read only" is a bug, see failure_of().
StoreFault fault_of(std::string_view sqlstate) noexcept;

/// The transaction was undone because of another one: the same unit, run again, may succeed.
bool asks_to_repeat(std::string_view sqlstate) noexcept;

/// A COMMIT that ends so has changed nothing. After any other error nobody knows.
bool surely_undone(std::string_view sqlstate) noexcept;

/// The server is going, or the session cannot go on: the connection is of no more use.
bool ends_the_session(std::string_view sqlstate) noexcept;

/// An error the server answered, with its code.
class ServerFailure : public StoreFailure {
public:
    ServerFailure(std::string_view sqlstate, const std::string& what)
        : StoreFailure(fault_of(sqlstate), what), sqlstate_(sqlstate) {}
    const std::string& sqlstate() const noexcept { return sqlstate_; }

private:
    std::string sqlstate_;
};

} // namespace route9::platform::postgresql
