// SPDX-License-Identifier: Apache-2.0
// A canvas that becomes black and white dots, for printers that know no fonts.
#pragma once

#include "adapters/documents/canvas.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace route9::adapters {

/// Rows of whole bytes from the top, the leftmost dot in the highest bit, 1 = black.
struct Dots {
    std::size_t width = 0;
    std::size_t height = 0;
    std::size_t bytes_per_row = 0;
    std::vector<std::uint8_t> bytes;
};

class DotCanvas final : public Canvas {
public:
    DotCanvas(PageSize page, double dots_per_mm);

    Dots dots() const;
};

} // namespace route9::adapters
