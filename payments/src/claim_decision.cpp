// SPDX-License-Identifier: Apache-2.0
#include "claim_decision.hpp"

#include "core/rounding.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9::payments {
namespace {

/// The items of one name, by what stands in the way of paying them.
struct Candidates {
    std::vector<ItemIndex> open;
    std::vector<ItemIndex> settled;
    std::vector<ItemIndex> cancelled;
    std::vector<ItemIndex> other_currency;
};

Candidates sort_out(const Named& named, const DecisionInput& in) {
    Candidates found;
    const auto currency = in.movement.facts.amount.currency();
    for (const auto item : named.items) {
        if (in.expected[item].amount.currency() != currency) {
            found.other_currency.push_back(item);
        } else if (in.book.is_cancelled_for(item, in.at)) {
            found.cancelled.push_back(item);
        } else if (in.book.is_settled(item)) {
            found.settled.push_back(item);
        } else {
            found.open.push_back(item);
        }
    }
    return found;
}

std::vector<std::string> ids(const std::vector<ItemIndex>& items, const DecisionInput& in) {
    std::vector<std::string> out;
    out.reserve(items.size());
    for (const auto item : items) {
        out.push_back(in.expected[item].id);
    }
    std::ranges::sort(out);
    return out;
}

Decision refuse(
    ExceptionCode code,
    std::string reason,
    const std::vector<ItemIndex>& suggest,
    const DecisionInput& in
) {
    Decision decision;
    decision.exception =
        MatchException{.code = code, .reason = std::move(reason), .suggest = ids(suggest, in)};
    return decision;
}

/// The stated charges that explain exactly what is missing; nullopt when they do not.
std::optional<Money> explaining_charges(Money wanted, const Observation& facts) {
    const auto missing = wanted.minus(facts.amount);
    if (!missing || missing->is_negative()) {
        return std::nullopt;
    }
    const bool stated = facts.charges && magnitude(*facts.charges) == *missing;
    const bool instructed = facts.instructed && magnitude(*facts.instructed) == magnitude(wanted);
    return stated || instructed ? std::optional{*missing} : std::nullopt;
}

/// Another open item of the same payer has exactly this amount: which one was meant is open.
std::vector<ItemIndex> rivals(ItemIndex item, const DecisionInput& in) {
    const auto& payer =
        in.expected[item].payer.empty() ? in.movement.facts.payer : in.expected[item].payer;
    std::vector<ItemIndex> found;
    if (payer.empty()) {
        return found;
    }
    for (const auto other : in.index.of_amount(in.movement)) {
        if (other != item && in.expected[other].payer == payer && in.book.is_open(other) &&
            in.book.remaining(other) == in.movement.facts.amount) {
            found.push_back(other);
        }
    }
    return found;
}

Decision decide_one(ItemIndex item, const DecisionInput& in) {
    const auto& facts = in.movement.facts;
    const auto wanted = in.book.remaining(item);
    Decision decision{.items = {item}, .part = wanted, .adjustments = {}, .exception = {}};
    if (wanted == facts.amount) {
        return decision;
    }
    if (const auto charges = explaining_charges(wanted, facts)) {
        decision.adjustments.push_back({AdjustmentType::bank_charge, *charges});
        return decision;
    }
    if (facts.amount.is_negative()) {
        return refuse(
            ExceptionCode::reference_amount_conflict,
            "an outgoing movement with an unexplained difference is no part payment",
            {item},
            in
        );
    }
    if (auto others = rivals(item, in); !others.empty()) {
        others.push_back(item);
        return refuse(
            ExceptionCode::reference_amount_conflict,
            "the reference names one item, the amount is that of another of the same payer",
            others,
            in
        );
    }
    if (facts.amount.minor() < wanted.minor()) {
        decision.part = facts.amount;
        return decision;
    }
    decision.overpaid = true;
    const auto credit = wanted.minus(facts.amount);
    decision.adjustments.push_back({AdjustmentType::customer_credit, credit.value()});
    return decision;
}

std::optional<Decision> decide_single(const Named& named, const DecisionInput& in) {
    const auto found = sort_out(named, in);
    if (found.open.size() == 1) {
        return decide_one(found.open.front(), in);
    }
    if (found.open.size() > 1) {
        return std::nullopt;
    }
    const auto amount = in.movement.facts.amount;
    if (!found.settled.empty()) {
        return refuse(
            ExceptionCode::duplicate_payment,
            fmt::format("{}; the item is settled already", named.evidence),
            found.settled,
            in
        );
    }
    if (!found.other_currency.empty()) {
        const auto& item = in.expected[found.other_currency.front()];
        return refuse(
            ExceptionCode::currency_mismatch,
            fmt::format(
                "{}; expected {} on {}, got {} on {}",
                named.evidence,
                code(item.amount.currency()),
                item.account,
                code(amount.currency()),
                in.movement.facts.account
            ),
            found.other_currency,
            in
        );
    }
    return refuse(
        ExceptionCode::late_payment,
        fmt::format("{}; the item is cancelled, the money is to be paid back", named.evidence),
        found.cancelled,
        in
    );
}

/// Every name must stand for one open item, and together they must add up.
std::optional<Decision> decide_list(const Claim& claim, const DecisionInput& in) {
    std::vector<ItemIndex> items;
    std::vector<ItemIndex> all;
    bool all_settled = true;
    bool all_known = true;
    Int128 sum = 0;
    for (const auto& named : claim.named) {
        const auto found = sort_out(named, in);
        all.insert(all.end(), named.items.begin(), named.items.end());
        all_settled = all_settled && found.open.empty() && !found.settled.empty();
        const bool usable =
            found.open.size() == 1 && std::ranges::find(items, found.open.front()) == items.end();
        all_known = all_known && usable;
        if (usable) {
            items.push_back(found.open.front());
            sum += in.book.remaining(items.back()).minor();
        }
    }
    if (all_settled) {
        return refuse(ExceptionCode::duplicate_payment, "every item named is settled", all, in);
    }
    constexpr Int128 limit = INT64_MAX;
    const auto& facts = in.movement.facts;
    if (all_known && sum >= -limit && sum <= limit) {
        const auto wanted =
            Money::of_minor(static_cast<std::int64_t>(sum), facts.amount.currency());
        const auto charges = explaining_charges(wanted, facts);
        if (wanted == facts.amount || charges) {
            Decision decision{.items = items, .part = wanted, .adjustments = {}, .exception = {}};
            if (charges && !charges->is_zero()) {
                decision.adjustments.push_back({AdjustmentType::bank_charge, *charges});
            }
            return decision;
        }
    }
    return refuse(
        ExceptionCode::reference_amount_conflict,
        all_known ? "the items named do not add up to the movement"
                  : "not every reference in the list stands for one open item",
        all,
        in
    );
}

} // namespace

std::optional<Decision> decide(const Claim& claim, const DecisionInput& in) {
    return claim.list ? decide_list(claim, in) : decide_single(claim.named.front(), in);
}

std::optional<ItemIndex> only_open_item(const Claim& claim, const DecisionInput& in) {
    if (claim.list) {
        return std::nullopt;
    }
    const auto found = sort_out(claim.named.front(), in);
    return found.open.size() == 1 ? std::optional{found.open.front()} : std::nullopt;
}

} // namespace route9::payments
