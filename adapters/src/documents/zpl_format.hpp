// SPDX-License-Identifier: Apache-2.0
// A drawing as one ZPL format (^XA…^XZ). Internal to the labels.
#pragma once

#include "adapters/documents/dot_canvas.hpp"
#include "adapters/documents/label_zpl.hpp"

#include <string>

namespace route9::adapters {

double dots_per_mm(PrinterDensity density) noexcept;
void append_zpl_format(std::string& out, const Dots& dots);

} // namespace route9::adapters
