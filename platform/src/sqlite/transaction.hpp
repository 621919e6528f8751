// SPDX-License-Identifier: Apache-2.0
// The port's Tx over one SQLite connection, reused for unit after unit. Refuses to run anything
// once the transaction is gone (what ran then would be durable alone) and counts what a unit
// writes. Lives on the connection's thread.
#pragma once

#include "platform/tx_statistics.hpp"
#include "sqlite/connection.hpp"
#include "sqlite/statement_cache.hpp"

#include <cstdint>
#include <memory>
#include <span>

namespace route9::platform::sqlite {

class Transaction final : public MeasuredTx {
public:
    explicit Transaction(Connection& connection)
        : connection_(connection), cache_(connection.handle()) {}

    Engine engine() const noexcept override { return Engine::sqlite; }
    TxStatistics statistics() override { return statistics_; }

    void begin_unit() noexcept { statistics_ = {}; }
    /// Asserts that the unit kept no result set: an open statement would break RELEASE and COMMIT.
    void end_unit() const noexcept;

private:
    class ResultSet;

    std::unique_ptr<Cursor> run_query(const Statement&, std::span<const Param>) override;
    std::unique_ptr<Cursor> run_bulk_query(const BulkStatement&, std::span<const Param>) override;
    std::int64_t run_change(const Statement&, std::span<const Param>) override;
    std::int64_t run_bulk(const BulkStatement&, std::span<const Param>) override;

    std::shared_ptr<Prepared>
    prepared_bulk(const BulkStatement& statement, std::span<const Param> values);
    std::unique_ptr<Cursor>
    rows_of(std::shared_ptr<Prepared> prepared, std::span<const Param> params);
    void require_open(std::string_view name) const;
    void require_allowed(const Prepared& prepared) const;
    std::int64_t run_to_end(Prepared& prepared, std::span<const Param> params);
    std::int64_t changes_so_far() const noexcept;

    Connection& connection_;
    StatementCache cache_;
    TxStatistics statistics_{};
    int open_results_ = 0;
};

} // namespace route9::platform::sqlite
