// SPDX-License-Identifier: Apache-2.0
// A PDF drawn in millimetres, with text shaped by pango (Lao needs a shaper) and fonts embedded.
// Text never leaves its box: it shrinks, then wraps, then ends in an ellipsis. CPU work for a
// compute thread. A canvas stays on the thread that made it; several threads may each draw theirs.
// Lengths in millimetres from the top left corner, font sizes in points.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace route9::adapters {

struct Box {
    double x_mm = 0;
    double y_mm = 0;
    double width_mm = 0;
    double height_mm = 0;
};

enum class Align : std::uint8_t { left, centre, right };

struct TextStyle {
    double size_pt = 10;
    double size_pt_min = 6; // smaller is not readable on a thermal print
    int lines_max = 100;
    bool bold = false;
    Align align = Align::left;
    bool middle = false; // centred from top to bottom
};

class PdfCanvas {
public:
    struct Page {
        double width_mm = 0;
        double height_mm = 0;
    };

    /// `created_at` is written into the file, so that the same input gives the same document.
    /// Throws std::runtime_error when cairo cannot draw (here and below).
    PdfCanvas(Page page, std::string_view title, Instant created_at);
    ~PdfCanvas();
    PdfCanvas(const PdfCanvas&) = delete;
    PdfCanvas& operator=(const PdfCanvas&) = delete;

    /// The text must be valid UTF-8. Returns the font size that was used.
    double text(const Box& box, std::string_view text, const TextStyle& style);
    void frame(const Box& box, double line_mm);
    void fill(const Box& box);
    void rule(double y_mm, double from_x_mm, double to_x_mm);
    void next_page();
    /// Ends the document and returns its bytes. Call once, last.
    std::string finish();

private:
    struct Drawing;
    std::unique_ptr<Drawing> drawing_;
};

} // namespace route9::adapters
