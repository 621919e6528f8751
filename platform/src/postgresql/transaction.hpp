// SPDX-License-Identifier: Apache-2.0
// The port's Tx over one session, reused for unit after unit: one unit, or several behind
// savepoints, in a transaction. BEGIN and the unit's terms travel with its first statement, so a
// unit that asks nothing costs nothing; puts travel with the next statement. After an error the
// server runs nothing more of the unit; the error is remembered, also when the unit swallows it.
// Lives on the session's thread.
#pragma once

#include "platform/store.hpp"
#include "platform/tx_statistics.hpp"
#include "postgresql/binary_values.hpp"
#include "postgresql/connection.hpp"
#include "postgresql/statement_cache.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::platform::postgresql {

class Transaction final : public MeasuredTx {
public:
    /// Whether a unit has the transaction for itself, or can be undone without the others.
    enum class Place : std::uint8_t { alone, in_group };
    /// How the last unit stands before the COMMIT.
    enum class Standing : std::uint8_t { sound, failed, must_repeat, session_lost };
    /// How a COMMIT ended. Of `unknown` nobody can say; the session must be dropped.
    enum class End : std::uint8_t { committed, must_repeat, undone, unknown };

    Transaction(Connection& connection, Duty duty)
        : connection_(connection), duty_(duty), cache_(connection) {}

    Engine engine() const noexcept override { return Engine::postgresql; }
    TxStatistics statistics() override;
    void leave_unnumbered() noexcept override { unnumbered_ = true; }

    /// `terms` outlive the unit.
    void begin_unit(const UnitTerms& terms, Place place) noexcept;
    /// Sends what was put and waits for it. Throws as a statement does.
    void settle();
    /// Asserts that the unit kept no result set.
    void end_unit() const noexcept;
    bool begun() const noexcept { return begun_; }
    bool unnumbered() const noexcept { return unnumbered_; }
    Standing standing() const noexcept;
    /// What made the unit fail, when its standing is `failed`.
    const std::optional<StoreFailure>& failure() const noexcept { return failure_; }

    /// Of a unit in a group: its changes stay or go. After undo() the others may still commit,
    /// unless the session is broken.
    void keep();
    void undo() noexcept;

    /// `why` tells what the server said unless it is `committed`.
    End commit(std::string& why);
    void roll_back() noexcept;

private:
    /// A request on its way, or a piece of the transaction's frame.
    struct Awaited {
        std::string_view name;
        std::int64_t bytes = 0;
    };

    std::unique_ptr<Cursor> run_query(const Statement&, std::span<const Param>) override;
    std::int64_t run_change(const Statement&, std::span<const Param>) override;
    std::int64_t run_bulk(const BulkStatement&, std::span<const Param>) override;
    void run_put(const Statement&, std::span<const Param>) override;
    void run_put_bulk(const BulkStatement&, std::span<const Param>) override;

    template <class Fn>
    auto watched(std::string_view name, Fn fn);
    const Prepared& prepared(const Statement& statement, std::span<const Param> params);
    const Prepared& prepared(const BulkStatement& statement, std::span<const Param> values);
    void send(std::string_view name, const Prepared& prepared, std::span<const Param> params);
    void send_frame(std::string_view name, const char* sql);
    void open_unit();
    ResultPtr exchange();
    void drain();
    End end_of(const PGresult* answer, std::string& why);

    Connection& connection_;
    Duty duty_;
    StatementCache cache_;
    TxStatistics statistics_{};
    const UnitTerms* terms_ = nullptr;
    Place place_ = Place::alone;
    std::vector<Awaited> awaited_{};
    bool begun_ = false;
    bool unit_open_ = false;
    bool unnumbered_ = false;
    bool must_repeat_ = false;
    std::optional<StoreFailure> failure_{};
    int open_results_ = 0;
};

} // namespace route9::platform::postgresql
