// SPDX-License-Identifier: Apache-2.0
#include "documents/paged_table.hpp"

#include "core/assert.hpp"

#include <fmt/format.h>

#include <utility>
#include <vector>

namespace route9::adapters {
namespace {

constexpr double kBottom_mm = 284;
constexpr double kPadding_mm = 0.5;
constexpr double kTick_mm = 3.8;
constexpr double kTickLine_mm = 0.25;

} // namespace

PagedTable::PagedTable(PdfCanvas& canvas, Form form, std::size_t pages)
    : canvas_(&canvas), form_(std::move(form)), pages_(pages) {
    begin_page();
}

void PagedTable::begin_page() {
    if (page_ > 0) {
        canvas_->next_page();
    }
    ++page_;
    form_.head(*canvas_);
    const auto number = fmt::format("{}/{}", page_, pages_);
    canvas_->text(
        {a4_right_mm - 30, kBottom_mm + 1, 30, 5}, number, {.size_pt = 9, .align = Align::right}
    );
    y_mm_ = form_.first_row_mm;
    titles();
}

void PagedTable::need(double height_mm) {
    if (y_mm_ + height_mm > kBottom_mm) {
        begin_page();
    }
}

void PagedTable::titles() {
    if (columns_.empty()) {
        return;
    }
    std::vector<std::string> words;
    words.reserve(columns_.size());
    for (const auto& column : columns_) {
        words.emplace_back(column.title);
    }
    draw_cells(words, true);
}

void PagedTable::draw_cells(std::span<const std::string> cells, bool bold) {
    ROUTE9_ASSERT(cells.size() == columns_.size());
    for (std::size_t at = 0; at < cells.size(); ++at) {
        const auto& column = columns_[at];
        if (column.tick && !bold) {
            const double top_mm = y_mm_ + (form_.row_height_mm - kTick_mm) / 2;
            canvas_->frame({column.x_mm + 1, top_mm, kTick_mm, kTick_mm}, kTickLine_mm);
            continue;
        }
        canvas_->text(
            {column.x_mm,
             y_mm_ + kPadding_mm,
             column.width_mm,
             form_.row_height_mm - 2 * kPadding_mm},
            cells[at],
            {.size_pt = 9.5, .size_pt_min = 6, .bold = bold, .align = column.align, .middle = true}
        );
    }
    y_mm_ += form_.row_height_mm;
    canvas_->rule(y_mm_, a4_left_mm, a4_right_mm);
}

void PagedTable::columns(std::span<const TableColumn> columns) {
    columns_ = {};
    need(2 * form_.row_height_mm);
    columns_ = columns;
    titles();
}

void PagedTable::row(std::span<const std::string> cells, bool bold) {
    need(form_.row_height_mm);
    draw_cells(cells, bold);
}

double PagedTable::block(double height_mm, double rows_mm) {
    columns_ = {};
    need(height_mm + rows_mm);
    return std::exchange(y_mm_, y_mm_ + height_mm);
}

std::string draw_paged(
    std::string_view title,
    Instant created_at,
    const PagedTable::Form& form,
    const std::function<void(PdfCanvas&, PagedTable&)>& draw
) {
    std::size_t pages = 0;
    {
        PdfCanvas draft{a4_page, title, created_at};
        PagedTable table{draft, form, pages};
        draw(draft, table);
        pages = table.page();
    }
    PdfCanvas canvas{a4_page, title, created_at};
    PagedTable table{canvas, form, pages};
    draw(canvas, table);
    canvas.next_page();
    return canvas.finish();
}

std::string kilograms_text(std::int64_t mass_g) {
    return fmt::format("{}.{:03}", mass_g / 1000, mass_g % 1000);
}

std::string minute_text(Instant at) {
    constexpr std::size_t kDate = 10;
    constexpr std::size_t kToMinutes = 16;
    auto text = format_corridor(at).substr(0, kToMinutes);
    text[kDate] = ' ';
    return text;
}

} // namespace route9::adapters
