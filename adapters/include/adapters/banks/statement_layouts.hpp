// SPDX-License-Identifier: Apache-2.0
// How banks lay out the sheets that people download, as data (payments/statement_layouts.json) with
// source and certainty: no bank is known to the reader. Plain values, read once.
#pragma once

#include "core/result.hpp"
#include "payments/statement.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters::banks {

/// Words are folded (no marks, lower case) as cells are before they are compared.
struct StatementLayout {
    std::string id{};
    std::string currency{}; // where the sheet names none
    bool debit_is_negative = false;
    bool reference_in_date = false; // date and document number in one cell
    bool fill_dates = false;        // a blank date is that of the row above
    /// Column ("booked", "memo", "debit", …) → header texts of which one must stand in the header.
    std::map<std::string, std::vector<std::string>> columns{};
    std::vector<std::string> account_words{};
    std::vector<std::string> currency_words{};
    std::vector<std::string> opening_words{};
    std::vector<std::string> closing_words{};
    std::vector<std::string> total_words{};
};

class StatementLayouts {
public:
    /// Errors: malformed_json; validation_failed naming every bad row.
    static Result<StatementLayouts> parse(std::string_view json);

    const std::vector<StatementLayout>& rows() const noexcept { return rows_; }

private:
    std::vector<StatementLayout> rows_{};
};

/// A statement saved as CSV (UTF-8, UTF-16, Windows-1258; commas, semicolons or tabs), its format
/// "csv:<layout>". Several accounts may stand below one another. Errors: payload_too_large;
/// unsupported_media_type where no row is the header of a layout; validation_failed naming row and
/// column. Balances that do not follow from the lines are warnings.
Result<payments::StatementFile>
read_statement_sheet(std::string_view file, const StatementLayouts& layouts);

} // namespace route9::adapters::banks
