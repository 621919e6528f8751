// SPDX-License-Identifier: Apache-2.0
// The rows of a workbook (.xlsx): of its first sheet that is shown, as a spreadsheet numbers them.
// Numbers keep their digits, dates are dates by their format, formulas are what was last
// calculated, a merged cell stands in each of its rows. Pure; any thread. Source: ECMA-376 part 1
// (SpreadsheetML), transitional and strict.
#pragma once

#include "adapters/documents/sheet_rows.hpp"

namespace route9::adapters {

/// Rows that hold anything, none narrower than the first. A sheet called `preferred` is read in
/// place of the first one. Error: validation_failed for what is no
/// workbook, has a password or macros, is broken, or unfolds to more than is read.
Result<std::vector<SheetRow>>
read_workbook_rows(std::string_view file, std::string_view preferred = {});

} // namespace route9::adapters
