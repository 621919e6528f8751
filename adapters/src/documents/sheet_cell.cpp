// SPDX-License-Identifier: Apache-2.0
#include "documents/sheet_cell.hpp"

#include "core/time.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace route9::adapters {
namespace {

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

bool are_digits(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

/// Also without the blanks that do not break, of which a sheet has many.
std::string_view without_blanks(std::string_view cell) {
    constexpr std::string_view kBlanks = " \t\r\n";
    constexpr std::string_view kUnbreakable = "\xc2\xa0";
    while (!cell.empty()) {
        if (kBlanks.contains(cell.front())) {
            cell.remove_prefix(1);
        } else if (cell.starts_with(kUnbreakable)) {
            cell.remove_prefix(kUnbreakable.size());
        } else if (kBlanks.contains(cell.back())) {
            cell.remove_suffix(1);
        } else if (cell.ends_with(kUnbreakable)) {
            cell.remove_suffix(kUnbreakable.size());
        } else {
            break;
        }
    }
    return cell;
}

/// 8.4905E+11: the digits behind are gone.
bool is_rounded(std::string_view text) {
    const auto exponent = text.find_first_of("eE");
    return exponent != text.npos && exponent > 0 && is_digit(text[exponent - 1]) &&
           text.find_first_not_of("0123456789.,+-eE") == text.npos;
}

Failure rounded(std::string_view text) {
    return fail_field(
        "", "rounded", fmt::format("was rounded to {}: format the column as text", text)
    );
}

/// "1/3/2026 9:55" and "01/03/2026" → RFC 3339 in corridor time; empty when it is no such date.
std::string day_first(const std::string& text) {
    std::array<int, 6> part{};
    int used = 0;
    int read = std::sscanf( // NOLINT(cert-err34-c): what does not fit is refused by parse_rfc3339
        text.c_str(),
        "%2d/%2d/%4d%n",
        part.data(),
        &part[1],
        &part[2],
        &used
    );
    if (read != 3) {
        return {};
    }
    const std::string rest = text.substr(static_cast<std::size_t>(used));
    if (!rest.empty()) {
        int more = 0;
        read = std::sscanf( // NOLINT(cert-err34-c): as above
            rest.c_str(),
            " %2d:%2d%n:%2d%n",
            &part[3],
            &part[4],
            &used,
            &part[5],
            &more
        );
        if (read < 2 || static_cast<std::size_t>(std::max(used, more)) != rest.size()) {
            return {};
        }
    }
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}+07:00",
        part[2],
        part[1],
        part[0],
        part[3],
        part[4],
        part[5]
    );
}

/// "2026-03-01 09:55" with what is missing.
std::string year_first(std::string text) {
    constexpr std::size_t kDay = 10;
    constexpr std::size_t kMinute = 16;
    constexpr std::size_t kSecond = 19;
    if (text.size() == kDay) {
        text += "T00:00";
    }
    if (text.size() > kDay && text[kDay] == ' ') {
        text[kDay] = 'T';
    }
    if (text.size() == kMinute) {
        text += ":00";
    }
    return text.size() == kSecond ? text + "+07:00" : text;
}

Failure formula() {
    return fail_field("", "formula", "begins like a formula: give the value itself");
}

/// Every language of a spreadsheet stores and exports them in English.
bool is_formula_error(std::string_view text) {
    constexpr std::array<std::string_view, 9> kErrors{
        "#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"
    };
    return std::ranges::find(kErrors, text) != kErrors.end();
}

Failure failed(std::string_view text) {
    return fail_field(
        "",
        "formula_error",
        fmt::format(
            "holds the error {} of a formula: give the value itself",
            is_formula_error(text) ? text : "#VALUE!"
        )
    );
}

Result<std::string> plain_text(std::string_view cell) {
    cell = without_blanks(cell);
    if (cell.size() > 3 && cell.starts_with("=\"") && cell.ends_with('"')) {
        return std::string{cell.substr(2, cell.size() - 3)};
    }
    if (cell.starts_with('\'')) {
        return std::string{cell.substr(1)};
    }
    if (cell.starts_with('=') || cell.starts_with('@')) {
        return formula();
    }
    if (is_formula_error(cell)) {
        return failed(cell);
    }
    std::string text{cell};
    const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
    std::ranges::replace_if(text, is_control, ' '); // a cell may have several lines
    return text;
}

} // namespace

Result<std::string> plain_cell(const SheetCell& cell) {
    switch (cell.kind) {
    case CellKind::text:
        return plain_text(cell.text);
    case CellKind::number:
    case CellKind::date:
        return cell.text;
    case CellKind::rounded:
        return fail_field(
            "",
            "rounded",
            fmt::format(
                "holds {}, of which a spreadsheet shows 15 digits: format the column as text and "
                "enter it again",
                cell.text
            )
        );
    case CellKind::failed:
        return failed(cell.text);
    case CellKind::formula:
        return formula();
    }
    return formula();
}

Result<std::string> amount_cell(std::string_view cell) {
    if (is_rounded(cell)) {
        return rounded(cell);
    }
    const auto mark = cell.find_first_of(".,");
    if (mark == cell.npos) {
        return std::string{cell};
    }
    const std::string_view behind = cell.substr(mark + 1);
    constexpr std::size_t kDecimalsMax = 2;
    if (!are_digits(behind) || behind.size() > kDecimalsMax) {
        return fail_field(
            "",
            "ambiguous",
            "write the amount without separators of thousands, like 150000, and with two decimals "
            "at most"
        );
    }
    return fmt::format("{}.{}", cell.substr(0, mark), behind);
}

Result<std::string> count_cell(std::string_view cell) {
    const auto mark = cell.find_first_of(".,");
    const std::string_view behind = mark == cell.npos ? "" : cell.substr(mark + 1);
    const bool whole = are_digits(cell.substr(0, mark)) &&
                       behind.find_first_not_of('0') == behind.npos && behind.size() <= 2;
    if (!whole) {
        return fail_field("", "not_whole", "must be a whole number above zero");
    }
    constexpr std::size_t kDigitsMax = 9;
    if (cell.substr(0, mark).size() > kDigitsMax) {
        return fail_field("", "out_of_range", "is too large");
    }
    return std::string{cell.substr(0, mark)};
}

Result<std::string> time_cell(std::string_view cell) {
    const std::string text{cell};
    std::string time = text.contains('/') ? day_first(text) : year_first(text);
    if (time.empty() || !parse_rfc3339(time)) {
        return fail_field(
            "", "malformed", "must be a time like 2026-03-10 08:00 or 10/03/2026 08:00"
        );
    }
    return time;
}

Result<std::string> promise_cell(std::string_view cell) {
    constexpr std::size_t kDay = 10;
    auto at = time_cell(cell);
    return at && !cell.contains(':') ? Result<std::string>{at->substr(0, kDay)} : at;
}

Result<std::string> id_cell(std::string_view cell) {
    if (is_rounded(cell) && cell.contains("E+")) {
        return rounded(cell);
    }
    return std::string{cell};
}

Result<std::string> phone_cell(std::string_view cell) {
    if (is_rounded(cell)) {
        return rounded(cell);
    }
    return std::string{cell};
}

} // namespace route9::adapters
