// SPDX-License-Identifier: Apache-2.0
// The state of one matching run: what each item still lacks, which movement is taken, the matches
// as they grow. Keeps the conservation law; knows no rules. Borrowed: input and movements outlive
// it.
#pragma once

#include "matching_index.hpp"

#include <map>
#include <span>
#include <string>
#include <vector>

namespace route9::payments {

using MovementIndex = std::size_t;

class MatchBook {
public:
    MatchBook(std::span<const Expected> expected, std::span<const Movement> movements);

    const Money& remaining(ItemIndex item) const { return remaining_[item]; }
    bool is_settled(ItemIndex item) const { return remaining_[item].is_zero(); }
    /// Cancelled before the movement was booked.
    bool is_cancelled_for(ItemIndex item, MovementIndex movement) const;
    bool is_open(ItemIndex item) const;
    bool is_taken(MovementIndex movement) const { return taken_[movement]; }

    /// Adds the movement to the item's match: `part` of the item, `adjustments` for the rest.
    void allocate(
        ItemIndex item,
        MovementIndex movement,
        Money part,
        const std::vector<Adjustment>& adjustments,
        MatchRule rule,
        const std::string& reason
    );
    /// One match of all items in full.
    void allocate_list(
        const std::vector<ItemIndex>& items,
        MovementIndex movement,
        std::vector<Adjustment> adjustments,
        MatchRule rule,
        const std::string& reason
    );
    /// A movement and the one that undid it; the item stays open in full.
    void allocate_return(
        const std::vector<ItemIndex>& items,
        MovementIndex original,
        MovementIndex undone_by,
        MatchKind kind,
        const std::string& reason
    );
    /// Takes the movement for an exception.
    void raise(MovementIndex movement, MatchException exception);
    void raise_beside(MatchException exception) { exceptions_.push_back(std::move(exception)); }

    Reconciliation finish() &&;

private:
    struct Draft {
        Match match;
        std::vector<ItemIndex> items;
        bool provisional = false;
    };

    void take(Draft& draft, MovementIndex movement);
    void add_short_payments();

    std::span<const Expected> expected_;
    std::span<const Movement> movements_;
    std::vector<Money> remaining_;
    std::vector<bool> taken_;
    std::vector<Draft> drafts_;
    std::map<ItemIndex, std::size_t> draft_of_item_;
    std::vector<MatchException> exceptions_;
};

Money magnitude(Money amount);
Share share_of(const Movement& movement);

} // namespace route9::payments
