// SPDX-License-Identifier: Apache-2.0
#include "payments/matching.hpp"

#include "claim_decision.hpp"
#include "continuity.hpp"
#include "core/assert.hpp"
#include "match_book.hpp"
#include "matching_index.hpp"
#include "payments/movements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

namespace route9::payments {
namespace {

/// Banks write words where a code belongs, and words may name persons: reasons quote codes alone.
std::string return_code_of(const Observation& facts) {
    constexpr std::size_t iso_length = 4;
    const bool is_code = facts.return_code.size() == iso_length &&
                         std::ranges::all_of(facts.return_code, [](char c) {
                             return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
                         });
    return is_code ? ", reason " + facts.return_code : "";
}

class Passes {
public:
    Passes(const MatchInput& input, const std::vector<Movement>& movements)
        : input_(input), movements_(movements), index_(input.expected),
          book_(input.expected, movements) {}

    Reconciliation run() && {
        set_notices_aside();
        link_returns();
        settle_by([&](const Movement& movement) { return index_.claim_by_id(movement); });
        settle_by([&](const Movement& movement) { return index_.claim_by_text(movement); });
        mark_damaged_codes();
        settle_unique();
        explain_the_rest();
        for (auto& gap : statement_gaps(input_.statements, movements_)) {
            book_.raise_beside(std::move(gap));
        }
        return std::move(book_).finish();
    }

private:
    DecisionInput at(MovementIndex i) const {
        return {input_.expected, book_, index_, movements_[i], i};
    }

    std::optional<Claim> claim(MovementIndex i) const {
        auto by_id = index_.claim_by_id(movements_[i]);
        return by_id ? by_id : index_.claim_by_text(movements_[i]);
    }

    std::vector<std::string> ids(const std::vector<ItemIndex>& items) const {
        std::vector<std::string> out;
        out.reserve(items.size());
        for (const auto item : items) {
            out.push_back(input_.expected[item].id);
        }
        std::ranges::sort(out);
        return out;
    }

    std::vector<ItemIndex> open_like(MovementIndex i, std::vector<ItemIndex> items) const {
        std::erase_if(items, [&](ItemIndex item) {
            return !book_.is_open(item) ||
                   input_.expected[item].amount.currency() != movements_[i].facts.amount.currency();
        });
        return items;
    }

    void set_notices_aside();
    void link_returns();
    std::optional<MovementIndex> undone_by(MovementIndex later) const;
    template <class ClaimOf>
    void settle_by(ClaimOf claim_of);
    void settle(MovementIndex i, const Claim& claim);
    void mark_damaged_codes();
    void settle_unique();
    void explain_the_rest();
    std::vector<ItemIndex> of_payer(MovementIndex i) const;

