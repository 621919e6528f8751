// SPDX-License-Identifier: Apache-2.0
#include "match_book.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace route9::payments {
namespace {

/// Parts of one item never leave the range of its amount.
Money less(Money amount, Money part) {
    const auto rest = amount.minus(part);
    ROUTE9_ASSERT(rest.has_value());
    return *rest;
}

Money more(Money amount, Money part) {
    const auto sum = amount.plus(part);
    ROUTE9_ASSERT(sum.has_value());
    return *sum;
}

void merge(std::vector<Adjustment>& into, const std::vector<Adjustment>& added) {
    for (const auto& adjustment : added) {
        const auto known = std::ranges::find(into, adjustment.type, &Adjustment::type);
        if (known == into.end()) {
            into.push_back(adjustment);
        } else {
            known->amount = more(known->amount, adjustment.amount);
        }
    }
}

} // namespace

Money magnitude(Money amount) {
    return amount.is_negative() ? amount.negated() : amount;
}

Share share_of(const Movement& movement) {
    return {movement.id, movement.facts.amount};
}

MatchBook::MatchBook(std::span<const Expected> expected, std::span<const Movement> movements)
    : expected_(expected), movements_(movements), taken_(movements.size(), false) {
    remaining_.reserve(expected.size());
    for (const auto& item : expected) {
        const bool fresh = item.settled.is_zero();
        remaining_.push_back(fresh ? item.amount : less(item.amount, item.settled));
    }
}

bool MatchBook::is_cancelled_for(ItemIndex item, MovementIndex movement) const {
    const auto& expected = expected_[item];
    return expected.cancelled &&
           (!expected.cancelled_at || *expected.cancelled_at <= movements_[movement].facts.booked);
}

bool MatchBook::is_open(ItemIndex item) const {
    return !expected_[item].cancelled && !remaining_[item].is_zero();
}

void MatchBook::take(Draft& draft, MovementIndex movement) {
    ROUTE9_ASSERT(!taken_[movement]);
    taken_[movement] = true;
    draft.match.movements.push_back(share_of(movements_[movement]));
    draft.provisional = draft.provisional || !movements_[movement].booked_by_bank;
}

void MatchBook::allocate(
    ItemIndex item,
    MovementIndex movement,
    Money part,
    const std::vector<Adjustment>& adjustments,
    MatchRule rule,
    const std::string& reason
) {
    const auto [known, added] = draft_of_item_.try_emplace(item, drafts_.size());
    if (added) {
        Draft draft;
        draft.match.rule = rule;
        draft.match.expected.push_back(
            {expected_[item].id, Money::zero(expected_[item].amount.currency())}
        );
        draft.items.push_back(item);
        drafts_.push_back(std::move(draft));
    }
    auto& draft = drafts_[known->second];
    take(draft, movement);
    auto& share = draft.match.expected.front().amount;
    share = more(share, part);
    remaining_[item] = less(remaining_[item], part);
    merge(draft.match.adjustments, adjustments);
    draft.match.reason += (draft.match.reason.empty() ? "" : "; ") + reason;
}

void MatchBook::allocate_list(
    const std::vector<ItemIndex>& items,
    MovementIndex movement,
    std::vector<Adjustment> adjustments,
    MatchRule rule,
    const std::string& reason
) {
    Draft draft;
    draft.match.rule = rule;
    draft.match.reason = reason;
    draft.match.adjustments = std::move(adjustments);
    for (const auto item : items) {
        draft.match.expected.push_back({expected_[item].id, remaining_[item]});
        remaining_[item] = Money::zero(remaining_[item].currency());
    }
    draft.items = items;
    take(draft, movement);
    drafts_.push_back(std::move(draft));
}

void MatchBook::allocate_return(
    const std::vector<ItemIndex>& items,
    MovementIndex original,
    MovementIndex undone_by,
    MatchKind kind,
    const std::string& reason
) {
    Draft draft;
    draft.match.kind = kind;
    draft.match.rule = MatchRule::p1_id;
    draft.match.reason = reason;
    for (const auto item : items) {
        draft.match.expected.push_back(
            {expected_[item].id, Money::zero(expected_[item].amount.currency())}
        );
    }
    take(draft, original);
    take(draft, undone_by);
    drafts_.push_back(std::move(draft));
}

void MatchBook::raise(MovementIndex movement, MatchException exception) {
    ROUTE9_ASSERT(!taken_[movement]);
    taken_[movement] = true;
    exception.movements.push_back(share_of(movements_[movement]));
    exceptions_.push_back(std::move(exception));
}

void MatchBook::add_short_payments() {
    for (const auto& [item, at] : draft_of_item_) {
        if (remaining_[item].is_zero()) {
            continue;
        }
        exceptions_.push_back(
            {.code = ExceptionCode::short_payment,
             .reason = "the payments of the item do not reach its amount",
             .amount = magnitude(remaining_[item]),
             .movements = drafts_[at].match.movements,
             .expected = {expected_[item].id}}
        );
    }
}

Reconciliation MatchBook::finish() && {
    add_short_payments();
    Reconciliation out;
    std::ranges::sort(drafts_, {}, [&](const Draft& draft) {
        const auto due = draft.items.empty() ? Day{} : expected_[draft.items.front()].due;
        const auto id = draft.items.empty() ? std::string{} : expected_[draft.items.front()].id;
        return std::tuple{draft.match.rule, due, id, draft.match.movements.front().id};
    });
    for (auto& draft : drafts_) {
        const bool partial =
            draft.match.kind == MatchKind::allocation &&
            std::ranges::any_of(draft.items, [&](ItemIndex item) { return !is_settled(item); });
        if (draft.provisional) {
            draft.match.state = MatchState::provisional;
        } else if (partial) {
            draft.match.state = MatchState::partial;
        }
        out.matches.push_back(std::move(draft.match));
    }
    const auto first_id = [](const std::vector<std::string>& ids) {
        return ids.empty() ? std::string{} : ids.front();
    };
    std::ranges::sort(exceptions_, {}, [&](const MatchException& exception) {
        return std::tuple{
            exception.code,
            exception.movements.empty() ? std::string{} : exception.movements.front().id,
            first_id(exception.expected),
            exception.reason
        };
    });
    out.exceptions = std::move(exceptions_);
    for (ItemIndex item = 0; item < expected_.size(); ++item) {
        if (is_open(item)) {
            out.open_expected.push_back({expected_[item].id, remaining_[item]});
        } else if (expected_[item].cancelled && !is_settled(item)) {
            out.closed_without_payment.push_back(expected_[item].id);
        }
    }
    std::ranges::sort(out.open_expected, {}, &Share::id);
    std::ranges::sort(out.closed_without_payment);
    return out;
}

} // namespace route9::payments
