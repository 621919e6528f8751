// SPDX-License-Identifier: Apache-2.0
#include "documents/workbook_styles.hpp"

#include "documents/workbook_limits.hpp"
#include "documents/workbook_xml.hpp"

#include <charconv>
#include <map>
#include <optional>
#include <utility>

namespace route9::adapters::workbook {
namespace {

/// Formats without a code of their own. 27 to 36, 50 to 58 and 71 to 81 are dates of East Asian
/// and Thai installations.
bool is_built_in_date(int id) {
    return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
           (id >= 50 && id <= 58) || (id >= 71 && id <= 81);
}

std::optional<int> number_of(const std::string& text) {
    int number = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    return read.ec == std::errc{} ? std::optional{number} : std::nullopt;
}

/// What stands in brackets: [h], [mm] and [ss] are elapsed time, [Red] and [$-42A] are not.
bool is_elapsed(std::string_view bracket) {
    return !bracket.empty() && bracket.find_first_not_of("hHmMsS") == bracket.npos;
}

} // namespace

CellFormat format_of(std::string_view code) {
    code = code.substr(0, code.find(';')); // of what is not negative
    CellFormat format;
    if (!code.empty() && code.find_first_not_of('0') == code.npos) {
        format.zeros = code.size();
        return format;
    }
    if (code == "General" || code == "@") {
        return format;
    }
    for (std::size_t i = 0; i < code.size(); ++i) {
        if (code[i] == '"') {
            i = std::min(code.find('"', i + 1), code.size());
        } else if (code[i] == '\\' || code[i] == '_' || code[i] == '*') {
            ++i;
        } else if (code[i] == '[') {
            const auto close = std::min(code.find(']', i), code.size());
            format.is_date = format.is_date || is_elapsed(code.substr(i + 1, close - i - 1));
            i = close;
        } else if (std::string_view{"yYmMdDhHsS"}.contains(code[i])) {
            format.is_date = true;
        }
    }
    return format;
}

Result<std::vector<CellFormat>> read_formats(Package& package, const std::string& part) {
    std::vector<CellFormat> formats;
    if (part.empty()) {
        return formats;
    }
    auto xml = XmlPart::open(package, part);
    if (!xml) {
        return Failure{std::move(xml).error()};
    }
    std::map<int, CellFormat> named;
    bool of_cells = false; // cellStyleXfs has entries of the same name
    while (xml->next()) {
        if (xml->starts("numFmt")) {
            if (const auto id = number_of(xml->attribute("numFmtId"))) {
                named[*id] = format_of(xml->attribute("formatCode"));
            }
        } else if (xml->starts("cellXfs")) {
            of_cells = !xml->is_empty();
        } else if (xml->ends("cellXfs")) {
            of_cells = false;
        } else if (of_cells && xml->starts("xf")) {
            const int id = number_of(xml->attribute("numFmtId")).value_or(0);
            const auto found = named.find(id);
            formats.push_back(
                found != named.end() ? found->second : CellFormat{.is_date = is_built_in_date(id)}
            );
        }
        if (formats.size() > formats_max || named.size() > formats_max) {
            return fail_field("", "out_of_range", "has too many formats of cells");
        }
    }
    auto end = xml->end();
    return end ? Result<std::vector<CellFormat>>{std::move(formats)} : Failure{end.error()};
}

} // namespace route9::adapters::workbook
