// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/canvas.hpp"

#include "documents/canvas_drawing.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>

namespace route9::adapters {
namespace {

constexpr double kShrinkStep_pt = 0.5;
constexpr double kRule_mm = 0.3;
constexpr const char* kFamilies = "Noto Sans, Noto Sans Lao";

using Layout = std::unique_ptr<PangoLayout, Release<g_object_unref>>;
using Font = std::unique_ptr<PangoFontDescription, Release<pango_font_description_free>>;

PangoAlignment pango_alignment(Align align) {
    switch (align) {
    case Align::left:
        return PANGO_ALIGN_LEFT;
    case Align::centre:
        return PANGO_ALIGN_CENTER;
    case Align::right:
        return PANGO_ALIGN_RIGHT;
    }
    return PANGO_ALIGN_LEFT;
}

int pango_length(double mm) {
    return static_cast<int>(mm * points_per_mm * PANGO_SCALE);
}

void set_size(PangoLayout* layout, double size_pt, bool bold) {
    const Font font{pango_font_description_from_string(kFamilies)};
    pango_font_description_set_weight(font.get(), bold ? PANGO_WEIGHT_BOLD : PANGO_WEIGHT_NORMAL);
    pango_font_description_set_size(font.get(), static_cast<int>(size_pt * PANGO_SCALE));
    pango_layout_set_font_description(layout, font.get());
}

bool fits(PangoLayout* layout, const Box& box, int lines_max) {
    if (pango_layout_get_line_count(layout) > lines_max) {
        return false;
    }
    int width = 0;
    int height = 0;
    pango_layout_get_size(layout, &width, &height);
    return width <= pango_length(box.width_mm) && height <= pango_length(box.height_mm);
}

double spare_height_mm(PangoLayout* layout, const Box& box) {
    int height = 0;
    pango_layout_get_size(layout, nullptr, &height);
    return box.height_mm - height / (points_per_mm * PANGO_SCALE);
}

} // namespace

void require(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw std::runtime_error(std::string{"cairo: "} + cairo_status_to_string(status));
    }
}

Canvas::Canvas(std::unique_ptr<Drawing> drawing, double units_per_mm, double dot_mm)
    : drawing_(std::move(drawing)), dot_mm_(dot_mm) {
    auto& on = *drawing_;
    require(cairo_surface_status(on.surface.get()));
    on.context.reset(cairo_create(on.surface.get()));
    cairo_scale(on.context.get(), units_per_mm, units_per_mm);
    // Pango keeps one default font map for each thread: shared by the canvases of a thread, because
    // a fresh one reads the fonts anew for every label.
    on.fonts.reset(pango_font_map_create_context(pango_cairo_font_map_get_default()));
    pango_cairo_context_set_resolution(on.fonts.get(), 72.0);
}

Canvas::~Canvas() = default;

double Canvas::text(const Box& box, std::string_view text, const TextStyle& style) {
    auto* cairo = drawing_->context.get();
    const Layout layout{pango_layout_new(drawing_->fonts.get())};
    pango_layout_set_text(layout.get(), text.data(), static_cast<int>(text.size()));
    pango_layout_set_width(layout.get(), pango_length(box.width_mm));
    pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
    pango_layout_set_alignment(layout.get(), pango_alignment(style.align));
    double size_pt = style.size_pt;
    set_size(layout.get(), size_pt, style.bold);
    while (!fits(layout.get(), box, style.lines_max) && size_pt > style.size_pt_min) {
        size_pt = std::max(size_pt - kShrinkStep_pt, style.size_pt_min);
        set_size(layout.get(), size_pt, style.bold);
    }
    if (!fits(layout.get(), box, style.lines_max)) {
        pango_layout_set_ellipsize(layout.get(), PANGO_ELLIPSIZE_END);
        // Pango reads a negative height as a number of lines.
        const bool one_line = style.lines_max == 1;
        pango_layout_set_height(layout.get(), one_line ? -1 : pango_length(box.height_mm));
    }
    const double top_mm = style.middle ? std::max(0.0, spare_height_mm(layout.get(), box) / 2) : 0;
    cairo_save(cairo);
    cairo_rectangle(cairo, box.x_mm, box.y_mm, box.width_mm, box.height_mm);
    cairo_clip(cairo);
    cairo_move_to(cairo, box.x_mm, box.y_mm + top_mm);
    cairo_scale(cairo, 1 / points_per_mm, 1 / points_per_mm);
    pango_cairo_show_layout(cairo, layout.get());
    cairo_restore(cairo);
    return size_pt;
}

void Canvas::frame(const Box& box, double line_mm) {
    auto* cairo = drawing_->context.get();
    cairo_set_line_width(cairo, line_mm);
    cairo_rectangle(cairo, box.x_mm, box.y_mm, box.width_mm, box.height_mm);
    cairo_stroke(cairo);
}

void Canvas::fill(const Box& box) {
    auto* cairo = drawing_->context.get();
    cairo_rectangle(cairo, box.x_mm, box.y_mm, box.width_mm, box.height_mm);
    cairo_fill(cairo);
}

void Canvas::rule(double y_mm, double from_x_mm, double to_x_mm) {
    auto* cairo = drawing_->context.get();
    cairo_set_line_width(cairo, kRule_mm);
    cairo_move_to(cairo, from_x_mm, y_mm);
    cairo_line_to(cairo, to_x_mm, y_mm);
    cairo_stroke(cairo);
}

} // namespace route9::adapters
