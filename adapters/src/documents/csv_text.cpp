// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/csv_text.hpp"

namespace route9::adapters {
namespace {

void append_cell(std::string& out, std::string_view cell) {
    constexpr std::string_view formula_starts = "=+-@\t\r\n";
    const bool formula = !cell.empty() && formula_starts.contains(cell.front());
    const bool quoted = cell.find_first_of(",\"\r\n") != cell.npos;
    out.append(quoted ? "\"" : "").append(formula ? "'" : "");
    for (const char character : cell) {
        out.append(character == '"' ? 2 : 1, character);
    }
    out.append(quoted ? "\"" : "");
}

} // namespace

CsvText::CsvText() : text_("\xef\xbb\xbf") {}

void CsvText::row(std::span<const std::string> cells) {
    bool first = true;
    for (const auto& cell : cells) {
        text_.append(first ? "" : ",");
        append_cell(text_, cell);
        first = false;
    }
    text_.append("\r\n");
}

void CsvText::row(std::initializer_list<std::string> cells) {
    row(std::span{cells.begin(), cells.size()});
}

} // namespace route9::adapters
