// SPDX-License-Identifier: Apache-2.0
#include "documents/workbook_text.hpp"

#include "documents/zip_text.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>

namespace route9::adapters {
namespace {

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kRelated =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kPart = "application/vnd.openxmlformats-officedocument.spreadsheetml";

// cellXfs stand in the order of CellStyle.
constexpr std::string_view kStyles =
    R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)"
    R"(<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/>)"
    R"(<numFmt numFmtId="165" formatCode="0.000"/></numFmts>)"
    R"(<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>)"
    R"(<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>)"
    R"(<fills count="2"><fill><patternFill patternType="none"/></fill>)"
    R"(<fill><patternFill patternType="gray125"/></fill></fills>)"
    R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)"
    R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>)"
    R"(</cellStyleXfs><cellXfs count="7">)"
    R"(<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>)"
    R"(<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" )"
    R"(applyFont="1"/>)"
    R"(<xf numFmtId="3" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="4" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(</cellXfs><cellStyles count="1">)"
    R"(<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)";

/// "A", "B", … "Z", "AA".
std::string letters(std::size_t column) {
    std::string name;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
        name.insert(name.begin(), static_cast<char>('A' + (rest - 1) % 26));
    }
    return name;
}

bool is_text(CellStyle style) {
    return style == CellStyle::text || style == CellStyle::head;
}

/// "_x000D_" and the like, which a reader would take for what it stands for (§22.9.2.19).
bool looks_escaped(std::string_view text) {
    constexpr std::string_view digits = "0123456789abcdefABCDEF";
    return text.size() >= 7 && text.starts_with("_x") && text[6] == '_' &&
           text.substr(2, 4).find_first_not_of(digits) == std::string_view::npos;
}

/// What XML cannot hold is left out.
void append_escaped(std::string& out, std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char character = text[at];
        const auto rest = text.substr(at);
        if (character == '&') {
            out += "&amp;";
        } else if (character == '<') {
            out += "&lt;";
        } else if (character == '>') {
            out += "&gt;";
        } else if (looks_escaped(rest)) {
            out += "_x005F_";
        } else if (rest.starts_with("\xef\xbf\xbe") || rest.starts_with("\xef\xbf\xbf")) {
            at += 2;
        } else if (static_cast<unsigned char>(character) >= ' ' || character == '\t' ||
                   character == '\n') {
            out += character;
        }
    }
}

void append_cell(std::string& out, const WorkbookCell& cell, std::size_t column, std::size_t row) {
    if (cell.text.empty()) {
        return;
    }
    const auto end = std::back_inserter(out);
    const auto style = static_cast<int>(cell.style);
    if (!is_text(cell.style)) {
        fmt::format_to(
            end, R"(<c r="{}{}" s="{}"><v>{}</v></c>)", letters(column), row, style, cell.text
        );
        return;
    }
    fmt::format_to(
        end,
        R"(<c r="{}{}" s="{}" t="inlineStr"><is><t xml:space="preserve">)",
        letters(column),
        row,
        style
    );
    append_escaped(out, cell.text);
    out += "</t></is></c>";
}

std::string choices_of(const WorkbookSheet& sheet) {
    if (sheet.choices.empty()) {
        return {};
    }
    return fmt::format(
        R"(<dataValidations count="1"><dataValidation type="list" allowBlank="1" )"
        R"(showErrorMessage="1" sqref="B2:B10001"><formula1>"{}"</formula1></dataValidation>)"
        R"(</dataValidations>)",
        fmt::join(sheet.choices, ",")
    );
}

std::string sheet_xml(const WorkbookSheet& sheet) {
    std::string out = fmt::format(
        R"(<worksheet xmlns="{}"><sheetViews><sheetView workbookViewId="0">)"
        R"(<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>)"
        R"(</sheetViews><cols>)",
        kMain
    );
    const auto end = std::back_inserter(out);
    for (std::size_t at = 0; at < sheet.columns.size(); ++at) {
        fmt::format_to(
            end,
            R"(<col min="{0}" max="{0}" width="{1}" style="{2}" customWidth="1"/>)",
            at + 1,
            sheet.columns[at].width,
            static_cast<int>(sheet.columns[at].style)
        );
    }
    out += "</cols><sheetData>";
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
        fmt::format_to(end, R"(<row r="{}">)", row + 1);
        for (std::size_t at = 0; at < sheet.rows[row].size(); ++at) {
            append_cell(out, sheet.rows[row][at], at, row + 1);
        }
        out += "</row>";
    }
    return out + "</sheetData>" + choices_of(sheet) + "</worksheet>";
}

std::string relation(std::size_t id, std::string_view kind, std::string_view target) {
    return fmt::format(
        R"(<Relationship Id="rId{}" Type="{}/{}" Target="{}"/>)", id, kRelated, kind, target
    );
}

std::string type_of(std::string_view part, std::string_view type) {
    return fmt::format(
        R"(<Override PartName="/xl/{}" ContentType="{}.{}+xml"/>)", part, kPart, type
    );
}

} // namespace

std::string workbook_of(std::span<const WorkbookSheet> sheets) {
    std::string types =
        R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
        R"(<Default Extension="rels" )"
        R"(ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
        R"(<Default Extension="xml" ContentType="application/xml"/>)" +
        type_of("workbook.xml", "sheet.main") + type_of("styles.xml", "styles");
    std::string book =
        fmt::format(R"(<workbook xmlns="{}" xmlns:r="{}"><sheets>)", kMain, kRelated);
    std::string relations{kRelations};
    std::vector<ZipEntry> parts;
    for (std::size_t number = 1; number <= sheets.size(); ++number) {
        const auto path = fmt::format("worksheets/sheet{}.xml", number);
        types += type_of(path, "worksheet");
        book += fmt::format(
            R"(<sheet name="{}" sheetId="{}" r:id="rId{}"/>)",
            sheets[number - 1].name,
            number,
            number
        );
        relations += relation(number, "worksheet", path);
        parts.push_back({"xl/" + path, std::string{kXml} + sheet_xml(sheets[number - 1])});
    }
    relations += relation(sheets.size() + 1, "styles", "styles.xml") + "</Relationships>";
    const auto roots = std::string{kRelations} + relation(1, "officeDocument", "xl/workbook.xml") +
                       "</Relationships>";
    const auto part = [](const char* name, std::string_view xml) {
        return ZipEntry{.name = name, .text = std::string{kXml}.append(xml)};
    };
    parts.insert(
        parts.begin(),
        {part("[Content_Types].xml", types + "</Types>"),
         part("_rels/.rels", roots),
         part("xl/workbook.xml", book + "</sheets></workbook>"),
         part("xl/_rels/workbook.xml.rels", relations),
         part("xl/styles.xml", kStyles)}
    );
    return zip_of(parts);
}

} // namespace route9::adapters
