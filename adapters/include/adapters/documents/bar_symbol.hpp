// SPDX-License-Identifier: Apache-2.0
// Bars for scanners at a door: Code 128 (ISO/IEC 15417) of a parcel's code or number, GS1-128 of an
// SSCC (key 00, GS1 General Specifications §5.4), drawn into a box with their quiet zones. Any
// thread.
#pragma once

#include "adapters/documents/canvas.hpp"
#include "core/result.hpp"

#include <cstddef>
#include <string_view>

namespace route9::adapters {

/// Narrower bars are not read from a print of 203 dots an inch.
inline constexpr double bar_width_mm_min = 0.25;
inline constexpr std::size_t bar_characters_max = 40;

/// GS1-128 when `content` is an SSCC, else Code 128. Error: validation_failed when it is empty, not
/// printable ASCII, or too long for the box.
Result<void> draw_bars(Canvas& canvas, const Box& box, std::string_view content);

} // namespace route9::adapters
