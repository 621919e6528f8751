// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/workbook_rows.hpp"

#include "documents/workbook_limits.hpp"
#include "documents/workbook_map.hpp"
#include "documents/workbook_number.hpp"
#include "documents/workbook_styles.hpp"
#include "documents/workbook_texts.hpp"
#include "documents/workbook_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace route9::adapters {
namespace workbook {
namespace {

/// "C4": both count from 1, and 0 is none.
struct Place {
    std::size_t row = 0;
    std::size_t column = 0;
};

Place place_of(std::string_view reference) {
    Place place;
    while (!reference.empty() && reference.front() >= 'A' && reference.front() <= 'Z' &&
           place.column <= columns_max) {
        place.column = place.column * 26 + static_cast<std::size_t>(reference.front() - 'A' + 1);
        reference.remove_prefix(1);
    }
    std::from_chars(reference.data(), reference.data() + reference.size(), place.row);
    return place;
}

struct Merge {
    Place first;
    std::size_t last_row = 0;
};

/// A cell as it is written.
struct RawCell {
    std::string type;
    std::size_t format = 0;
    std::string value{};
    std::string formula{};
    bool has_formula = false;
};

struct Surroundings {
    WorkbookMap map;
    std::vector<std::string> texts{};
    std::vector<CellFormat> formats{};
};

SheetCell meaning_of(RawCell raw, const Surroundings& around) {
    const bool is_text = raw.type == "str" || raw.type == "inlineStr";
    const bool has_no_value = raw.value.empty() && !is_text;
    if (raw.has_formula && (has_no_value || around.map.never_calculated)) {
        return {.text = '=' + raw.formula, .kind = CellKind::formula};
    }
    if (is_text) {
        return {.text = unescaped(raw.value)};
    }
    if (raw.value.empty()) {
        return {};
    }
    if (raw.type == "s") {
        std::size_t index = around.texts.size();
        std::from_chars(raw.value.data(), raw.value.data() + raw.value.size(), index);
        return index < around.texts.size() ? SheetCell{.text = around.texts[index]}
                                           : SheetCell{.text = "#VALUE!", .kind = CellKind::failed};
    }
    if (raw.type == "b") {
        return {.text = is_true(raw.value) ? "TRUE" : "FALSE"};
    }
    if (raw.type == "e") {
        return {.text = std::move(raw.value), .kind = CellKind::failed};
    }
    if (raw.type == "d") {
        return {.text = std::move(raw.value), .kind = CellKind::date};
    }
    const bool has_format = raw.format < around.formats.size();
    const CellFormat format = has_format ? around.formats[raw.format] : CellFormat{};
    return number_cell(raw.value, format, around.map.counts_from_1904);
}

class SheetReader {
public:
    SheetReader(XmlPart xml, const Surroundings& around) : xml_(std::move(xml)), around_(around) {}

    Result<std::vector<SheetRow>> rows() {
        while (xml_.next()) {
            if (xml_.starts("row")) {
                start_row();
            } else if (xml_.starts("c") && row_.number > 0) {
                read_cell();
            } else if (xml_.starts("mergeCell")) {
                read_merge();
            }
            if (xml_.ends("row")) {
                end_row();
            }
        }
        if (auto end = xml_.end(); !end) {
            return Failure{std::move(end).error()};
        }
        for (const Merge& merge : merges_) {
            repeat(merge);
        }
        if (auto end = xml_.end(); !end) {
            return Failure{std::move(end).error()};
        }
        return std::move(rows_);
    }

private:
    void refuse(const char* code, const std::string& message) {
        xml_.stop(fail_field("", code, message));
    }

    void start_row() {
        const std::string named = xml_.attribute("r");
        const std::size_t number = named.empty() ? last_row_ + 1 : place_of(named).row;
        if (number > rows_max) {
            refuse("out_of_range", fmt::format("holds more than {} rows: split it", rows_max));
            return;
        }
        if (number <= last_row_) {
            refuse("malformed", fmt::format("has a row {:.20} in the wrong place", named));
            return;
        }
        last_row_ = number;
        row_ = {.number = number, .hidden = is_true(xml_.attribute("hidden"))};
        last_column_ = 0;
        if (xml_.is_empty()) {
            row_.number = 0;
        }
    }

    void end_row() {
        if (!row_.cells.empty()) {
            if (!rows_.empty()) {
                widen(row_, rows_.front().cells.size());
            }
            rows_.push_back(std::move(row_));
        }
        row_ = {};
    }

    void read_cell() {
        const std::string named = xml_.attribute("r");
        const std::size_t column = named.empty() ? last_column_ + 1 : place_of(named).column;
        last_column_ = column;
        RawCell raw{.type = xml_.attribute("t")};
        const std::string format = xml_.attribute("s");
        std::from_chars(format.data(), format.data() + format.size(), raw.format);
        if (!xml_.is_empty()) {
            read_content(raw);
        }
        SheetCell cell = meaning_of(std::move(raw), around_);
        if (!cell.text.empty()) {
            put(row_, column, std::move(cell));
        }
    }

