// SPDX-License-Identifier: Apache-2.0
// Prohibited and controlled goods by country, direction and day, and the words and HS prefixes
// that point to them. A row's id is the reason given when goods are refused or held.
// Immutable after load; safe to share between threads. Source of the rows: data/customs/SOURCES.md.
#pragma once

#include "fulfillment/declarations/table_text.hpp"
#include "fulfillment/declarations/terms.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment::declarations {

enum class CategoryAction : std::uint8_t {
    refuse,
    refuse_unless_permit,
    hold,
    quality_check,
    travellers_only, // a rule for hand-carried goods; parcels cannot use it
};

/// How goods without a stated category are recognised.
enum class Detect : std::uint8_t { category, keyword, hs_or_keyword, hs_and_keyword };

struct CategoryRow {
    std::string id;
    std::string code;
    Country country = Country::vn;
    Direction direction;
    CategoryAction action = CategoryAction::refuse;
    std::vector<std::string> hs_prefixes;
    Detect detect = Detect::category;
    std::string legal_ref;
    Validity validity;
    Certainty certainty = Certainty::read;
};

enum class KeywordStrength : std::uint8_t { sure, hint };
enum class KeywordScript : std::uint8_t { latin, lao };

struct Keyword {
    std::string code;
    KeywordScript script = KeywordScript::latin;
    KeywordStrength strength = KeywordStrength::sure;
    std::string typed;
    std::string folded; // Latin: fold_vietnamese with blanks around it; Lao: fold_lao
};

class CategoryTable {
public:
    static CategoryTable
    read(std::string_view rows, std::string_view keywords, FieldErrors& errors);

    bool knows(std::string_view code) const noexcept;
    /// The row for a stated category; nullptr when it says nothing there on that day.
    const CategoryRow*
    find(std::string_view code, Country country, Flow flow, Day day) const noexcept;

    const std::vector<CategoryRow>& rows() const noexcept { return rows_; }
    const std::vector<Keyword>& keywords() const noexcept { return keywords_; }

private:
    std::vector<CategoryRow> rows_;
    std::vector<Keyword> keywords_;
};

} // namespace route9::fulfillment::declarations
