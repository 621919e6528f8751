// SPDX-License-Identifier: Apache-2.0
#include "adapters/carriers/manifest_document.hpp"
#include "adapters/documents/pdf_canvas.hpp"

#include <fmt/format.h>

#include <array>
#include <cstddef>
#include <string_view>

namespace route9::adapters {
namespace {

constexpr PageSize kPage{.width_mm = 297, .height_mm = 210};
constexpr double kLeft_mm = 12;
constexpr double kRight_mm = 285;
constexpr double kFirstRow_mm = 38;
constexpr double kRowHeight_mm = 10;
constexpr std::size_t kRowsPerPage = 16;

struct Column {
    std::string_view title;
    double x_mm;
    double width_mm;
    Align align;
    int lines_max = 100; // a code is made smaller, never broken
};

constexpr std::array<Column, 8> kColumns{{
    {"#", 12, 8, Align::right},
    {"Parcel", 22, 41, Align::left, 1},
    {"House bill", 64, 41, Align::left, 1},
    {"Nhận / ຜູ້ຮັບ", 106, 38, Align::left},
    {"Phone", 145, 27, Align::left},
    {"Địa chỉ / ທີ່ຢູ່", 173, 61, Align::left},
    {"kg · pcs", 235, 20, Align::right},
    {"COD", 256, 29, Align::right},
}};

std::string address(const fulfillment::Recipient& to) {
    std::string out;
    for (const auto* part :
         {&to.village,
          &to.address_line,
          &to.landmark,
          &to.pickup_point,
          &to.district,
          &to.province,
          &to.country}) {
        if (!part->empty()) {
            out.append(out.empty() ? "" : ", ").append(*part);
        }
    }
    return out;
}

std::string kilograms(std::int64_t weight_g) {
    return fmt::format("{}.{:03}", weight_g / 1000, weight_g % 1000);
}

std::string money_text(Money money) {
    return fmt::format("{} {}", money.amount(), code(money.currency()));
}

std::string totals_text(const ManifestTotals& totals) {
    auto text = fmt::format(
        "{} parcels · {} pieces · {} kg", totals.lines, totals.pieces, kilograms(totals.weight_g)
    );
    for (const auto& sum : totals.cod) {
        text += " · COD " + money_text(sum);
    }
    return text;
}

void draw_row(PdfCanvas& canvas, double y_mm, const std::array<std::string, 8>& cells, bool bold) {
    for (std::size_t at = 0; at < kColumns.size(); ++at) {
        const auto& column = kColumns[at];
        canvas.text(
            {column.x_mm, y_mm + 0.6, column.width_mm, kRowHeight_mm - 1.2},
            cells[at],
            {.size_pt = 8.5,
             .size_pt_min = 5.5,
             .lines_max = column.lines_max,
             .bold = bold,
             .align = column.align,
             .middle = true}
        );
    }
    canvas.rule(y_mm + kRowHeight_mm, kLeft_mm, kRight_mm);
}

std::string words_of(const VoidMark& mark) {
    const std::string_view words = "HỦY / ຍົກເລີກ / VOID";
    return mark.successor.empty() ? std::string{words}
                                  : fmt::format("{} → {}", words, mark.successor);
}

void draw_head(
    PdfCanvas& canvas,
    const ManifestDocument& document,
    const ManifestTotals& totals,
    std::string_view page_of,
    const std::optional<VoidMark>& mark
) {
    canvas.text({kLeft_mm, 8, 200, 8}, "Manifest " + document.id, {.size_pt = 15, .bold = true});
    if (mark) {
        canvas.text({kLeft_mm, 2, 273, 6}, words_of(*mark), {.size_pt = 11, .bold = true});
    }
    canvas.text({215, 8, 70, 8}, page_of, {.size_pt = 10, .align = Align::right});
    const auto way = fmt::format(
        "{} · {} · {} · {}",
        document.carrier,
        document.gate,
        document.departure,
        format_corridor(document.sealed_at)
    );
    canvas.text({kLeft_mm, 16, 273, 6}, way, {.size_pt = 10, .lines_max = 1});
    canvas.text({kLeft_mm, 22, 273, 6}, totals_text(totals), {.size_pt = 10, .lines_max = 1});
    std::array<std::string, 8> titles;
    for (std::size_t at = 0; at < kColumns.size(); ++at) {
        titles[at] = kColumns[at].title;
    }
    draw_row(canvas, kFirstRow_mm - kRowHeight_mm, titles, true);
}

void draw_line(PdfCanvas& canvas, const ManifestLine& line, std::size_t number, double y_mm) {
    draw_row(
        canvas,
        y_mm,
        {fmt::to_string(number),
         line.parcel,
         line.house_bill,
         line.recipient.name,
         line.recipient.phone,
         address(line.recipient),
         fmt::format("{} · {}", kilograms(line.weight_g), line.pieces),
         line.cod ? money_text(*line.cod) : "–"},
        false
    );
}

} // namespace

Result<std::string>
manifest_pdf(const ManifestDocument& document, const std::optional<VoidMark>& mark) {
    const auto totals = manifest_totals(document.lines);
    if (!totals) {
        return Failure{totals.error()};
    }
    PdfCanvas canvas{kPage, "Manifest " + document.id, document.sealed_at};
    const auto rows = document.lines.size();
    const auto pages = rows == 0 ? 1 : (rows + kRowsPerPage - 1) / kRowsPerPage;
    for (std::size_t page = 0; page < pages; ++page) {
        if (page > 0) {
            canvas.next_page();
        }
        draw_head(canvas, document, *totals, fmt::format("{}/{}", page + 1, pages), mark);
        for (std::size_t row = 0; row < kRowsPerPage; ++row) {
            const auto at = page * kRowsPerPage + row;
            if (at < rows) {
                const double y_mm = kFirstRow_mm + static_cast<double>(row) * kRowHeight_mm;
                draw_line(canvas, document.lines[at], at + 1, y_mm);
            }
        }
    }
    return canvas.finish();
}

} // namespace route9::adapters
