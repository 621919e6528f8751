// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/qr_symbol.hpp"

#include "documents/symbol_modules.hpp"

#include <qrencode.h>

#include <cstdint>
#include <memory>
#include <new>

namespace route9::adapters {
namespace {

constexpr int kQuietModules = 4;

struct FreeCode {
    void operator()(QRcode* code) const noexcept { QRcode_free(code); }
};

/// Runs of dark modules in a row are one rectangle: no hairlines between modules when scaled.
void draw_row(Canvas& canvas, const Box& first, const std::uint8_t* row, int width) {
    for (int column = 0; column < width; ++column) {
        const int start = column;
        while (column < width && (row[column] & 1U) != 0) {
            ++column;
        }
        if (column > start) {
            canvas.fill(
                {.x_mm = first.x_mm + start * first.width_mm,
                 .y_mm = first.y_mm,
                 .width_mm = (column - start) * first.width_mm,
                 .height_mm = first.height_mm}
            );
        }
    }
}

} // namespace

Result<void> draw_qr(Canvas& canvas, const Box& box, std::string_view content) {
    if (content.empty() || content.size() > qr_content_bytes_max) {
        return fail_field(
            "/qr_content", "out_of_range", "A label's QR holds 1 to 300 bytes; give a shorter URL."
        );
    }
    const std::unique_ptr<QRcode, FreeCode> code{QRcode_encodeData(
        static_cast<int>(content.size()),
        reinterpret_cast<const unsigned char*>(content.data()),
        0,
        QR_ECLEVEL_M
    )};
    if (!code) {
        throw std::bad_alloc();
    }
    const int modules = code->width + 2 * kQuietModules;
    const Fitted across = fit_modules(canvas, box.x_mm, box.width_mm, modules);
    const Fitted down = fit_modules(canvas, box.y_mm, box.width_mm, modules);
    const double module_mm = across.module_mm;
    for (int row = 0; row < code->width; ++row) {
        const Box first{
            .x_mm = across.start_mm + kQuietModules * module_mm,
            .y_mm = down.start_mm + (kQuietModules + row) * module_mm,
            .width_mm = module_mm,
            .height_mm = module_mm
        };
        draw_row(canvas, first, code->data + row * code->width, code->width);
    }
    return {};
}

} // namespace route9::adapters
