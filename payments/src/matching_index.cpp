// SPDX-License-Identifier: Apache-2.0
#include "matching_index.hpp"

#include "core/text.hpp"
#include "memo_words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::size_t kTailMin = 6;

std::string key_of(std::string_view tenant, std::string_view name, bool money_in) {
    return fmt::format("{}\n{}\n{}", tenant, money_in ? '+' : '-', name);
}

std::string amount_name(const Money& amount) {
    return fmt::format("{} {}", amount.minor(), code(amount.currency()));
}

bool names(const Claim& claim, const std::vector<ItemIndex>& items) {
    return std::ranges::any_of(claim.named, [&](const Named& known) {
        return known.items == items;
    });
}

} // namespace

MatchingIndex::MatchingIndex(std::span<const Expected> expected) : expected_(expected) {
    for (ItemIndex i = 0; i < expected.size(); ++i) {
        const auto& item = expected[i];
        const bool money_in = !item.amount.is_negative();
        const auto add = [&](Table& table, std::string_view name) {
            if (!name.empty()) {
                table[key_of(item.tenant, name, money_in)].push_back(i);
            }
        };
        add(by_end_to_end_, item.end_to_end);
        add(by_virtual_account_, item.virtual_account);
        add(by_amount_, amount_name(item.amount));
        if (PaymentCode::parse(item.reference)) {
            add(by_code_, item.reference);
            for (std::size_t size = kTailMin; size < PaymentCode::length; ++size) {
                add(by_code_prefix_, std::string_view{item.reference}.substr(0, size));
            }
        } else if (const auto folded = fold_memo(item.reference);
                   folded.size() >= reference_length_min) {
            add(by_reference_, folded);
        }
    }
}

std::vector<ItemIndex>
MatchingIndex::look_up(const Table& table, const Movement& movement, std::string_view name) const {
    const auto& facts = movement.facts;
    const auto at = table.find(key_of(facts.tenant, name, !facts.amount.is_negative()));
    return at == table.end() ? std::vector<ItemIndex>{} : at->second;
}

std::optional<Claim> MatchingIndex::claim_by_id(const Movement& movement) const {
    const auto& facts = movement.facts;
    Claim claim{.rule = MatchRule::p1_id, .named = {}, .list = !facts.details.empty()};
    if (claim.list) {
        bool any = false;
        for (const auto& detail : facts.details) {
            auto items = look_up(by_end_to_end_, movement, detail.end_to_end);
            any = any || !items.empty();
            claim.named.push_back(
                {detail.end_to_end, std::move(items), "batch detail " + detail.end_to_end}
            );
        }
        return any ? std::optional{std::move(claim)} : std::nullopt;
    }
    const auto add = [&](const Table& table, const std::string& name, const char* what) {
        if (auto items = look_up(table, movement, name); !items.empty()) {
            claim.named.push_back({name, std::move(items), fmt::format("{} {}", what, name)});
            return true;
        }
        return false;
    };
    if (add(by_end_to_end_, facts.end_to_end, "end-to-end id") ||
        add(by_virtual_account_, facts.virtual_account, "virtual account")) {
        return claim;
    }
    return std::nullopt;
}

void MatchingIndex::add_references(const Movement& movement, const FoldedMemo& memo, Claim& claim)
    const {
    const std::string_view text = memo.spaced;
    for (std::size_t begin = 0; begin < text.size() && !by_reference_.empty(); ++begin) {
        if (!starts_word(text, begin)) {
            continue;
        }
        const auto longest = std::min(text.size(), begin + reference_length_max);
        for (std::size_t end = begin + reference_length_min; end <= longest; ++end) {
            if (!ends_word(text, end)) {
                continue;
            }
            const auto word = text.substr(begin, end - begin);
            auto items = look_up(by_reference_, movement, word);
            if (!items.empty() && !names(claim, items)) {
                claim.named.push_back(
                    {std::string{word},
                     std::move(items),
                     fmt::format("reference {} stands in the memo at {}", word, begin)}
                );
            }
        }
    }
}

std::optional<Claim> MatchingIndex::claim_by_text(const Movement& movement) const {
    const auto memo = fold(movement.facts.memo);
    Claim claim{.rule = MatchRule::p2_ref, .named = {}, .list = false};
    bool known = false;
    for (const auto& hit : find_codes(memo)) {
        auto items = look_up(by_code_, movement, hit.code.text());
        known = known || !items.empty();
        claim.named.push_back(
            {hit.code.text(),
             std::move(items),
             fmt::format(
                 "code {} with a good check symbol stands in the memo at {}{}",
                 hit.code.text(),
                 hit.offset,
                 hit.across_signs ? " (blanks and signs taken out)" : ""
             )}
        );
    }
    if (!known) {
        claim.named.clear();
    }
    add_references(movement, memo, claim);
    if (claim.named.empty()) {
        return std::nullopt;
    }
    claim.list = claim.named.size() > 1;
    return claim;
}

std::vector<ItemIndex> MatchingIndex::near(const Movement& movement) const {
    std::vector<ItemIndex> found;
    for (const auto& candidate : find_near_codes(fold(movement.facts.memo))) {
        const auto items = look_up(by_code_, movement, candidate.text());
        found.insert(found.end(), items.begin(), items.end());
    }
    return found;
}

std::vector<ItemIndex> MatchingIndex::truncated(const Movement& movement) const {
    for (const auto& tail : truncated_tails(fold(movement.facts.memo))) {
        if (auto items = look_up(by_code_prefix_, movement, tail); !items.empty()) {
            return items;
        }
    }
    return {};
}

std::vector<ItemIndex> MatchingIndex::of_amount(const Movement& movement) const {
    return look_up(by_amount_, movement, amount_name(movement.facts.amount));
}

} // namespace route9::payments
