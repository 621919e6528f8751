// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/dot_canvas.hpp"

#include "documents/canvas_drawing.hpp"

namespace route9::adapters {
namespace {

/// Darker becomes black. Below the middle, because thin strokes of small Lao letters would break.
constexpr std::uint8_t kBlackFrom = 100;

cairo_surface_t* grey_surface(PageSize page, double dots_per_mm) {
    return cairo_image_surface_create(
        CAIRO_FORMAT_A8,
        static_cast<int>(page.width_mm * dots_per_mm),
        static_cast<int>(page.height_mm * dots_per_mm)
    );
}

} // namespace

DotCanvas::DotCanvas(PageSize page, double dots_per_mm)
    : Canvas(
          [page, dots_per_mm] {
              auto drawing = std::make_unique<Drawing>();
              drawing->surface.reset(grey_surface(page, dots_per_mm));
              return drawing;
          }(),
          dots_per_mm,
          1 / dots_per_mm
      ) {
    // Edges of bars lie on dots; letters stand where they stand in the PDF.
    cairo_set_antialias(drawing_->context.get(), CAIRO_ANTIALIAS_NONE);
    const std::unique_ptr<cairo_font_options_t, Release<cairo_font_options_destroy>> options{
        cairo_font_options_create()
    };
    cairo_font_options_set_antialias(options.get(), CAIRO_ANTIALIAS_GRAY);
    cairo_font_options_set_hint_metrics(options.get(), CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_hint_style(options.get(), CAIRO_HINT_STYLE_NONE);
    pango_cairo_context_set_font_options(drawing_->fonts.get(), options.get());
}

Dots DotCanvas::dots() const {
    auto* surface = drawing_->surface.get();
    require(cairo_status(drawing_->context.get()));
    cairo_surface_flush(surface);
    const auto* grey = cairo_image_surface_get_data(surface);
    const auto stride = static_cast<std::size_t>(cairo_image_surface_get_stride(surface));
    Dots out;
    out.width = static_cast<std::size_t>(cairo_image_surface_get_width(surface));
    out.height = static_cast<std::size_t>(cairo_image_surface_get_height(surface));
    out.bytes_per_row = (out.width + 7) / 8;
    out.bytes.assign(out.height * out.bytes_per_row, 0);
    for (std::size_t row = 0; row < out.height; ++row) {
        for (std::size_t column = 0; column < out.width; ++column) {
            if (grey[row * stride + column] >= kBlackFrom) {
                auto& byte = out.bytes[row * out.bytes_per_row + column / 8];
                byte = static_cast<std::uint8_t>(byte | 0x80U >> column % 8);
            }
        }
    }
    return out;
}

} // namespace route9::adapters
