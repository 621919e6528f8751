// SPDX-License-Identifier: Apache-2.0
// The texts that the cells of a workbook share, and how any of its texts is written. Source:
// ECMA-376 part 1, §18.4.8 (si), §18.4.6 (rPh: how to say it, no part of the text), §22.9.2.19
// (_xHHHH_). Used by the workbook reader only.
#pragma once

#include "documents/workbook_package.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters::workbook {

/// "a_x000D_b" → "a\rb".
std::string unescaped(std::string_view text);
/// Error: validation_failed.
Result<std::vector<std::string>> read_shared_texts(Package& package, const std::string& part);

} // namespace route9::adapters::workbook
