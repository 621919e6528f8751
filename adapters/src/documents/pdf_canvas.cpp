// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/pdf_canvas.hpp"

#include <cairo/cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace route9::adapters {
namespace {

constexpr double kPointsPerMm = 72.0 / 25.4;
constexpr double kShrinkStep_pt = 0.5;
constexpr double kRule_mm = 0.3;
constexpr const char* kFamilies = "Noto Sans, Noto Sans Lao";

template <auto release>
struct Release {
    template <class T>
    void operator()(T* object) const noexcept {
        release(object);
    }
};
using Surface = std::unique_ptr<cairo_surface_t, Release<cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, Release<cairo_destroy>>;
using FontContext = std::unique_ptr<PangoContext, Release<g_object_unref>>;
using Layout = std::unique_ptr<PangoLayout, Release<g_object_unref>>;
using Font = std::unique_ptr<PangoFontDescription, Release<pango_font_description_free>>;

cairo_status_t append(void* out, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

void require(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw std::runtime_error(std::string{"cairo: "} + cairo_status_to_string(status));
    }
}

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
    return static_cast<int>(mm * kPointsPerMm * PANGO_SCALE);
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
    return box.height_mm - height / (kPointsPerMm * PANGO_SCALE);
}

} // namespace

struct PdfCanvas::Drawing {
    std::string bytes;
    Surface surface;
    Context context;
    FontContext fonts;
};

PdfCanvas::PdfCanvas(Page page, std::string_view title, Instant created_at)
    : drawing_(std::make_unique<Drawing>()) {
    auto& on = *drawing_;
    on.surface.reset(cairo_pdf_surface_create_for_stream(
        append, &on.bytes, page.width_mm * kPointsPerMm, page.height_mm * kPointsPerMm
    ));
    require(cairo_surface_status(on.surface.get()));
    const std::string title_text{title};
    const auto created = format_utc_seconds(created_at);
    cairo_pdf_surface_set_metadata(on.surface.get(), CAIRO_PDF_METADATA_TITLE, title_text.c_str());
    cairo_pdf_surface_set_metadata(
        on.surface.get(), CAIRO_PDF_METADATA_CREATE_DATE, created.c_str()
    );
    on.context.reset(cairo_create(on.surface.get()));
    cairo_scale(on.context.get(), kPointsPerMm, kPointsPerMm);
    // Pango keeps one default font map for each thread: shared by the canvases of a thread, because
    // a fresh one reads the fonts anew for every label.
    on.fonts.reset(pango_font_map_create_context(pango_cairo_font_map_get_default()));
    pango_cairo_context_set_resolution(on.fonts.get(), 72.0);
}

PdfCanvas::~PdfCanvas() = default;

double PdfCanvas::text(const Box& box, std::string_view text, const TextStyle& style) {
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
    cairo_scale(cairo, 1 / kPointsPerMm, 1 / kPointsPerMm);
    pango_cairo_show_layout(cairo, layout.get());
    cairo_restore(cairo);
    return size_pt;
}

void PdfCanvas::frame(const Box& box, double line_mm) {
    auto* cairo = drawing_->context.get();
    cairo_set_line_width(cairo, line_mm);
    cairo_rectangle(cairo, box.x_mm, box.y_mm, box.width_mm, box.height_mm);
    cairo_stroke(cairo);
}

void PdfCanvas::fill(const Box& box) {
    auto* cairo = drawing_->context.get();
    cairo_rectangle(cairo, box.x_mm, box.y_mm, box.width_mm, box.height_mm);
    cairo_fill(cairo);
}

void PdfCanvas::rule(double y_mm, double from_x_mm, double to_x_mm) {
    auto* cairo = drawing_->context.get();
    cairo_set_line_width(cairo, kRule_mm);
    cairo_move_to(cairo, from_x_mm, y_mm);
    cairo_line_to(cairo, to_x_mm, y_mm);
    cairo_stroke(cairo);
}

void PdfCanvas::next_page() {
    cairo_show_page(drawing_->context.get());
}

std::string PdfCanvas::finish() {
    auto& on = *drawing_;
    require(cairo_status(on.context.get()));
    on.context.reset();
    cairo_surface_finish(on.surface.get());
    require(cairo_surface_status(on.surface.get()));
    return std::move(on.bytes);
}

} // namespace route9::adapters
