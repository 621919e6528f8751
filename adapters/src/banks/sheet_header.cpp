// SPDX-License-Identifier: Apache-2.0
#include "sheet_header.hpp"

#include "core/text.hpp"
#include "sheet_values.hpp"

#include <algorithm>
#include <utility>

namespace route9::adapters::banks {
namespace {

/// The cell as a whole and its parts between slashes ("Nợ / Debit"), folded.
std::vector<std::string> names_in(std::string_view cell) {
    std::vector<std::string> names{fold_name(cell)};
    while (!cell.empty()) {
        const auto end = std::min(cell.find('/'), cell.size());
        names.push_back(fold_name(cell.substr(0, end)));
        cell.remove_prefix(std::min(end + 1, cell.size()));
    }
    return names;
}

bool names_one(std::string_view cell, const std::vector<std::string>& words) {
    const auto names = names_in(cell);
    return std::ranges::any_of(words, [&](const std::string& word) {
        return std::ranges::find(names, word) != names.end();
    });
}

/// The first word that stands anywhere decides: "No" of a later word is in "STT/No." too.
std::optional<std::size_t> column_of(const SheetRow& row, const std::vector<std::string>& words) {
    for (const std::string& word : words) {
        for (std::size_t at = 0; at < row.cells.size(); ++at) {
            if (names_one(row.cells[at].text, {word})) {
                return at;
            }
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<SheetHeader> header_of(const SheetRow& row, const StatementLayout& layout) {
    SheetHeader header{.layout = &layout};
    for (const auto& [name, words] : layout.columns) {
        const auto at = column_of(row, words);
        if (!at) {
            return std::nullopt;
        }
        header.columns[name] = *at;
    }
    return header;
}

std::optional<SheetHeader>
find_header(const std::vector<SheetRow>& rows, const StatementLayouts& layouts) {
    for (const SheetRow& row : rows) {
        std::optional<SheetHeader> best;
        for (const StatementLayout& layout : layouts.rows()) {
            auto header = header_of(row, layout);
            if (header && (!best || header->columns.size() > best->columns.size())) {
                best = std::move(header);
            }
        }
        if (best) {
            return best;
        }
    }
    return std::nullopt;
}

std::optional<std::string> labelled(const SheetRow& row, const std::vector<std::string>& words) {
    const auto label = std::ranges::find_if(row.cells, [](const SheetCell& cell) {
        return !trimmed_cell(cell.text).empty();
    });
    if (label == row.cells.end()) {
        return std::nullopt;
    }
    const auto colon = label->text.find(':');
    if (!names_one(std::string_view{label->text}.substr(0, colon), words)) {
        return std::nullopt;
    }
    std::string value =
        colon == std::string::npos ? std::string{} : trimmed_cell(label->text.substr(colon + 1));
    for (auto cell = label + 1; value.empty() && cell != row.cells.end(); ++cell) {
        value = trimmed_cell(cell->text);
    }
    return value;
}

} // namespace route9::adapters::banks
