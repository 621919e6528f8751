// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/category_table.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

constexpr std::array<std::string_view, 13> kRowColumns{
    "row_id",
    "code",
    "country",
    "direction",
    "action",
    "hs_prefixes",
    "detect",
    "authority",
    "legal_ref",
    "valid_from",
    "valid_to",
    "certainty",
    "source",
};
constexpr std::array<std::string_view, 4> kKeywordColumns{
    "code", "language", "strength", "keyword"
};

constexpr std::array<std::string_view, 5> kActions{
    "REFUSE", "REFUSE_UNLESS_PERMIT", "HOLD", "QUALITY_CHECK", "TRAVELLERS_ONLY"
};
constexpr std::array<std::string_view, 4> kDetects{
    "category", "keyword", "hs_or_keyword", "hs_and_keyword"
};
constexpr std::array<std::string_view, 2> kStrengths{"sure", "hint"};

template <class Value, std::size_t Size>
auto words_in(const std::array<std::string_view, Size>& words) {
    return [&words](std::string_view text) -> std::optional<Value> {
        const auto* const found = std::ranges::find(words, text);
        if (found == words.end()) {
            return std::nullopt;
        }
        return static_cast<Value>(found - words.begin());
    };
}

std::optional<KeywordScript> script_of_language(std::string_view language) {
    if (language == "en" || language == "vi") {
        return KeywordScript::latin;
    }
    if (language == "lo") {
        return KeywordScript::lao;
    }
    return std::nullopt;
}

bool is_hs_prefix(const std::string& text) {
    return text.size() >= 2 && text.size() <= 6 && text.size() != 3 && text.size() != 5 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

CategoryRow read_row(TableRow& cells) {
    CategoryRow row;
    row.id = cells.id("row_id");
    row.code = cells.text("code");
    row.country = cells.word("country", parse_country).value_or(Country::vn);
    row.direction = cells.word("direction", parse_direction).value_or(Direction{});
    row.action =
        cells.word("action", words_in<CategoryAction>(kActions)).value_or(CategoryAction::refuse);
    row.detect = cells.word("detect", words_in<Detect>(kDetects)).value_or(Detect::category);
    row.hs_prefixes = cells.parts("hs_prefixes");
    if (!std::ranges::all_of(row.hs_prefixes, is_hs_prefix)) {
        cells.refuse("hs_prefixes", "malformed", "must be 2, 4 or 6 digits each, joined by |");
    }
    row.legal_ref = cells.text("legal_ref");
    row.validity = cells.validity().value_or(Validity{});
    row.certainty = cells.word("certainty", parse_certainty).value_or(Certainty::unconfirmed);
    cells.text("authority");
    cells.text("source");
    return row;
}

bool both_speak(const CategoryRow& left, const CategoryRow& right) {
    return left.code == right.code && left.country == right.country &&
           left.direction.overlaps(right.direction) && left.validity.overlaps(right.validity);
}

} // namespace

CategoryTable
CategoryTable::read(std::string_view rows, std::string_view keywords, FieldErrors& errors) {
    CategoryTable table;
    read_table("prohibited.csv", rows, kRowColumns, errors, [&](TableRow& cells) {
        CategoryRow row = read_row(cells);
        for (const CategoryRow& earlier : table.rows_) {
            if (earlier.id == row.id) {
                cells.refuse("row_id", "duplicate", "is used by an earlier row");
            } else if (both_speak(earlier, row)) {
                cells.refuse("valid_from", "overlap", fmt::format("overlaps row {}", earlier.id));
            }
        }
        table.rows_.push_back(std::move(row));
    });
    read_table("keywords.csv", keywords, kKeywordColumns, errors, [&](TableRow& cells) {
        Keyword keyword;
        keyword.code = cells.text("code");
        keyword.typed = cells.text("keyword");
        keyword.script = cells.word("language", script_of_language).value_or(KeywordScript::latin);
        keyword.strength = cells.word("strength", words_in<KeywordStrength>(kStrengths))
                               .value_or(KeywordStrength::hint);
        if (!table.knows(keyword.code)) {
            cells.refuse("code", "unknown_value", "is no code of prohibited.csv");
        }
        keyword.folded = keyword.script == KeywordScript::lao
                             ? fold_lao(keyword.typed)
                             : fmt::format(" {} ", fold_vietnamese(keyword.typed));
        table.keywords_.push_back(std::move(keyword));
    });
    return table;
}

bool CategoryTable::knows(std::string_view code) const noexcept {
    return std::ranges::any_of(rows_, [&](const CategoryRow& row) { return row.code == code; });
}

const CategoryRow*
CategoryTable::find(std::string_view code, Country country, Flow flow, Day day) const noexcept {
    for (const CategoryRow& row : rows_) {
        if (row.code == code && row.country == country && row.direction.allows(flow) &&
            row.validity.covers(day)) {
            return &row;
        }
    }
    return nullptr;
}

} // namespace route9::fulfillment::declarations
