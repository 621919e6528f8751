// SPDX-License-Identifier: Apache-2.0
// Writes what one unit of matching decided: matches and their postings, what receivables have been
// paid, and open items for people. Ids follow from the movements. Called inside a unit of work.
#pragma once

#include "candidates.hpp"
#include "core/tx.hpp"
#include "payments/reconcile.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace route9::payments {

/// An item that is open already.
struct StandingItem {
    OpenItemId id;
    std::string code;
};

class MatchApplication {
public:
    MatchApplication(
        Tx& tx,
        const TenantId& tenant,
        const Candidates& candidates,
        const std::vector<Movement>& movements,
        Instant now
    )
        : tx_(tx), tenant_(tenant), candidates_(candidates), now_(now) {
        for (const auto& movement : movements) {
            accounts_.emplace(movement.id, movement.facts.account);
        }
    }

    Result<void> apply(const Match& match, ReconcileResult& result);
    void apply(const MatchException& exception, ReconcileResult& result);
    /// Until they are matched.
    void leave_open(const std::vector<Movement>& movements);
    /// It stands open: what is said of it now takes the place of what was said.
    void retry(const MovementId& movement);
    /// Closes what was said of a movement tried again and is not said any more. Comes last.
    void close_superseded(ReconcileResult& result);

private:
    Result<void> settle(const Match& match, const MatchId& id, ReconcileResult& result);
    void store(const Match& match, const MatchId& id);
    void store_line(const MatchId& id, std::int64_t line, const char* side, const Share& share);
    void set_state(const std::string& movement, const char* state);
    void resolve(
        const StandingItem& item,
        const std::string& resolution,
        const std::optional<MatchId>& match,
        ReconcileResult& result
    );

    Tx& tx_;
    const TenantId& tenant_;
    const Candidates& candidates_;
    std::map<std::string, std::string> accounts_;
    std::vector<StandingItem> standing_;
    Instant now_;
};

} // namespace route9::payments
