// SPDX-License-Identifier: Apache-2.0
// Workbooks as several programs write them: what each kind of cell says, and what is refused.
#include "adapters/documents/order_import.hpp"
#include "adapters/documents/workbook_rows.hpp"
#include "written_workbook.hpp"

#include <gtest/gtest.h>

namespace route9::adapters {
namespace {

std::vector<SheetRow> rows_of(const WrittenWorkbook& book) {
    return read_workbook_rows(bytes_of(book)).value();
}

std::string refusal_of(const std::string& file) {
    const auto rows = read_workbook_rows(file);
    return rows ? std::string{"read"} : rows.error().fields.at(0).code;
}

SheetCell cell_of(const WrittenWorkbook& book) {
    return rows_of(book).at(0).cells.at(0);
}

SheetCell cell_of(const std::string& cell) {
    return cell_of(WrittenWorkbook{.rows = "<row r=\"1\">" + cell + "</row>"});
}

TEST(Workbook, ReadsBothStylesOfText) {
    EXPECT_EQ(cell_of(R"(<c r="A1" t="inlineStr"><is><t>Áo thun</t></is></c>)").text, "Áo thun");
    const SheetCell shared = cell_of(WrittenWorkbook{
        .rows = R"(<row r="1"><c r="A1" t="s"><v>1</v></c></row>)",
        .shared = "<si><t>no</t></si><si><r><t xml:space=\"preserve\">ສະຫວັນ </t></r>"
                  "<r><rPr><b/></rPr><t>ນະເຂດ</t></r><rPh><t>sound</t></rPh></si>",
    });
    EXPECT_EQ(shared.text, "ສະຫວັນ ນະເຂດ");
    EXPECT_EQ(
        cell_of(R"(<c t="str"><f>A2&amp;"x"</f><v>a_x000D_b_x005F_x</v></c>)").text, "a\rb_x"
    );
    EXPECT_EQ(cell_of(R"(<c t="s"><v>7</v></c>)").kind, CellKind::failed) << "no such text";
}

TEST(Workbook, KeepsTheDigitsOfNumbers) {
    const std::pair<const char*, const char*> exact[] = {
        {"905123456", "905123456"},
        {"9.05123456E8", "905123456"},
        {"1.1000000000000001", "1.1"}, // as Excel stores 1.1
        {"0.07", "0.07"},
        {"7.0000000000000007E-2", "0.07"},
        {"999999999999999", "999999999999999"},
        {"-0", "0"},
        {"-12.5", "-12.5"},
        {"150000.00", "150000"},
    };
    for (const auto& [raw, text] : exact) {
        const SheetCell cell = cell_of("<c><v>" + std::string{raw} + "</v></c>");
        EXPECT_EQ(cell.text, text) << raw;
        EXPECT_EQ(cell.kind, CellKind::number) << raw;
    }
    for (const auto* raw :
         {"0.30000000000000004",
          "1000000000000000",
          "820983123456789000",
          "1e400",
          "1E-300",
          "123456789012345678901",
          "0.0000000000001"}) {
        EXPECT_EQ(cell_of("<c><v>" + std::string{raw} + "</v></c>").kind, CellKind::rounded) << raw;
    }
    for (const auto* raw : {"nan", "inf", "12x", " 1"}) {
        EXPECT_EQ(cell_of("<c><v>" + std::string{raw} + "</v></c>").kind, CellKind::failed) << raw;
    }
}

struct DateCase {
    const char* format; // a number, or a code
    const char* serial;
    const char* text;
    CellKind kind = CellKind::date;
    const char* system = "";
};

TEST(Workbook, KnowsDatesByTheirFormat) {
    // 1 January 2000 is day 36526 since 1900 and 35064 since 1904 (ECMA-376 part 1, §18.17.4).
    const DateCase cases[] = {
        {"14", "36526", "2000-01-01"},
        {"22", "36526.413194444445", "2000-01-01 09:55:00"},
        {"22", "36526.999999", "2000-01-02"},
        {"dd/mm/yyyy", "46082", "2026-03-01"},
        {"[$-42A]d \"th\"mmm, yyyy", "46082", "2026-03-01"},
        {"[h]:mm", "46082.5", "2026-03-01 12:00:00"},
        {"14", "61", "1900-03-01"},
        {"14", "60", "60"},
        {"14", "-1", "-1"},
        {"14", "3000000", "3000000"},
        {"14", "35064", "2000-01-01", CellKind::date, "<workbookPr date1904=\"1\"/>"},
        {"0", "46082", "46082", CellKind::number},
        {"4", "46082", "46082", CellKind::number},
        {"[Red]#,##0 \"đồng\"", "46082", "46082", CellKind::number},
        {"_(* #,##0_d", "46082", "46082", CellKind::number},
        {"0.00E+00", "46082", "46082", CellKind::number},
        {"0000000000", "905123456", "0905123456", CellKind::number},
    };
    for (const DateCase& row : cases) {
        std::string code{row.format};
        const bool is_built_in = code.size() < 3;
        for (auto at = code.find('"'); at != code.npos; at = code.find('"', at)) {
            code.replace(at, 1, "&quot;");
        }
        const std::string id = is_built_in ? code : "170";
        const SheetCell cell = cell_of(WrittenWorkbook{
            .rows = R"(<row><c s="1"><v>)" + std::string{row.serial} + "</v></c></row>",
            .styles = "<numFmts><numFmt numFmtId=\"170\" formatCode=\"" + code +
                      "\"/></numFmts><cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
                      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"" +
                      id + "\"/></cellXfs>",
            .properties = row.system,
        });
        EXPECT_EQ(cell.text, row.text) << row.format << " " << row.serial;
        EXPECT_EQ(cell.kind, row.kind) << row.format << " " << row.serial;
    }
    EXPECT_EQ(cell_of(R"(<c t="d"><v>2026-03-01T09:55:00</v></c>)").kind, CellKind::date);
}

TEST(Workbook, TakesOfFormulasWhatWasCalculated) {
    EXPECT_EQ(cell_of("<c><f>A2*2</f><v>300000</v></c>").text, "300000");
    EXPECT_EQ(cell_of(R"(<c><f t="shared" si="0"/><v>7</v></c>)").text, "7");
    EXPECT_EQ(cell_of("<c><f>A2*2</f><v></v></c>").kind, CellKind::formula);
    EXPECT_EQ(cell_of(R"(<c t="e"><f>1/0</f><v>#DIV/0!</v></c>)").kind, CellKind::failed);
    EXPECT_EQ(cell_of(R"(<c t="b"><v>1</v></c>)").text, "TRUE");
    const SheetCell never = cell_of(WrittenWorkbook{
        .rows = "<row><c><f>A2*2</f><v>0</v></c></row>",
        .calculation = R"(<calcPr fullCalcOnLoad="1"/>)",
    });
    EXPECT_EQ(never.kind, CellKind::formula) << "the program that wrote it does not calculate";
}

TEST(Workbook, NumbersRowsAndColumnsAsTheSpreadsheetDoes) {
    const auto rows = rows_of(
        {.rows = R"(<row r="1"/><row r="3"><c r="B3"><v>1</v></c><c r="D3"><v>2</v></c></row>)"
                 R"(<row r="4"><c r="A4" s="2"/></row><row r="9" hidden="1"><c r="C9"><v>3</v></c>)"
                 R"(</row><row><c><v>4</v></c><c r="ZZZ10"/></row>)"}
    );
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[0].number, 3U);
    ASSERT_EQ(rows[0].cells.size(), 4U);
    EXPECT_EQ(rows[0].cells[1].text, "1");
    EXPECT_EQ(rows[0].cells[3].text, "2");
    EXPECT_EQ(rows[1].number, 9U);
    EXPECT_TRUE(rows[1].hidden);
    EXPECT_EQ(rows[1].cells.size(), 4U) << "as wide as the first";
    EXPECT_EQ(rows[2].number, 10U);
    EXPECT_EQ(rows[2].cells[0].text, "4");
}

TEST(Workbook, RepeatsWhatIsMergedOverRows) {
    const auto rows = rows_of(
        {.rows =
             R"(<row r="1"><c r="A1"><v>7</v></c><c r="B1"><v>1</v></c></row>)"
             R"(<row r="2"><c r="B2"><v>2</v></c></row><row r="3"><c r="B3"><v>3</v></c></row>)",
         .behind = R"(<mergeCells><mergeCell ref="A1:A2"/><mergeCell ref="B3:D3"/></mergeCells>)"}
    );
    ASSERT_EQ(rows.size(), 3U);
    EXPECT_EQ(rows[1].cells[0].text, "7");
    EXPECT_TRUE(rows[1].cells[0].of_merge);
    EXPECT_FALSE(rows[0].cells[0].of_merge);
    EXPECT_EQ(rows[2].cells[0].text, "");
}

TEST(Workbook, IsReadFromTheFirstSheetThatIsShown) {
    const std::string second =
        R"(<worksheet xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main">)"
        "<sheetData><row><c><v>2</v></c></row></sheetData></worksheet>";
    WrittenWorkbook book{
        .rows = "<row><c><v>1</v></c></row>",
        .sheets = R"(<sheet name="a" state="hidden" r:id="rId1"/><sheet name="b" r:id="rId2"/>)",
        .more = {{"xl/worksheets/sheet2.xml", second}},
    };
    EXPECT_EQ(cell_of(book).text, "2");
    book.sheets = R"(<sheet name="a" state="veryHidden" r:id="rId1"/><sheet r:id="rId9"/>)";
    EXPECT_EQ(refusal_of(bytes_of(book)), "empty");
}

