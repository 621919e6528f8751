// SPDX-License-Identifier: Apache-2.0
// How wide the modules of a code are in its box: as wide as fits, but whole dots on what is printed
// in dots, since a bar that is a dot too wide is read as another. Internal to the codes.
#pragma once

#include "adapters/documents/canvas.hpp"

#include <cmath>

namespace route9::adapters {

struct Fitted {
    double start_mm = 0; // of the quiet zone
    double module_mm = 0;
};

inline Fitted fit_modules(const Canvas& canvas, double from_mm, double length_mm, int modules) {
    constexpr double kRounding = 1e-6; // of what stands for whole dots
    const double dot_mm = canvas.dot_mm();
    if (dot_mm == 0) {
        return {from_mm, length_mm / modules};
    }
    const double module_mm = std::floor(length_mm / modules / dot_mm + kRounding) * dot_mm;
    const double spare_mm = length_mm - modules * module_mm;
    return {std::floor((from_mm + spare_mm / 2) / dot_mm + kRounding) * dot_mm, module_mm};
}

} // namespace route9::adapters
