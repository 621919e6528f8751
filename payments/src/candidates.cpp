// SPDX-License-Identifier: Apache-2.0
#include "candidates.hpp"

#include "core/limits.hpp"
#include "memo_words.hpp"
#include "payments/payment_code.hpp"
#include "receivable_statements.hpp"

#include <utility>

namespace route9::payments {
namespace {

class Search {
public:
    Search(Tx& tx, const TenantId& tenant) : tx_(tx), tenant_(tenant) {}

    void by_key(const std::string& key) {
        add(tx_.query(sql::receivable_by_key, tenant_, key, limits::match_candidates_max));
    }
    void by_prefix(const std::string& prefix) {
        const auto end = prefix + '~'; // behind every letter and digit
        add(tx_.query(sql::receivable_by_prefix, tenant_, prefix, end, limits::match_candidates_max)
        );
    }
    void by_end_to_end(const std::string& id) {
        if (!id.empty()) {
            add(tx_.query(sql::receivable_by_end_to_end, tenant_, id, limits::match_candidates_max)
            );
        }
    }
    void by_amount(Money amount) {
        add(tx_.query(
            sql::receivable_by_amount,
            tenant_,
            amount.currency(),
            amount.minor(),
            limits::match_candidates_max
        ));
    }

    Candidates found;

private:
    void add(Rows rows) {
        while (rows.next()) {
            auto receivable = read_receivable(rows.row());
            found.emplace(receivable.id.text(), std::move(receivable));
        }
    }

    Tx& tx_;
    const TenantId& tenant_;
};

} // namespace

Candidates find_candidates(Tx& tx, const TenantId& tenant, std::span<const Movement> movements) {
    Search search{tx, tenant};
    for (const auto& movement : movements) {
        const auto& facts = movement.facts;
        search.by_end_to_end(facts.end_to_end);
        for (const auto& detail : facts.details) {
            search.by_end_to_end(detail.end_to_end);
        }
        const auto memo = fold(facts.memo);
        auto keys = reference_words(memo.spaced);
        for (const auto& hit : find_codes(memo)) {
            keys.insert(hit.code.text());
        }
        for (const auto& near : find_near_codes(memo)) {
            keys.insert(near.text());
        }
        for (const auto& key : keys) {
            search.by_key(key);
        }
        for (const auto& tail : truncated_tails(memo)) {
            search.by_prefix(tail);
        }
        search.by_amount(facts.amount);
    }
    return std::move(search.found);
}

Expected expected_of(const Receivable& receivable) {
    return {
        .id = receivable.id.text(),
        .kind = std::string{name(receivable.kind)},
        .amount = receivable.amount,
        .settled = receivable.settled,
        .reference = receivable.reference,
        .due = receivable.due,
        .payer = receivable.payer,
        .account = receivable.bank_account,
        .end_to_end = receivable.end_to_end,
        // Without the moment: whenever the bank booked it, what pays for nothing any more is for a
        // person to pay back. A day alone would even count as the midnight before.
        .cancelled = receivable.state == ReceivableState::cancelled,
    };
}

} // namespace route9::payments