TEST(Workbook, RefusesWhatIsNone) {
    const std::string compound = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    std::string encrypted = compound + std::string(600, '\0');
    for (const char character : std::string{"EncryptedPackage"}) {
        encrypted += character;
        encrypted += '\0';
    }
    EXPECT_EQ(refusal_of(""), "empty");
    EXPECT_EQ(refusal_of("external_id,placed_at\r\n"), "malformed");
    EXPECT_EQ(refusal_of("PK\x03\x04 and no more"), "malformed");
    EXPECT_EQ(refusal_of(compound), "unsupported");
    EXPECT_EQ(refusal_of(encrypted), "encrypted");
    EXPECT_EQ(refusal_of(StoredZip::of({{"content.xml", "<a/>"}})), "unsupported");
    EXPECT_EQ(refusal_of(StoredZip::of({{"a.txt", "a"}})), "malformed");
    const WrittenWorkbook good{.rows = "<row><c><v>1</v></c></row>"};
    WrittenWorkbook macros{good};
    macros.types = R"(<Override PartName="/xl/workbook.xml" )"
                   R"(ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>)";
    EXPECT_EQ(refusal_of(bytes_of(macros)), "macros");
    WrittenWorkbook program{good};
    program.more = {{"xl/vbaProject.bin", "x"}};
    EXPECT_EQ(refusal_of(bytes_of(program)), "macros");
    const std::string whole = bytes_of(good);
    EXPECT_EQ(refusal_of(whole), "read");
    std::string damaged = whole;
    damaged.replace(damaged.find("<v>1"), 4, "<v>2");
    EXPECT_EQ(refusal_of(damaged), "malformed") << "its check sum is another's";
    EXPECT_EQ(refusal_of(bytes_of({.rows = "<row><c></row>"})), "malformed");
    EXPECT_EQ(refusal_of(bytes_of({.rows = R"(<row r="2"/><row r="2"/>)"})), "malformed");
}

