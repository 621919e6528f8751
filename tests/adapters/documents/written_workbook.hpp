// SPDX-License-Identifier: Apache-2.0
// A workbook as another program would write it, of XML that each test writes out.
#pragma once

#include "stored_zip.hpp"

#include <string>

namespace route9::adapters {

struct WrittenWorkbook {
    std::string rows;          // of sheetData
    std::string behind{};      // after it: mergeCells
    std::string shared{};      // <si>…
    std::string styles{};      // of styleSheet
    std::string properties{};  // of the workbook, before its sheets
    std::string calculation{}; // behind them
    std::string sheets = R"(<sheet name="Đơn" sheetId="1" r:id="rId1"/>)";
    std::string types{}; // further content types
    std::string prolog = R"(<?xml version="1.0" encoding="UTF-8"?>)";
    ZipParts more{};
};

inline std::string bytes_of(const WrittenWorkbook& book) {
    const std::string main = R"(xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main")";
    const std::string office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string package = "http://schemas.openxmlformats.org/package/2006/";
    const auto relation = [&](const char* id, const char* type, const char* target) {
        return std::string{"<Relationship Id=\""} + id + "\" Type=\"" + office + "/" + type +
               "\" Target=\"" + target + "\"/>";
    };
    const std::string relations = "<Relationships xmlns=\"" + package + "relationships\">";
    ZipParts parts{
        {"[Content_Types].xml",
         "<Types xmlns=\"" + package + "content-types\">" + book.types + "</Types>"},
        {"_rels/.rels",
         relations + relation("a", "officeDocument", "/xl/workbook.xml") + "</Relationships>"},
        {"xl/workbook.xml",
         "<workbook " + main + " xmlns:r=\"" + office + "\">" + book.properties + "<sheets>" +
             book.sheets + "</sheets>" + book.calculation + "</workbook>"},
        {"xl/_rels/workbook.xml.rels",
         relations + relation("rId1", "worksheet", "worksheets/sheet1.xml") +
             relation("rId2", "worksheet", "./worksheets/sheet2.xml") +
             relation("rId3", "sharedStrings", "sharedStrings.xml") +
             relation("rId4", "styles", "styles.xml") + "</Relationships>"},
        {"xl/sharedStrings.xml", "<sst " + main + ">" + book.shared + "</sst>"},
        {"xl/styles.xml", "<styleSheet " + main + ">" + book.styles + "</styleSheet>"},
        {"xl/worksheets/sheet1.xml",
         book.prolog + "<worksheet " + main + "><sheetData>" + book.rows + "</sheetData>" +
             book.behind + "</worksheet>"},
    };
    parts.insert(parts.end(), book.more.begin(), book.more.end());
    return StoredZip::of(parts);
}

} // namespace route9::adapters
