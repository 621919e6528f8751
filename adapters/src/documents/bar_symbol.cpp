// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/bar_symbol.hpp"

#include "adapters/documents/sscc.hpp"
#include "documents/symbol_modules.hpp"

#include <zint.h>

#include <algorithm>
#include <memory>
#include <new>
#include <string>

namespace route9::adapters {
namespace {

constexpr int kQuietModules = 10; // on each side

struct DeleteSymbol {
    void operator()(zint_symbol* symbol) const noexcept { ZBarcode_Delete(symbol); }
};
using Symbol = std::unique_ptr<zint_symbol, DeleteSymbol>;

bool is_dark(const zint_symbol& symbol, int module) {
    const unsigned byte = symbol.encoded_data[0][module / 8];
    return (byte >> (module % 8) & 1U) != 0;
}

Result<void> refused(std::string_view message) {
    return fail_field("/bars", "out_of_range", std::string{message});
}

/// Null when zint cannot write it.
Symbol encoded(std::string_view content) {
    Symbol symbol{ZBarcode_Create()};
    if (!symbol) {
        throw std::bad_alloc();
    }
    const bool gs1 = is_sscc(content);
    symbol->symbology = gs1 ? BARCODE_GS1_128 : BARCODE_CODE128;
    const std::string text = gs1 ? "[00]" + std::string{content} : std::string{content};
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    const int outcome = ZBarcode_Encode(symbol.get(), bytes, static_cast<int>(text.size()));
    return outcome < ZINT_ERROR ? std::move(symbol) : nullptr;
}

} // namespace

Result<void> draw_bars(Canvas& canvas, const Box& box, std::string_view content) {
    const auto is_printable = [](char c) { return c >= ' ' && c <= '~'; };
    if (content.empty() || content.size() > bar_characters_max ||
        !std::ranges::all_of(content, is_printable)) {
        return refused("Bars hold 1 to 40 printable ASCII characters.");
    }
    const Symbol symbol = encoded(content);
    if (!symbol) {
        return refused("These characters cannot be written in bars.");
    }
    const int modules = symbol->width + 2 * kQuietModules;
    const Fitted fitted = fit_modules(canvas, box.x_mm, box.width_mm, modules);
    const double module_mm = fitted.module_mm;
    if (module_mm < bar_width_mm_min) {
        return refused("The bars do not fit; give a shorter number.");
    }
    for (int module = 0; module < symbol->width; ++module) {
        const int start = module;
        while (module < symbol->width && is_dark(*symbol, module)) {
            ++module;
        }
        if (module > start) {
            canvas.fill(
                {.x_mm = fitted.start_mm + (kQuietModules + start) * module_mm,
                 .y_mm = box.y_mm,
                 .width_mm = (module - start) * module_mm,
                 .height_mm = box.height_mm}
            );
        }
    }
    return {};
}

} // namespace route9::adapters
