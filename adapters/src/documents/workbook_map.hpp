// SPDX-License-Identifier: Apache-2.0
// Where in a workbook the first sheet that is shown stands, and what it needs to be read. Source:
// ECMA-376 part 1, §12.3 (package structure) and §18.2 (workbook). Used by the workbook reader
// only.
#pragma once

#include "documents/workbook_package.hpp"

#include <string>
#include <string_view>

namespace route9::adapters::workbook {

struct WorkbookMap {
    std::string sheet;        // names of parts
    std::string shared_texts; // empty: it has none
    std::string styles;       // empty: it has none
    bool counts_from_1904 = false;
    bool never_calculated = false; // values of formulas are not to be trusted
};

/// A shown sheet called `preferred` is taken before the first. Error: validation_failed.
Result<WorkbookMap> read_map(Package& package, std::string_view preferred = {});

} // namespace route9::adapters::workbook
