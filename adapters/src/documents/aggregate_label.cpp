// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/aggregate_label.hpp"

#include "adapters/documents/bar_symbol.hpp"
#include "adapters/documents/dot_canvas.hpp"
#include "adapters/documents/pdf_canvas.hpp"
#include "adapters/documents/qr_symbol.hpp"
#include "documents/label_drawing.hpp"
#include "documents/paged_table.hpp"
#include "documents/zpl_format.hpp"

#include <fmt/format.h>

namespace route9::adapters {
namespace {

constexpr double kLeft_mm = 4;
constexpr double kRight_mm = 96;
constexpr double kWidth_mm = kRight_mm - kLeft_mm;

void draw_way(Canvas& canvas, const AggregateLabel& label) {
    canvas.text(
        {kLeft_mm, 4, kWidth_mm, 12},
        label.pallet ? "PALLET / ພາເລດ" : "BAO / ຖົງ / BAG",
        {.size_pt = 26, .size_pt_min = 12, .lines_max = 1, .bold = true}
    );
    canvas.text({kLeft_mm, 16.5, kWidth_mm, 6}, label.company, {.size_pt = 11, .lines_max = 1});
    canvas.rule(23.5, kLeft_mm, kRight_mm);
    canvas.text(
        {kLeft_mm, 25, kWidth_mm, 14},
        label.from + " > " + (label.to.empty() ? "…" : label.to),
        {.size_pt = 26, .size_pt_min = 10, .lines_max = 2, .bold = true, .middle = true}
    );
    canvas.text(
        {kLeft_mm, 40, kWidth_mm, 9},
        label.gate,
        {.size_pt = 18, .size_pt_min = 9, .lines_max = 1, .bold = true}
    );
    canvas.rule(50, kLeft_mm, kRight_mm);
}

void draw_contents(Canvas& canvas, const AggregateLabel& label) {
    canvas.text({40, 53, 56, 5}, "Kiện / ຫໍ່ / Parcels", {.size_pt = 8.5, .lines_max = 1});
    canvas.text(
        {40, 58, 56, 9},
        fmt::to_string(label.parcels),
        {.size_pt = 20, .size_pt_min = 9, .lines_max = 1, .bold = true}
    );
    canvas.text({40, 67, 56, 5}, "kg", {.size_pt = 8.5, .lines_max = 1});
    canvas.text(
        {40, 72, 56, 9},
        kilograms_text(label.mass_g),
        {.size_pt = 20, .size_pt_min = 9, .lines_max = 1, .bold = true}
    );
    canvas.text(
        {kLeft_mm, 87, kWidth_mm, 5}, "Niêm phong / ກາປິດ / Seal", {.size_pt = 8.5, .lines_max = 1}
    );
    const Box box{.x_mm = kLeft_mm, .y_mm = 92, .width_mm = kWidth_mm, .height_mm = 11};
    canvas.frame(box, 0.4);
    canvas.text(
        {box.x_mm + 2, box.y_mm + 1, box.width_mm - 4, box.height_mm - 2},
        label.seal,
        {.size_pt = 18, .size_pt_min = 8, .lines_max = 1, .bold = true, .middle = true}
    );
}

Result<void> draw(Canvas& canvas, const AggregateLabel& label) {
    draw_way(canvas, label);
    if (auto drawn = draw_qr(canvas, {3, 52, 34, 34}, label.code); !drawn) {
        return drawn;
    }
    draw_contents(canvas, label);
    canvas.text(
        {kLeft_mm, 105, kWidth_mm - 34, 7},
        label.code,
        {.size_pt = 13, .size_pt_min = 7, .lines_max = 1, .bold = true}
    );
    canvas.text(
        {62, 106, 34, 5},
        format_corridor(label.printed_at),
        {.size_pt = 7, .size_pt_min = 5, .lines_max = 1, .align = Align::right}
    );
    return draw_bars(canvas, {1, 113, 98, 34}, label.code);
}

} // namespace

Result<std::string> aggregate_label_pdf(const AggregateLabel& label) {
    PdfCanvas canvas{label_page, label.code, label.printed_at};
    if (auto drawn = draw(canvas, label); !drawn) {
        return Failure{std::move(drawn).error()};
    }
    canvas.next_page();
    return canvas.finish();
}

Result<std::string> aggregate_label_zpl(const AggregateLabel& label, PrinterDensity density) {
    DotCanvas canvas{label_page, dots_per_mm(density)};
    if (auto drawn = draw(canvas, label); !drawn) {
        return Failure{std::move(drawn).error()};
    }
    std::string out;
    append_zpl_format(out, canvas.dots());
    return out;
}

} // namespace route9::adapters
