// SPDX-License-Identifier: Apache-2.0
// What the database alone carries of an order's statements: pgbench sends them one by one, as a
// program without our engine would, to a database of its own on the same server.
#pragma once

#include "postgresql_server.hpp"

#include <chrono>
#include <cstdint>

namespace route9::bench {

class PgbenchFloor {
public:
    /// Makes the database, with the product's schema.
    explicit PgbenchFloor(const tests::PostgresqlServer& server);

    /// Orders a second with that many clients. Throws std::runtime_error when pgbench fails.
    std::uint64_t orders_per_second(int clients, std::chrono::seconds span) const;

private:
    const tests::PostgresqlServer& server_;
};

} // namespace route9::bench
