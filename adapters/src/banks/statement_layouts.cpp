// SPDX-License-Identifier: Apache-2.0
#include "adapters/banks/statement_layouts.hpp"

#include "core/currency.hpp"
#include "core/json.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::adapters::banks {
namespace {

constexpr std::size_t kLayoutsMax = 100;
constexpr std::size_t kWordsMax = 20;
constexpr std::size_t kTextMax = 300;
constexpr std::array<std::string_view, 13> kColumns{
    "booked",
    "time",
    "value_date",
    "bank_ref",
    "memo",
    "debit",
    "credit",
    "balance",
    "currency",
    "counterparty_name",
    "counterparty_account",
    "fee",
    "vat",
};
constexpr std::array<std::string_view, 4> kNeeded{"booked", "memo", "debit", "credit"};
constexpr std::array<std::string_view, 4> kCertainties{"high", "medium", "low", "none"};

std::vector<std::string>
read_words(const Json& list, const std::string& pointer, FieldErrors& errors) {
    std::vector<std::string> words;
    const bool fits = list.is_array() && !list.empty() && list.size() <= kWordsMax;
    for (std::size_t i = 0; fits && i < list.size(); ++i) {
        auto folded = list[i].is_string() ? fold_name(list[i].get<std::string>()) : std::string{};
        if (!folded.empty()) {
            words.push_back(std::move(folded));
        }
    }
    if (words.empty() || words.size() != list.size()) {
        errors.push_back({pointer, "malformed", "write 1 to 20 texts that hold letters"});
    }
    return words;
}

void read_columns(
    const Json& columns, ObjectReader& in, FieldErrors& errors, StatementLayout& row
) {
    for (const auto& [name, words] : columns.items()) {
        const std::string pointer = pointer_step(in.pointer("columns"), name);
        if (std::ranges::find(kColumns, name) == kColumns.end()) {
            errors.push_back({pointer, "unknown_member", "no such column is read"});
            continue;
        }
        row.columns.emplace(name, read_words(words, pointer, errors));
    }
    for (const std::string_view needed : kNeeded) {
        if (!row.columns.contains(std::string{needed})) {
            errors.push_back(
                {pointer_step(in.pointer("columns"), needed), "required", "name its header texts"}
            );
        }
    }
}

StatementLayout
read_layout(const Json& json, std::size_t index, const Json& sources, FieldErrors& errors) {
    ObjectReader in{json, pointer_step("/layouts", index), errors};
    StatementLayout row{
        .id = in.text("id", Need::required, kTextMax).value_or(""),
        .currency = in.text("default_currency", Need::required, 3).value_or(""),
        .debit_is_negative = in.flag("debit_is_negative", Need::optional).value_or(false),
        .reference_in_date = in.flag("reference_in_date", Need::optional).value_or(false),
        .fill_dates = in.flag("fill_dates", Need::optional).value_or(false),
    };
    in.text("bank", Need::required, kTextMax);
    if (!row.currency.empty() && !parse_currency(row.currency)) {
        in.refuse("default_currency", "unknown_value", "use VND, LAK, THB, USD or CNY");
    }
    const auto source = in.text("source", Need::required, kTextMax);
    if (source && !sources.contains(*source)) {
        in.refuse("source", "unknown_value", "describe the source under /sources");
    }
    const auto certainty = in.text("certainty", Need::required, kTextMax);
    if (certainty && std::ranges::find(kCertainties, *certainty) == kCertainties.end()) {
        in.refuse("certainty", "unknown_value", "write high, medium, low or none");
    }
    if (const Json* columns = in.object("columns", Need::required)) {
        read_columns(*columns, in, errors, row);
    }
    const auto words = [&](std::string_view name, std::vector<std::string>& into) {
        if (const Json* list = in.array(name, Need::optional, kWordsMax)) {
            into = read_words(*list, in.pointer(name), errors);
        }
    };
    words("account_words", row.account_words);
    words("currency_words", row.currency_words);
    words("opening_words", row.opening_words);
    words("closing_words", row.closing_words);
    words("total_words", row.total_words);
    in.finish();
    return row;
}

} // namespace

Result<StatementLayouts> StatementLayouts::parse(std::string_view json) {
    const auto document = parse_json(json);
    if (!document) {
        return Failure{document.error()};
    }
    if (!document->is_object()) {
        return fail_field("", "wrong_type", "write one JSON object");
    }
    FieldErrors errors;
    ObjectReader in{*document, "", errors};
    in.text("about", Need::optional, kTextMax);
    const Json* sources = in.object("sources", Need::required);
    const Json* rows = in.array("layouts", Need::required, kLayoutsMax);
    in.finish();
    StatementLayouts layouts;
    for (std::size_t i = 0; sources != nullptr && rows != nullptr && i < rows->size(); ++i) {
        if (!(*rows)[i].is_object()) {
            errors.push_back({pointer_step("/layouts", i), "wrong_type", "write an object"});
            continue;
        }
        auto row = read_layout((*rows)[i], i, *sources, errors);
        if (std::ranges::find(layouts.rows_, row.id, &StatementLayout::id) != layouts.rows_.end()) {
            errors.push_back({pointer_step("/layouts", i), "duplicate", "give each id once"});
        }
        layouts.rows_.push_back(std::move(row));
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return layouts;
}

} // namespace route9::adapters::banks
