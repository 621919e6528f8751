// SPDX-License-Identifier: Apache-2.0
// A QR symbol (byte mode, correction level M, ISO/IEC 18004) drawn into a square of a PDF with its
// quiet zone. Any thread.
#pragma once

#include "adapters/documents/canvas.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <string_view>

namespace route9::adapters {

/// About 0.4 mm a module on a 31 mm square: what a courier's phone still reads.
inline constexpr std::size_t qr_content_bytes_max = 300;

/// The square is `box.width_mm` wide. Error: validation_failed for empty or too long content.
Result<void> draw_qr(Canvas& canvas, const Box& box, std::string_view content);

} // namespace route9::adapters
