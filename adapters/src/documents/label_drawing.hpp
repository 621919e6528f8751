// SPDX-License-Identifier: Apache-2.0
// The label's drawing, the same for paper and for the dots of a printer. Internal to the labels.
#pragma once

#include "adapters/documents/canvas.hpp"
#include "adapters/documents/label.hpp"

namespace route9::adapters {

inline constexpr PageSize label_page{.width_mm = 100, .height_mm = 150};

/// Errors: those of render_labels about one label.
Result<void> draw_label(Canvas& canvas, const Label& label);
inline constexpr std::size_t left_out_per_page = 16;
/// The first left_out_per_page of them.
void draw_left_out(Canvas& canvas, std::span<const LeftOut> left_out);
/// Error: none, or more than `most`.
Result<void> check_count(std::span<const Label> labels, std::size_t most);

} // namespace route9::adapters
