// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/csv_text.hpp"
#include "adapters/documents/order_import.hpp"
#include "documents/order_columns.hpp"
#include "documents/sheet_cell.hpp"
#include "documents/zip_text.hpp"

#include <fmt/format.h>

#include <array>
#include <vector>

namespace route9::adapters {
namespace {

// The least a workbook consists of (ECMA-376 part 1, §12.3 and §18): every spreadsheet reads it.
constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view kTypes =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
    R"(<Default Extension="rels" )"
    R"(ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
    R"(<Default Extension="xml" ContentType="application/xml"/>)"
    R"(<Override PartName="/xl/workbook.xml" ContentType=)"
    R"("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>)"
    R"(<Override PartName="/xl/worksheets/sheet1.xml" ContentType=)"
    R"("application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>)"
    R"(<Override PartName="/xl/styles.xml" ContentType=)"
    R"("application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>)";
constexpr std::string_view kRoots =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Type=)"
    R"("http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" )"
    R"(Target="xl/workbook.xml"/></Relationships>)";
constexpr std::string_view kBook =
    R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" )"
    R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">)"
    R"(<sheets><sheet name="orders" sheetId="1" r:id="rId1"/></sheets></workbook>)";
constexpr std::string_view kBookRelations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Type=)"
    R"("http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" )"
    R"(Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type=)"
    R"("http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" )"
    R"(Target="styles.xml"/></Relationships>)";

// What cellXfs of kStyles holds, by its place.
constexpr int kNumber = 0;
constexpr int kText = 1;
constexpr int kTime = 2;
constexpr int kHead = 3;
constexpr std::string_view kStyles =
    R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)"
    R"(<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd\ hh:mm"/></numFmts>)"
    R"(<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>)"
    R"(<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>)"
    R"(<fills count="2"><fill><patternFill patternType="none"/></fill>)"
    R"(<fill><patternFill patternType="gray125"/></fill></fills>)"
    R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)"
    R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>)"
    R"(</cellStyleXfs><cellXfs count="4">)"
    R"(<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>)"
    R"(<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" )"
    R"(applyFont="1"/></cellXfs><cellStyles count="1">)"
    R"(<cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>)";

int style_of(const Column& column) {
    if (column.read == time_cell) {
        return kTime;
    }
    const bool is_number = column.read == amount_cell || column.read == count_cell;
    return is_number ? kNumber : kText;
}

/// A head that stays in sight above columns of their kind.
std::string sheet() {
    std::string columns;
    std::string head;
    int number = 0;
    for (const Column& column : order_columns()) {
        ++number;
        constexpr int kWidth = 18; // characters
        columns += fmt::format(
            R"(<col min="{0}" max="{0}" width="{1}" style="{2}" customWidth="1"/>)",
            number,
            kWidth,
            style_of(column)
        );
        head += fmt::format(
            R"(<c r="{}1" s="{}" t="inlineStr"><is><t>{}</t></is></c>)",
            static_cast<char>('A' + number - 1),
            kHead,
            column.name
        );
    }
    return fmt::format(
        R"(<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)"
        R"(<sheetViews><sheetView workbookViewId="0">)"
        R"(<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>)"
        R"(</sheetViews><cols>{}</cols><sheetData><row r="1">{}</row></sheetData></worksheet>)",
        columns,
        head
    );
}

} // namespace

std::string order_sheet_template() {
    CsvText csv;
    std::vector<std::string> names;
    names.reserve(order_columns().size());
    for (const Column& column : order_columns()) {
        names.emplace_back(column.name);
    }
    csv.row(names);
    return csv.text();
}

std::string order_workbook_template() {
    const auto part = [](const char* name, std::string_view xml) {
        return ZipEntry{.name = name, .text = std::string{kXml}.append(xml)};
    };
    const std::array parts{
        part("[Content_Types].xml", kTypes),
        part("_rels/.rels", kRoots),
        part("xl/workbook.xml", kBook),
        part("xl/_rels/workbook.xml.rels", kBookRelations),
        part("xl/styles.xml", kStyles),
        part("xl/worksheets/sheet1.xml", sheet()),
    };
    return zip_of(parts);
}

} // namespace route9::adapters
