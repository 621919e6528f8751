// SPDX-License-Identifier: Apache-2.0
// What documents are drawn on, in millimetres, with text shaped by pango (Lao needs a shaper): the
// same drawing goes into a PDF or into the dots of a thermal printer.
// Text never leaves its box: it shrinks, then wraps, then ends in an ellipsis. CPU work for a
// compute thread. A canvas stays on the thread that made it; several threads may each draw theirs.
// Lengths in millimetres from the top left corner, font sizes in points.
#pragma once

#include <cstdint>
#include <memory>
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

struct PageSize {
    double width_mm = 0;
    double height_mm = 0;
};

class Canvas {
public:
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;
    virtual ~Canvas();

    /// The text must be valid UTF-8. Returns the font size that was used.
    double text(const Box& box, std::string_view text, const TextStyle& style);
    void frame(const Box& box, double line_mm);
    void fill(const Box& box);
    void rule(double y_mm, double from_x_mm, double to_x_mm);

    /// What lengths of a code must be a multiple of to be printed as they are drawn; 0 = any.
    double dot_mm() const noexcept { return dot_mm_; }

protected:
    struct Drawing;

    /// Throws std::runtime_error when cairo cannot draw (here and below).
    Canvas(std::unique_ptr<Drawing> drawing, double units_per_mm, double dot_mm);

    std::unique_ptr<Drawing> drawing_;

private:
    double dot_mm_;
};

} // namespace route9::adapters