    const MatchInput& input_;
    const std::vector<Movement>& movements_;
    MatchingIndex index_;
    MatchBook book_;
};

void Passes::set_notices_aside() {
    for (MovementIndex i = 0; i < movements_.size(); ++i) {
        const auto& movement = movements_[i];
        if (movement.booked_by_bank) {
            continue;
        }
        MatchException exception;
        if (is_refuted(movement, input_.statements)) {
            exception.code = ExceptionCode::notice_without_statement;
            exception.reason = fmt::format(
                "statement of {} is complete and lacks {}; provisional match taken back",
                format_day(corridor_day(movement.facts.booked)),
                movement.facts.bank_ref.empty() ? "the movement" : movement.facts.bank_ref
            );
        } else if (!movement.signed_notice) {
            exception.code = ExceptionCode::unconfirmed_notice;
            exception.reason = "only an unsigned notice tells of it";
        } else {
            continue;
        }
        if (const auto claimed = claim(i)) {
            for (const auto& named : claimed->named) {
                const auto found = ids(open_like(i, named.items));
                exception.expected.insert(exception.expected.end(), found.begin(), found.end());
            }
        }
        book_.raise(i, std::move(exception));
    }
}

/// The latest free movement that this one names as undone and whose amount it turns around.
std::optional<MovementIndex> Passes::undone_by(MovementIndex later) const {
    const auto& facts = movements_[later].facts;
    const bool is_return = !facts.original_end_to_end.empty() && !facts.return_code.empty();
    const bool is_reversal = facts.reversal && !facts.original_ref.empty();
    for (MovementIndex i = later; i-- > 0;) {
        const auto& earlier = movements_[i].facts;
        const bool named = (is_return && earlier.end_to_end == facts.original_end_to_end) ||
                           (is_reversal && earlier.bank_ref == facts.original_ref &&
                            earlier.account == facts.account);
        if (named && !book_.is_taken(i) && earlier.tenant == facts.tenant &&
            earlier.amount == facts.amount.negated()) {
            return i;
        }
    }
    return std::nullopt;
}

void Passes::link_returns() {
    for (MovementIndex i = 0; i < movements_.size(); ++i) {
        const auto original = book_.is_taken(i) ? std::nullopt : undone_by(i);
        if (!original) {
            continue;
        }
        std::vector<ItemIndex> items;
        if (const auto claimed = claim(*original)) {
            if (const auto item = only_open_item(*claimed, at(*original))) {
                items.push_back(*item);
            }
        }
        const auto& facts = movements_[i].facts;
        const bool outgoing = !facts.amount.is_negative();
        const auto kind =
            facts.reversal && facts.return_code.empty() ? MatchKind::reversed : MatchKind::returned;
        MatchException beside{
            .code = outgoing ? ExceptionCode::payout_returned : ExceptionCode::receipt_reversed,
            .reason = fmt::format(
                "{} turns {} around{}",
                movements_[i].id,
                movements_[*original].id,
                return_code_of(facts)
            ),
            .amount = magnitude(facts.amount),
            .movements = {share_of(movements_[i])},
            .expected = ids(items),
        };
        book_.allocate_return(items, *original, i, kind, beside.reason);
        book_.raise_beside(std::move(beside));
    }
}

template <class ClaimOf>
void Passes::settle_by(ClaimOf claim_of) {
    for (MovementIndex i = 0; i < movements_.size(); ++i) {
        if (book_.is_taken(i)) {
            continue;
        }
        if (const auto claimed = claim_of(movements_[i])) {
            settle(i, *claimed);
        }
    }
}

void Passes::settle(MovementIndex i, const Claim& claim) {
    auto decision = decide(claim, at(i));
    if (!decision) {
        return;
    }
    if (decision->exception) {
        book_.raise(i, *std::move(decision->exception));
        return;
    }
    std::string reason;
    for (const auto& named : claim.named) {
        reason += (reason.empty() ? "" : "; ") + named.evidence;
    }
    if (claim.list) {
        book_.allocate_list(
            decision->items, i, std::move(decision->adjustments), claim.rule, reason
        );
        return;
    }
    const auto item = decision->items.front();
    if (decision->overpaid) {
        book_.raise_beside(
            {.code = ExceptionCode::overpayment,
             .reason = "more arrived than was open; the rest is the payer's credit",
             .amount = magnitude(decision->adjustments.back().amount),
             .movements = {share_of(movements_[i])},
             .expected = {input_.expected[item].id}}
        );
    }
    book_.allocate(item, i, decision->part, std::move(decision->adjustments), claim.rule, reason);
}

void Passes::mark_damaged_codes() {
    for (MovementIndex i = 0; i < movements_.size(); ++i) {
        if (book_.is_taken(i)) {
            continue;
        }
        const auto near = open_like(i, index_.near(movements_[i]));
        const auto truncated = open_like(i, index_.truncated(movements_[i]));
        if (!near.empty()) {
            book_.raise(
                i,
                {.code = ExceptionCode::reference_check_failed,
                 .reason = "a word of the memo is one edit away from an open code",
                 .suggest = ids(near)}
            );
        } else if (!truncated.empty()) {
            book_.raise(
                i,
                {.code = ExceptionCode::reference_truncated,
                 .reason = "the memo ends in the first symbols of an open code",
                 .suggest = ids(truncated)}
            );
        }
    }
}

/// Open items of the movement's payer with its amount, due within the window.
std::vector<ItemIndex> Passes::of_payer(MovementIndex i) const {
    const auto& facts = movements_[i].facts;
    auto items = open_like(i, index_.of_amount(movements_[i]));
    const auto booked = std::chrono::sys_days{corridor_day(facts.booked)};
    std::erase_if(items, [&](ItemIndex item) {
        const auto& expected = input_.expected[item];
        const auto apart = std::chrono::sys_days{expected.due} - booked;
        return expected.payer != facts.payer || book_.remaining(item) != facts.amount ||
               std::abs(apart.count()) > input_.match_window_days;
    });
    return items;
}

void Passes::settle_unique() {
    using Key = std::tuple<std::string, std::string, Currency, std::int64_t>;
    std::map<Key, std::vector<MovementIndex>> rivals;
    for (MovementIndex i = 0; i < movements_.size(); ++i) {
        const auto& facts = movements_[i].facts;
        if (!book_.is_taken(i) && !facts.payer.empty()) {
            rivals[{facts.tenant, facts.payer, facts.amount.currency(), facts.amount.minor()}]
                .push_back(i);
        }
    }
    for (const auto& [key, competing] : rivals) {
        const auto items = of_payer(competing.front());
        if (items.size() == 1 && competing.size() == 1) {
            book_.allocate(
                items.front(),
                competing.front(),
                movements_[competing.front()].facts.amount,
                {},
                MatchRule::p4_unique,
                "one open item of the payer has this amount and one movement competes for it"
            );
            continue;
        }
        for (const auto i : competing) {
            const auto candidates = of_payer(i);
            if (!candidates.empty()) {
                book_.raise(
                    i,
                    {.code = ExceptionCode::ambiguous,
                     .reason = fmt::format(
                         "{} open items of the payer and {} movements have this amount",
                         candidates.size(),
                         competing.size()
                     ),
                     .candidates = ids(candidates)}
                );
            }
        }
    }
}

void Passes::explain_the_rest() {
    for (MovementIndex i = 0; i < movements_.size(); ++i) {
        if (book_.is_taken(i)) {
            continue;
        }
        auto items = open_like(i, index_.of_amount(movements_[i]));
        std::erase_if(items, [&](ItemIndex item) {
            return book_.remaining(item) != movements_[i].facts.amount;
        });
        if (!movements_[i].facts.payer.empty() || items.empty()) {
            book_.raise(
                i,
                {.code = ExceptionCode::unidentified_receipt,
                 .reason = "no id, code or payer leads to an open item"}
            );
        } else if (items.size() == 1) {
            book_.raise(
                i,
                {.code = ExceptionCode::amount_only,
                 .reason = "one open item has this amount; amount alone never matches",
                 .suggest = ids(items)}
            );
        } else {
            book_.raise(
                i,
                {.code = ExceptionCode::ambiguous,
                 .reason = fmt::format("{} open items have this amount", items.size()),
                 .candidates = ids(items)}
            );
        }
    }
}

} // namespace

Reconciliation match_movements(const MatchInput& input, std::vector<Movement> movements) {
    ROUTE9_ASSERT(input.match_window_days >= 0);
    auto out = Passes{input, movements}.run();
    out.movements = std::move(movements);
    return out;
}

Reconciliation reconcile(const MatchInput& input) {
    auto sorted = input;
    std::ranges::sort(sorted.expected, {}, [](const Expected& item) {
        return std::tie(item.tenant, item.due, item.id);
    });
    return match_movements(sorted, gather_movements(sorted.observations));
}

} // namespace route9::payments
