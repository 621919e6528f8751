// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/label_zpl.hpp"

#include "adapters/documents/dot_canvas.hpp"
#include "documents/label_drawing.hpp"
#include "documents/zpl_format.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <utility>

namespace route9::adapters {
namespace {

std::string hex_row(const Dots& dots, std::size_t row) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    out.reserve(2 * dots.bytes_per_row);
    for (std::size_t at = 0; at < dots.bytes_per_row; ++at) {
        const unsigned byte = dots.bytes[row * dots.bytes_per_row + at];
        out += kDigits[byte >> 4U];
        out += kDigits[byte & 15U];
    }
    return out;
}

/// Letters before a digit say how often it stands: G to Y are 1 to 19, g to z are 20 to 400.
void append_run(std::string& out, std::size_t times, char digit) {
    std::size_t left = times;
    for (; left >= 400; left -= 400) {
        out += 'z';
    }
    if (left >= 20) {
        out += static_cast<char>('g' + left / 20 - 1);
        left %= 20;
    }
    if (left > 0 && times > 1) {
        out += static_cast<char>('G' + left - 1);
    }
    out += digit;
}

/// ',' ends a row in white, ':' is the row above again.
void append_row(std::string& out, const std::string& row, const std::string& above) {
    if (row == above) {
        out += ':';
        return;
    }
    const auto last = row.find_last_not_of('0');
    const std::size_t inked = last == row.npos ? 0 : last + 1;
    for (std::size_t at = 0; at < inked;) {
        const auto end = std::min(row.find_first_not_of(row[at], at), inked);
        append_run(out, end - at, row[at]);
        at = end;
    }
    if (inked < row.size()) {
        out += ',';
    }
}

} // namespace

// Heads have 8 dots a millimetre (sold as 203 dpi) or 300 an inch.
double dots_per_mm(PrinterDensity density) noexcept {
    return density == PrinterDensity::dpi203 ? 8.0 : 300 / 25.4;
}

void append_zpl_format(std::string& out, const Dots& dots) {
    const auto bytes = dots.bytes_per_row * dots.height;
    fmt::format_to(
        std::back_inserter(out),
        "^XA\n^PW{}\n^LL{}\n^LH0,0\n^FO0,0^GFA,{},{},{},",
        dots.width,
        dots.height,
        bytes,
        bytes,
        dots.bytes_per_row
    );
    std::string above;
    for (std::size_t row = 0; row < dots.height; ++row) {
        std::string hex = hex_row(dots, row);
        append_row(out, hex, above);
        above = std::move(hex);
    }
    out += "^FS\n^PQ1\n^XZ\n";
}

std::optional<PrinterDensity> parse_printer_density(std::string_view text) noexcept {
    if (text == "203") {
        return PrinterDensity::dpi203;
    }
    return text == "300" ? std::optional{PrinterDensity::dpi300} : std::nullopt;
}

Result<std::string> labels_as_zpl(
    std::span<const Label> labels, PrinterDensity density, std::span<const LeftOut> left_out
) {
    if (auto counted = check_count(labels, zpl_labels_max); !counted) {
        return Failure{std::move(counted).error()};
    }
    std::string out;
    for (const Label& label : labels) {
        DotCanvas canvas{label_page, dots_per_mm(density)};
        if (auto drawn = draw_label(canvas, label); !drawn) {
            return Failure{std::move(drawn).error()};
        }
        append_zpl_format(out, canvas.dots());
    }
    for (std::size_t from = 0; from < left_out.size(); from += left_out_per_page) {
        DotCanvas canvas{label_page, dots_per_mm(density)};
        draw_left_out(canvas, left_out.subspan(from));
        append_zpl_format(out, canvas.dots());
    }
    return out;
}

} // namespace route9::adapters
