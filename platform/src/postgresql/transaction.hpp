// SPDX-License-Identifier: Apache-2.0
// The port's Tx over one session, reused for unit after unit. BEGIN and the unit's reach travel
// with the first statement, so a unit that asks nothing costs nothing. After an error the server
// runs nothing more of the unit; the error is remembered, also when the unit swallows it. Lives on
// the session's thread.
#pragma once

#include "core/reach.hpp"
#include "platform/tx_statistics.hpp"
#include "postgresql/binary_values.hpp"
#include "postgresql/connection.hpp"
#include "postgresql/statement_cache.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

namespace route9::platform::postgresql {

class Transaction final : public MeasuredTx {
public:
    /// How the last unit stands before its COMMIT.
    enum class Standing : std::uint8_t { sound, failed, must_repeat, session_lost };
    /// How a COMMIT ended. Of `unknown` nobody can say; the session must be dropped.
    enum class End : std::uint8_t { committed, must_repeat, undone, unknown };

    Transaction(Connection& connection, Duty duty)
        : connection_(connection), duty_(duty), cache_(connection) {}

    Engine engine() const noexcept override { return Engine::postgresql; }
    TxStatistics statistics() const noexcept override { return statistics_; }
    void leave_unnumbered() noexcept override { unnumbered_ = true; }

    /// `reach` outlives the unit.
    void begin_unit(const Reach& reach) noexcept;
    /// Asserts that the unit kept no result set.
    void end_unit() const noexcept;
    bool begun() const noexcept { return begun_; }
    bool unnumbered() const noexcept { return unnumbered_; }
    Standing standing() const noexcept;
    /// What made the unit fail, when its standing is `failed`.
    const std::optional<StoreFailure>& failure() const noexcept { return failure_; }

    /// `why` tells what the server said unless it is `committed`.
    End commit(std::string& why);
    void roll_back() noexcept;

private:
    std::unique_ptr<Cursor> run_query(const Statement&, std::span<const Param>) override;
    std::int64_t run_change(const Statement&, std::span<const Param>) override;
    std::int64_t run_bulk(const BulkStatement&, std::span<const Param>) override;

    void begin();
    void send(const Prepared& prepared, const EncodedValues& values);
    template <class Fn>
    auto watched(std::string_view name, Fn fn);
    ResultPtr
    request(std::string_view name, const Prepared& prepared, std::span<const Param> params);
    End end_of(const PGresult* answer, std::string& why);

    Connection& connection_;
    Duty duty_;
    StatementCache cache_;
    TxStatistics statistics_{};
    const Reach* reach_ = nullptr;
    bool begun_ = false;
    bool unnumbered_ = false;
    bool must_repeat_ = false;
    std::optional<StoreFailure> failure_{};
    int open_results_ = 0;
};

} // namespace route9::platform::postgresql
