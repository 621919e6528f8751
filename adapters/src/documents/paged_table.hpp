// SPDX-License-Identifier: Apache-2.0
// A table that goes on over A4 pages, each with the same heading, its column titles and "2/3": a
// page that is lost is missed. Internal to the documents of the warehouse.
#pragma once

#include "adapters/documents/pdf_canvas.hpp"

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>

namespace route9::adapters {

inline constexpr PageSize a4_page{.width_mm = 210, .height_mm = 297};
inline constexpr double a4_left_mm = 14;
inline constexpr double a4_right_mm = 196;

struct TableColumn {
    std::string_view title;
    double x_mm;
    double width_mm;
    Align align;
    bool tick = false; // a square to tick off instead of words
};

class PagedTable {
public:
    struct Form {
        std::function<void(PdfCanvas&)> head; // drawn above first_row_mm on every page
        double first_row_mm;
        double row_height_mm;
    };

    /// `pages` is what stands behind the slash; 0 while they are being counted.
    PagedTable(PdfCanvas& canvas, Form form, std::size_t pages);

    /// Titles of the rows that follow, repeated on top of every page.
    void columns(std::span<const TableColumn> columns);
    void row(std::span<const std::string> cells, bool bold = false);
    /// Makes room for something that is not a row; where it begins. `rows_mm` more are free below
    /// it, for the rows that belong to it.
    double block(double height_mm, double rows_mm = 0);
    std::size_t page() const noexcept { return page_; }

private:
    void begin_page();
    void need(double height_mm);
    void titles();
    void draw_cells(std::span<const std::string> cells, bool bold);

    PdfCanvas* canvas_;
    Form form_;
    std::size_t pages_;
    std::size_t page_ = 0;
    double y_mm_ = 0;
    std::span<const TableColumn> columns_{};
};

/// Draws twice: once to count the pages.
std::string draw_paged(
    std::string_view title,
    Instant created_at,
    const PagedTable::Form& form,
    const std::function<void(PdfCanvas&, PagedTable&)>& draw
);

/// "12.340" kg.
std::string kilograms_text(std::int64_t mass_g);
/// "2026-03-10 08:00", as clocks of the corridor show it.
std::string minute_text(Instant at);

} // namespace route9::adapters
