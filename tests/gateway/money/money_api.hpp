// SPDX-License-Identifier: Apache-2.0
// The money endpoints over a real store, called as the router would call them: on a worker,
// with a principal, without a socket.
#pragma once

#include "core/crypto.hpp"
#include "core/journal.hpp"
#include "gateway/answer_cache.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/http/router.hpp"
#include "gateway/money/statement_upload.hpp"
#include "gateway/people/people.hpp"
#include "gateway/privacy/tombstones.hpp"
#include "gateway/services.hpp"
#include "payments/receivable.hpp"
#include "platform/worker.hpp"
#include "store_under_test.hpp"
#include "temporary_directory.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace route9::tests {

/// Business time stands still.
class StandingClock final : public Clock {
public:
    Instant business() const override { return now; }
    Tick machine() const override { return std::chrono::steady_clock::now(); }

    Instant now = parse_rfc3339("2026-03-02T18:00:00+07:00").value();
};

struct Call {
    std::string target;
    std::string body{};
    std::string type{}; // empty: a GET
    std::string key{};  // Idempotency-Key
};

struct Answer {
    int status = 0;
    Json body;
    std::vector<std::pair<std::string, std::string>> headers;

    /// "pointer code" of each bad member.
    std::vector<std::string> complaints() const;
    std::string header(std::string_view name) const;
};

struct CamtLine {
    std::string amount;
    std::string reference; // empty: the bank gives none
    std::string memo;
    std::string payer{};
    std::string payer_account{};
};

/// A camt.053 file of account 0123499999 in dong, balances included.
std::string camt(const std::vector<CamtLine>& lines);

class MoneyApi : public testing::Test {
protected:
    MoneyApi();
    ~MoneyApi() override;

    static Principal finance();
    static Principal seller(const std::string& id);

    Answer call(const Principal& who, Call call);
    Answer upload(const std::string& file, const std::string& key, const std::string& query = "");
    /// The file as an upload has it before the store.
    gateway::PreparedUpload prepare(const std::string& file);
    /// Every byte of the store's files: the database, its log and what stands beside them.
    std::string stored_bytes() { return subject_->stored_bytes(); }

    /// Booked for seller-1, due today.
    ReceivableId book(
        Money amount,
        const std::string& reference,
        payments::ReceivableKind kind = payments::ReceivableKind::qr,
        const std::string& order = ""
    );
    /// A stored order of seller-1 with two events told.
    OrderId place_order();
    std::vector<Event> events_seen_by(const std::optional<PartyId>& seller);
    Json receivable(const ReceivableId& id);
    /// Accounts that are not at zero, as "account amount currency"; the books must balance.
    std::vector<std::string> books();

    platform::Store& store() { return subject_->store(); }
    const TenantId& tenant() const { return tenant_; }
    Instant now() const { return clock_.now; }
    EntryId entry() { return EntryId::make(clock_.now, entropy_); }

private:
    std::unique_ptr<StoreUnderTest> subject_ = factory_of_this_run().make();
    TenantId tenant_{"vla"};
    SystemEntropy entropy_{};
    StandingClock clock_{};
    Vault vault_;
    platform::Log log_;
    platform::Metrics metrics_{};
    TemporaryDirectory beside_{};
    gateway::Tombstones tombstones_ =
        std::move(*gateway::Tombstones::open(beside_.path() / "erased"));
    gateway::People people_;
    gateway::AnswerCache answers_{std::nullopt, entropy_};
    gateway::Keyring keyring_;
    gateway::ConnectionCache connections_;
    gateway::ConnectionTally tally_{};
    gateway::Catalogue catalogue_{};
    gateway::SnapshotBoard snapshots_;
    gateway::PlannerPool planners_{};
    gateway::http::CursorCodec cursors_;
    platform::WakeupBoard wakeups_{16};
    platform::ComputePool compute_{1, 16};
    gateway::Services services_;
    gateway::http::Router router_;
    platform::Worker worker_;
};

} // namespace route9::tests