TEST(Workbook, ThatCannotBeDecodedLeavesNothingInTheLog) {
    testing::internal::CaptureStderr();
    for (const char* encoding : {"UTF-16", "ISO-2022-JP", "UCS-4", "none"}) {
        const WrittenWorkbook strange{
            .rows = "<row><c t=\"str\"><v>\xff\xfe secret</v></c></row>",
            .prolog = std::string{"<?xml version=\"1.0\" encoding=\""} + encoding + "\"?>",
        };
        EXPECT_EQ(refusal_of(bytes_of(strange)), "malformed") << encoding;
    }
    EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
}

TEST(Workbook, FetchesAndUnfoldsNothing) {
    const WrittenWorkbook outside{
        .rows = "<row><c t=\"str\"><v>&e;</v></c></row>",
        .prolog = R"(<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]>)",
    };
    EXPECT_EQ(refusal_of(bytes_of(outside)), "unsupported");
    EXPECT_EQ(
        refusal_of(bytes_of({.rows = R"(<row><c r="IW1"><v>1</v></c></row>)"})), "out_of_range"
    );
    EXPECT_EQ(refusal_of(bytes_of({.rows = R"(<row r="1048577"/>)"})), "out_of_range");
    const std::string text(120'000, 'a');
    std::string cells;
    for (int i = 0; i < 600; ++i) { // 72 MB out of 120 kB
        cells += "<row><c t=\"s\"><v>0</v></c></row>";
    }
    const WrittenWorkbook repeated{.rows = cells, .shared = "<si><t>" + text + "</t></si>"};
    EXPECT_EQ(refusal_of(bytes_of(repeated)), "out_of_range");
    const WrittenWorkbook merged{
        .rows = R"(<row><c t="s"><v>0</v></c><c><v>1</v></c></row>)" +
                [] {
                    std::string rows;
                    for (int i = 0; i < 600; ++i) {
                        rows += "<row><c r=\"B1\"><v>1</v></c></row>";
                    }
                    return rows;
                }(),
        .behind = R"(<mergeCells><mergeCell ref="A1:A601"/></mergeCells>)",
        .shared = "<si><t>" + text + "</t></si>",
    };
    EXPECT_EQ(refusal_of(bytes_of(merged)), "out_of_range");
}

TEST(Workbook, TemplateIsReadAsAnEmptySheet) {
    const std::string file = order_workbook_template();
    EXPECT_EQ(file, order_workbook_template()) << "the same bytes at any time";
    const auto rows = read_workbook_rows(file).value();
    ASSERT_EQ(rows.size(), 1U);
    EXPECT_EQ(rows[0].cells.at(0).text, "external_id");
    EXPECT_EQ(rows[0].cells.at(14).text, "cod_amount");
    EXPECT_EQ(rows[0].cells.size(), 25U);
    EXPECT_TRUE(read_order_workbook(file, "csv").value().empty());
}

} // namespace
} // namespace route9::adapters
