// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/screening.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace route9::fulfillment {
namespace {

using declarations::CategoryAction;
using declarations::CategoryRow;
using declarations::CategoryTable;
using declarations::Detect;
using declarations::Flow;
using declarations::Keyword;
using declarations::KeywordScript;
using declarations::KeywordStrength;

/// A name folded once per script; Latin words are looked up between blanks.
struct FoldedName {
    std::string latin;
    std::string lao;
};

FoldedName fold(std::string_view name) {
    std::string latin = fold_vietnamese(name);
    for (char& c : latin) {
        const bool punctuation = c == ',' || c == '.' || c == '/' || c == '(' || c == ')' ||
                                 c == '[' || c == ']' || c == ':' || c == ';' || c == '!' ||
                                 c == '+' || c == '"';
        c = punctuation ? ' ' : c;
    }
    const bool ascii =
        std::ranges::all_of(name, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    return {fmt::format(" {} ", latin), ascii ? std::string{} : fold_lao(name)};
}

struct Match {
    ScreeningDecision decision = ScreeningDecision::pass;
    std::string matched;
};

ScreeningDecision consequence(CategoryAction action) {
    switch (action) {
    case CategoryAction::refuse:
    case CategoryAction::refuse_unless_permit:
        return ScreeningDecision::refuse;
    case CategoryAction::hold:
        return ScreeningDecision::hold;
    case CategoryAction::quality_check:
    case CategoryAction::travellers_only:
        return ScreeningDecision::pass;
    }
    return ScreeningDecision::hold;
}

const std::string* prefix_of(const CategoryRow& row, std::string_view hs_code) {
    for (const std::string& prefix : row.hs_prefixes) {
        if (hs_code.starts_with(prefix)) {
            return &prefix;
        }
    }
    return nullptr;
}

/// The strongest word of the category in the name; nullptr when there is none.
const Keyword*
word_of(const CategoryRow& row, const FoldedName& name, const CategoryTable& categories) {
    const Keyword* hint = nullptr;
    for (const Keyword& keyword : categories.keywords()) {
        const std::string& text = keyword.script == KeywordScript::lao ? name.lao : name.latin;
        if (keyword.code != row.code || text.find(keyword.folded) == std::string::npos) {
            continue;
        }
        if (keyword.strength == KeywordStrength::sure) {
            return &keyword;
        }
        hint = &keyword;
    }
    return hint;
}

Match match_row(
    const CategoryRow& row,
    const ScreenedGoods& goods,
    const FoldedName& name,
    const CategoryTable& categories
) {
    const ScreeningDecision full = consequence(row.action);
    if (row.detect == Detect::category || full == ScreeningDecision::pass) {
        return {};
    }
    const std::string* prefix = prefix_of(row, goods.hs_code);
    if (row.detect == Detect::hs_or_keyword && prefix != nullptr) {
        return {full, *prefix};
    }
    if (row.detect == Detect::hs_and_keyword && prefix == nullptr && !goods.hs_code.empty()) {
        return {};
    }
    const Keyword* word = word_of(row, name, categories);
    if (word == nullptr) {
        return {};
    }
    // Without an HS code a person must look whether the word alone means these goods.
    const bool certain = word->strength == KeywordStrength::sure &&
                         (row.detect != Detect::hs_and_keyword || prefix != nullptr);
    return {certain ? full : ScreeningDecision::hold, word->typed};
}

bool row_speaks(const CategoryRow& row, const ScreeningRoute& route) {
    if (!row.validity.covers(route.day)) {
        return false;
    }
    if (route.origin == route.destination) {
        return row.country == route.origin && !row.direction.only;
    }
    return (row.country == route.origin && row.direction.allows(Flow::exporting)) ||
           (row.country == route.destination && row.direction.allows(Flow::importing));
}

} // namespace

Screening screen_goods(
    std::span<const ScreenedGoods> goods,
    const ScreeningRoute& route,
    const CategoryTable& categories
) {
    Screening out;
    std::vector<FoldedName> names;
    names.reserve(goods.size());
    for (const ScreenedGoods& one : goods) {
        names.push_back(fold(one.name));
    }
    for (const CategoryRow& row : categories.rows()) {
        if (!row_speaks(row, route)) {
            continue;
        }
        for (std::size_t i = 0; i < goods.size(); ++i) {
            Match match = match_row(row, goods[i], names[i], categories);
            if (match.decision == ScreeningDecision::pass) {
                continue;
            }
            out.decision = std::max(out.decision, match.decision);
            out.reasons.push_back({i, row.id, row.code, match.decision, std::move(match.matched)});
        }
    }
    return out;
}

Screening
screen_order(const Order& order, const ScreeningRoute& route, const CategoryTable& categories) {
    std::vector<ScreenedGoods> goods;
    goods.reserve(order.lines.size());
    for (const OrderLine& line : order.lines) {
        goods.push_back({line.name, line.hs_code});
    }
    return screen_goods(goods, route, categories);
}

std::string_view name(ScreeningDecision decision) noexcept {
    switch (decision) {
    case ScreeningDecision::pass:
        return "PASS";
    case ScreeningDecision::hold:
        return "HOLD";
    case ScreeningDecision::refuse:
        return "REFUSE";
    }
    return {};
}

} // namespace route9::fulfillment
