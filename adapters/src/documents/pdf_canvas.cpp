// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/pdf_canvas.hpp"

#include "documents/canvas_drawing.hpp"

#include <cairo/cairo-pdf.h>

#include <utility>

namespace route9::adapters {
namespace {

cairo_status_t append(void* out, const unsigned char* data, unsigned int size) {
    static_cast<std::string*>(out)->append(reinterpret_cast<const char*>(data), size);
    return CAIRO_STATUS_SUCCESS;
}

cairo_surface_t* pdf_surface(std::string& bytes, PageSize page) {
    return cairo_pdf_surface_create_for_stream(
        append, &bytes, page.width_mm * points_per_mm, page.height_mm * points_per_mm
    );
}

} // namespace

PdfCanvas::PdfCanvas(PageSize page, std::string_view title, Instant created_at)
    : Canvas(
          [page] {
              auto drawing = std::make_unique<Drawing>();
              drawing->surface.reset(pdf_surface(drawing->bytes, page));
              return drawing;
          }(),
          points_per_mm,
          0
      ) {
    auto* surface = drawing_->surface.get();
    const std::string title_text{title};
    const auto created = format_utc_seconds(created_at);
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_TITLE, title_text.c_str());
    cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, created.c_str());
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
