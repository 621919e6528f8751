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

class Transaction final : public MeasuredTx, private Fetcher {
public:
    /// Whether a unit has the transaction for itself, shares its fate with others, or can be undone
    /// without them.
    enum class Place : std::uint8_t { alone, together, behind_savepoint };
    /// How the last unit stands before the COMMIT. `other_failed`: what an earlier one had put.
    enum class Standing : std::uint8_t { sound, failed, other_failed, must_repeat, session_lost };
    /// How a COMMIT ended. Of `unknown` nobody can say; the session must be dropped. `not_begun`:
    /// something put failed ahead of it, and the transaction is still open.
    enum class End : std::uint8_t { committed, must_repeat, undone, not_begun, unknown };

    Transaction(Connection& connection, Duty duty)
        : connection_(connection), duty_(duty), cache_(connection) {}

    Engine engine() const noexcept override { return Engine::postgresql; }
    TxStatistics statistics() override;
    /// Of the transaction's units in their order, when it has ended.
    const std::vector<TxStatistics>& written() const noexcept { return written_; }
    void leave_unnumbered() noexcept override { unnumbered_ = true; }

    /// Ahead of the first of several units.
    void begin_group() noexcept { written_.clear(); }
    /// `terms` outlive the unit.
    void begin_unit(const UnitTerms& terms, Place place) noexcept;
    /// Sends what was put and waits for it. Throws as a statement does. Without it what was put is
    /// answered together with the next unit, or with the COMMIT.
    void settle();
    /// Asserts that the unit kept no result set.
    void end_unit() const noexcept;
    bool begun() const noexcept { return begun_; }
    bool unnumbered() const noexcept { return unnumbered_; }
    Standing standing() const noexcept;
    /// What made the unit fail, when its standing is `failed`.
    const std::optional<StoreFailure>& failure() const noexcept { return failure_; }

    /// That leaving the unit out needs no undoing.
    bool untouched() const noexcept {
        return !failure_ && awaited_.empty() && written_.back().rows == 0;
    }
    /// Of a unit behind a savepoint: its changes stay or go. After undo() the others may still
    /// commit, unless the session is broken.
    void keep();
    void undo() noexcept;

    /// `why` tells what the server said unless it is `committed`.
    End commit(std::string& why);
    /// A statement for the exchange of the COMMIT, behind it, or none; of static storage.
    void run_after_commit(const char* sql) noexcept {
        after_commit_ = sql;
        has_run_after_commit_ = false;
    }
    bool has_run_after_commit() const noexcept { return has_run_after_commit_; }
    void roll_back() noexcept;

private:
    /// A request on its way, or a piece of the transaction's frame.
    struct Awaited {
        std::string_view name;
        std::size_t unit;
        std::int64_t bytes = 0;
        AnswerSlot slot{};
    };

    std::unique_ptr<Cursor> run_query(const Statement&, std::span<const Param>) override;
    std::unique_ptr<Cursor> run_bulk_query(const BulkStatement&, std::span<const Param>) override;
    std::int64_t run_change(const Statement&, std::span<const Param>) override;
    std::int64_t run_bulk(const BulkStatement&, std::span<const Param>) override;
    void run_put(const Statement&, std::span<const Param>) override;
    void run_put_bulk(const BulkStatement&, std::span<const Param>) override;

    void fetch(std::string_view name) override;
    template <class Fn>
    auto watched(std::string_view name, Fn fn);
    const Prepared& prepared(const Statement& statement, std::span<const Param> params);
    const Prepared& prepared(const BulkStatement& statement, std::span<const Param> values);
    void send(
        std::string_view name,
        const Prepared& prepared,
        std::span<const Param> params,
        AnswerSlot slot = {}
    );
    std::unique_ptr<Cursor> rows_of(std::string_view name, AnswerSlot slot);
    void send_frame(std::string_view name, const char* sql);
    void open_unit();
    void send_savepoint();
    ResultPtr exchange();
    void note_written(const Awaited& request, const PGresult* answer);
    void drain();
    End end_of(const PGresult* answer, std::string& why);

    Connection& connection_;
    Duty duty_;
    StatementCache cache_;
    std::vector<TxStatistics> written_{};
    const UnitTerms* terms_ = nullptr;
    Place place_ = Place::alone;
    std::vector<Awaited> awaited_{};
    Reach reach_set_ = Reach::everything(); // what the transaction's settings say
    bool is_reach_set_ = false;
    const char* after_commit_ = nullptr;
    bool has_run_after_commit_ = false;
    bool begun_ = false;
    bool unit_open_ = false;
    bool unnumbered_ = false;
    bool must_repeat_ = false;
    bool other_failed_ = false;
    std::optional<StoreFailure> failure_{};
    int open_results_ = 0;
};

} // namespace route9::platform::postgresql
