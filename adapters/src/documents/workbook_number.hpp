// SPDX-License-Identifier: Apache-2.0
// What the numbers of a workbook are. They are binary doubles of which people see 15 digits: what
// has more was not typed so and is marked, never rounded. Days are counted from 1900 (with a 29
// February 1900 that never was) or from 1904. Source: ECMA-376 part 1, §18.17.4. Used by the
// workbook reader only.
#pragma once

#include "adapters/documents/sheet_rows.hpp"
#include "documents/workbook_styles.hpp"

#include <string_view>

namespace route9::adapters::workbook {

SheetCell number_cell(std::string_view raw, const CellFormat& format, bool counts_from_1904);

} // namespace route9::adapters::workbook
