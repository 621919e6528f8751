// SPDX-License-Identifier: Apache-2.0
// The parcel label for thermal printers that speak ZPL II: the drawing of the PDF in the printer's
// own dots (^GFA), for their fonts have no Lao and not all of Vietnamese. Bars and modules of the
// codes are whole dots. CPU work for a compute thread; safe to call from several at once. Source:
// ZPL II programming guide, ^GF with alternative data compression.
#pragma once

#include "adapters/documents/label.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace route9::adapters {

enum class PrinterDensity : std::uint8_t { dpi203, dpi300 };

/// "203" or "300".
std::optional<PrinterDensity> parse_printer_density(std::string_view text) noexcept;

inline constexpr std::size_t zpl_labels_max = 200; // 14 MB of 300 dpi, minutes of a printer

/// A format (^XA…^XZ) for each label, in their order. Errors: those of render_labels, and for more
/// than zpl_labels_max.
Result<std::string> labels_as_zpl(
    std::span<const Label> labels, PrinterDensity density, std::span<const LeftOut> left_out = {}
);

} // namespace route9::adapters
