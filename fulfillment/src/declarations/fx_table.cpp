// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/fx_table.hpp"

#include "core/currency.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

constexpr std::array<std::string_view, 8> kColumns{
    "row_id",
    "country",
    "currency",
    "rate",
    "valid_from",
    "valid_to",
    "source",
    "certainty",
};

FxRow read_row(TableRow& cells) {
    FxRow row;
    row.id = cells.id("row_id");
    row.country = cells.word("country", parse_country).value_or(Country::vn);
    row.currency = cells.text("currency");
    if (!is_currency_code(row.currency) || row.currency == code(currency_of(row.country))) {
        cells.refuse("currency", "malformed", "must be the code of a foreign currency");
    }
    const auto rate = cells.decimal("rate");
    if (rate && *rate <= Decimal{}) {
        cells.refuse("rate", "out_of_range", "must be above zero");
    }
    row.rate = rate.value_or(Decimal{});
    row.validity = cells.validity().value_or(Validity{});
    row.certainty = cells.word("certainty", parse_certainty).value_or(Certainty::unconfirmed);
    cells.text("source");
    return row;
}

} // namespace

bool is_currency_code(std::string_view text) noexcept {
    return text.size() == 3 &&
           std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

Result<FxTable> FxTable::load(std::string_view customs_rates_csv) {
    FxTable table;
    FieldErrors errors;
    read_table("customs_rates.csv", customs_rates_csv, kColumns, errors, [&](TableRow& cells) {
        FxRow row = read_row(cells);
        for (const FxRow& earlier : table.rows_) {
            if (earlier.id == row.id) {
                cells.refuse("row_id", "duplicate", "is used by an earlier row");
            } else if (earlier.country == row.country && earlier.currency == row.currency &&
                       earlier.validity.overlaps(row.validity)) {
                cells.refuse("valid_from", "overlap", fmt::format("overlaps row {}", earlier.id));
            }
        }
        table.rows_.push_back(std::move(row));
    });
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return table;
}

const FxRow* FxTable::find(Country country, std::string_view currency, Day day) const noexcept {
    for (const FxRow& row : rows_) {
        if (row.country == country && row.currency == currency && row.validity.covers(day)) {
            return &row;
        }
    }
    return nullptr;
}

} // namespace route9::fulfillment::declarations
