// SPDX-License-Identifier: Apache-2.0
#include "candidates.hpp"

#include "core/limits.hpp"
#include "payments/payment_code.hpp"
#include "receivable_statements.hpp"

#include <set>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::size_t kReferenceMin = 8;
constexpr std::size_t kReferenceMax = 64;
constexpr std::size_t kKeysMax = 64;

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

/// As in the matching index: letters, digits and whatever lies beyond ASCII.
bool is_word_character(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || byte >= 0x80;
}

/// Whole words of the text, and runs of up to four of them, that may be a reference.
std::set<std::string> reference_words(std::string_view text) {
    constexpr int words_max = 4;
    std::set<std::string> found;
    const auto starts = [&](std::size_t at) {
        return is_word_character(text[at]) && (at == 0 || !is_word_character(text[at - 1]));
    };
    const auto ends = [&](std::size_t at) {
        return is_word_character(text[at - 1]) &&
               (at == text.size() || !is_word_character(text[at]));
    };
    for (std::size_t begin = 0; begin < text.size() && found.size() < kKeysMax; ++begin) {
        int words = 0;
        for (auto end = begin + 1; starts(begin) && words < words_max && end <= text.size() &&
                                   end - begin <= kReferenceMax;
             ++end) {
            if (!ends(end)) {
                continue;
            }
            ++words;
            if (end - begin >= kReferenceMin) {
                found.emplace(text.substr(begin, end - begin));
            }
        }
    }
    return found;
}

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
        .cancelled = receivable.state == ReceivableState::cancelled,
        .cancelled_at = receivable.cancelled_at,
    };
}

} // namespace route9::payments
