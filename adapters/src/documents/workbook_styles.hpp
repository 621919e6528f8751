// SPDX-License-Identifier: Apache-2.0
// How a workbook shows its cells, as far as it changes what a number means: dates, and zeros in
// front. Source: ECMA-376 part 1, §18.8.30 (number formats). Used by the workbook reader only.
#pragma once

#include "documents/workbook_package.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters::workbook {

struct CellFormat {
    bool is_date = false;
    std::size_t zeros = 0; // "00000": a number is shown with at least 5 digits
};

CellFormat format_of(std::string_view code);
/// By the number that cells name (`s`). Error: validation_failed.
Result<std::vector<CellFormat>> read_formats(Package& package, const std::string& part);

} // namespace route9::adapters::workbook
