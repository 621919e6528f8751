// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declarations/classification/tariff_table.hpp"

#include "fulfillment/declarations/exact_value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment::declarations {
namespace {

constexpr std::array<std::string_view, 13> kColumns{
    "row_id",
    "country",
    "hs_prefix",
    "mfn",
    "atiga",
    "vnla_list",
    "vat_class",
    "excise",
    "export_duty",
    "valid_from",
    "valid_to",
    "source",
    "certainty",
};

std::optional<Decimal> read_rate(TableRow& cells, std::string_view column) {
    if (cells.cell(column).empty()) {
        return std::nullopt;
    }
    const auto rate = cells.decimal(column);
    if (rate && (rate->is_negative() || *rate > Decimal{rate_percent_max, 0} ||
                 rate->scale() > rate_decimals_max)) {
        cells.refuse(column, "out_of_range", "must be 0 to 1000 percent, at most 6 decimals");
    }
    return rate;
}

bool is_prefix(std::string_view text) {
    return text.size() >= 2 && text.size() <= 8 && text.size() % 2 == 0 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

TariffRow read_row(TableRow& cells) {
    TariffRow row;
    row.id = cells.id("row_id");
    row.country = cells.word("country", parse_country).value_or(Country::vn);
    row.hs_prefix = cells.text("hs_prefix");
    if (!is_prefix(row.hs_prefix)) {
        cells.refuse("hs_prefix", "malformed", "must be 2, 4, 6 or 8 digits");
    }
    row.rates.mfn = read_rate(cells, "mfn");
    if (!row.rates.mfn) {
        cells.refuse("mfn", "required", "must be given");
    }
    row.rates.atiga = read_rate(cells, "atiga");
    row.rates.excise = read_rate(cells, "excise");
    row.rates.export_duty = read_rate(cells, "export_duty");
    row.rates.vn_la_list =
        cells.optional_word("vnla_list", parse_vn_la_list).value_or(VnLaList::general);
    row.rates.vat_class =
        cells.optional_word("vat_class", parse_vat_class).value_or(VatClass::standard);
    row.validity = cells.validity().value_or(Validity{});
    row.certainty = cells.word("certainty", parse_certainty).value_or(Certainty::unconfirmed);
    cells.text("source");
    return row;
}

bool equal_rows(const TariffRow& left, const TariffRow& right) {
    return left.country == right.country && left.hs_prefix == right.hs_prefix &&
           left.validity.overlaps(right.validity);
}

} // namespace

Result<TariffTable> TariffTable::load(std::string_view tariff_csv) {
    TariffTable table;
    FieldErrors errors;
    read_table("tariff.csv", tariff_csv, kColumns, errors, [&](TableRow& cells) {
        TariffRow row = read_row(cells);
        for (const TariffRow& earlier : table.rows_) {
            if (earlier.id == row.id) {
                cells.refuse("row_id", "duplicate", "is used by an earlier row");
            } else if (equal_rows(earlier, row)) {
                cells.refuse("valid_from", "overlap", fmt::format("overlaps row {}", earlier.id));
            }
        }
        table.rows_.push_back(std::move(row));
    });
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    std::ranges::sort(table.rows_, [](const TariffRow& left, const TariffRow& right) {
        return left.hs_prefix.size() > right.hs_prefix.size();
    });
    return table;
}

const TariffRow*
TariffTable::find(Country country, std::string_view hs_code, Day day) const noexcept {
    for (const TariffRow& row : rows_) {
        if (row.country == country && hs_code.starts_with(row.hs_prefix) &&
            row.validity.covers(day)) {
            return &row;
        }
    }
    return nullptr;
}

} // namespace route9::fulfillment::declarations
