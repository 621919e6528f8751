// SPDX-License-Identifier: Apache-2.0
// Finds the header row of a bank's sheet and the words of the rows around it. Pure; any thread.
#pragma once

#include "adapters/banks/statement_layouts.hpp"
#include "adapters/documents/sheet_rows.hpp"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters::banks {

struct SheetHeader {
    const StatementLayout* layout = nullptr;
    std::map<std::string, std::size_t> columns{}; // name → index of its cell
};

/// Where every column of the layout stands in that row; nullopt when one does not.
std::optional<SheetHeader> header_of(const SheetRow& row, const StatementLayout& layout);

/// The layout with most columns of the first row that is a header at all.
std::optional<SheetHeader>
find_header(const std::vector<SheetRow>& rows, const StatementLayouts& layouts);

/// What stands behind a label that one of the words names, in its cell after a colon or in the next
/// cell that is not empty: "Số tài khoản: 2151" → "2151". nullopt when the row has no such label.
std::optional<std::string> labelled(const SheetRow& row, const std::vector<std::string>& words);

} // namespace route9::adapters::banks
