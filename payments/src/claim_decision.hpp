// SPDX-License-Identifier: Apache-2.0
// What a claim (ids or codes found) means for one movement: settle, part, credit, or one of the
// exceptions. Pure decision over the book's state. Source: docs/api, reconcile, P1 and P2.
#pragma once

#include "match_book.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::payments {

struct Decision {
    /// Items to settle; empty when `exception` speaks.
    std::vector<ItemIndex> items;
    Money part; // of the one item; meaningless for a list
    std::vector<Adjustment> adjustments;
    bool overpaid = false;
    std::optional<MatchException> exception;
};

struct DecisionInput {
    std::span<const Expected> expected;
    const MatchBook& book;
    const MatchingIndex& index;
    const Movement& movement;
    MovementIndex at;
};

/// Nullopt when the claim says nothing (a code used twice among the open items): later rules speak.
std::optional<Decision> decide(const Claim& claim, const DecisionInput& in);

/// The one item a claim names and that is not settled, if it is one.
std::optional<ItemIndex> only_open_item(const Claim& claim, const DecisionInput& in);

} // namespace route9::payments
