// SPDX-License-Identifier: Apache-2.0
// Which expected items a movement names: by id, by batch details, by codes and references in its
// text. Hash look-ups inside one tenant and one direction of money. Borrowed: the input outlives
// it.
#pragma once

#include "payments/payment_code.hpp"
#include "payments/reconciliation.hpp"

#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace route9::payments {

using ItemIndex = std::size_t;

/// The items that one id or code names (several, when the tenant used it twice), and how it was
/// found. No items: the list holds a name that nothing of the tenant bears.
struct Named {
    std::string name;
    std::vector<ItemIndex> items;
    std::string evidence;
};

/// What a movement claims to pay. `list` marks several names, which must add up together.
struct Claim {
    MatchRule rule{};
    std::vector<Named> named;
    bool list = false;
};

class MatchingIndex {
public:
    explicit MatchingIndex(std::span<const Expected> expected);

    std::optional<Claim> claim_by_id(const Movement& movement) const;
    std::optional<Claim> claim_by_text(const Movement& movement) const;
    /// Items whose code is one edit away from a word of the text, or begins with its cut-off end.
    std::vector<ItemIndex> near(const Movement& movement) const;
    std::vector<ItemIndex> truncated(const Movement& movement) const;
    /// Items of the currency, direction and full amount, open or not.
    std::vector<ItemIndex> of_amount(const Movement& movement) const;

private:
    using Table = std::unordered_map<std::string, std::vector<ItemIndex>>;

    std::vector<ItemIndex>
    look_up(const Table& table, const Movement& movement, std::string_view name) const;
    void add_references(const Movement& movement, const FoldedMemo& memo, Claim& claim) const;

    std::span<const Expected> expected_;
    Table by_end_to_end_;
    Table by_virtual_account_;
    Table by_code_;
    Table by_code_prefix_;
    Table by_reference_; // folded
    Table by_amount_;
};

} // namespace route9::payments