    /// Up to the end of the cell.
    void read_content(RawCell& raw) {
        const int depth = xml_.depth();
        std::string* into = nullptr;
        bool is_spoken = false;
        while (xml_.next() && xml_.depth() > depth) {
            if (xml_.starts("rPh") || xml_.ends("rPh")) {
                is_spoken = xml_.starts("rPh") && !xml_.is_empty();
            } else if (xml_.starts("v") || (xml_.starts("t") && !is_spoken)) {
                into = xml_.is_empty() ? nullptr : &raw.value;
            } else if (xml_.starts("f")) {
                raw.has_formula = true;
                into = xml_.is_empty() ? nullptr : &raw.formula;
            } else if (xml_.ends("v") || xml_.ends("t") || xml_.ends("f")) {
                into = nullptr;
            } else if (into != nullptr) {
                into->append(xml_.text());
            }
            if (raw.value.size() + raw.formula.size() > cell_bytes_max) {
                refuse("out_of_range", fmt::format("holds too much text in row {}", row_.number));
            }
        }
    }

    void put(SheetRow& row, std::size_t column, SheetCell cell) {
        if (column == 0 || column > columns_max) {
            refuse(
                "out_of_range",
                fmt::format("has a cell in row {} beyond column {}", row.number, columns_max)
            );
            return;
        }
        widen(row, column);
        text_bytes_ += cell.text.size();
        if (text_bytes_ > text_bytes_max) {
            refuse("out_of_range", "holds too much text: split it");
            return;
        }
        row.cells[column - 1] = std::move(cell);
    }

    /// Cells that are empty are not written, so a row ends with its last one that is not.
    void widen(SheetRow& row, std::size_t columns) {
        if (row.cells.size() >= columns) {
            return;
        }
        cells_ += columns - row.cells.size();
        row.cells.resize(columns);
        if (cells_ > cells_max) {
            refuse("out_of_range", fmt::format("holds more than {} cells: split it", cells_max));
        }
    }

    void read_merge() {
        const std::string named = xml_.attribute("ref");
        const auto colon = named.find(':');
        const Place first = place_of(named);
        const Place last = colon == named.npos ? first : place_of(named.substr(colon + 1));
        if (last.row > first.row && first.column > 0) {
            merges_.push_back({first, last.row});
        }
        if (merges_.size() > merges_max) {
            refuse("out_of_range", fmt::format("merges more than {} cells", merges_max));
        }
    }

    void repeat(const Merge& merge) {
        auto row = std::ranges::lower_bound(rows_, merge.first.row, {}, &SheetRow::number);
        const std::size_t at = merge.first.column - 1;
        if (row == rows_.end() || row->number != merge.first.row || row->cells.size() <= at) {
            return;
        }
        SheetCell cell = row->cells[at];
        cell.of_merge = true;
        for (++row; row != rows_.end() && row->number <= merge.last_row; ++row) {
            if (++merged_rows_ > rows_max) { // cells that are merged twice, again and again
                refuse("out_of_range", "merges too many rows");
            }
            if (!xml_.end()) {
                return;
            }
            if (row->cells.size() <= at || row->cells[at].text.empty()) {
                put(*row, at + 1, cell);
            }
        }
    }

    XmlPart xml_;
    const Surroundings& around_;
    std::vector<SheetRow> rows_{};
    std::vector<Merge> merges_{};
    SheetRow row_{};
    std::size_t last_row_ = 0;
    std::size_t last_column_ = 0;
    std::size_t cells_ = 0;
    std::size_t merged_rows_ = 0;
    std::size_t text_bytes_ = 0;
};

Result<Surroundings> read_surroundings(Package& package, std::string_view preferred) {
    auto map = read_map(package, preferred);
    if (!map) {
        return Failure{std::move(map).error()};
    }
    Surroundings around{.map = std::move(*map)};
    auto texts = read_shared_texts(package, around.map.shared_texts);
    if (!texts) {
        return Failure{std::move(texts).error()};
    }
    around.texts = std::move(*texts);
    auto formats = read_formats(package, around.map.styles);
    if (!formats) {
        return Failure{std::move(formats).error()};
    }
    around.formats = std::move(*formats);
    return around;
}

} // namespace
} // namespace workbook

Result<std::vector<SheetRow>>
read_workbook_rows(std::string_view file, std::string_view preferred) {
    auto package = workbook::Package::open(file);
    auto around =
        package ? workbook::read_surroundings(*package, preferred) : Failure{package.error()};
    if (!around) {
        return Failure{std::move(around).error()};
    }
    auto xml = workbook::XmlPart::open(*package, around->map.sheet);
    if (!xml) {
        return Failure{std::move(xml).error()};
    }
    return workbook::SheetReader{std::move(*xml), *around}.rows();
}

} // namespace route9::adapters
