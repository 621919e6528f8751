// SPDX-License-Identifier: Apache-2.0
// What a canvas draws with: cairo's surface and pango's fonts. Internal to the canvases.
#pragma once

#include "adapters/documents/canvas.hpp"

#include <cairo/cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

namespace route9::adapters {

template <auto release>
struct Release {
    template <class T>
    void operator()(T* object) const noexcept {
        release(object);
    }
};
using Surface = std::unique_ptr<cairo_surface_t, Release<cairo_surface_destroy>>;
using Context = std::unique_ptr<cairo_t, Release<cairo_destroy>>;
using FontContext = std::unique_ptr<PangoContext, Release<g_object_unref>>;

inline constexpr double points_per_mm = 72.0 / 25.4;

struct Canvas::Drawing {
    std::string bytes{};
    Surface surface{};
    Context context{};
    FontContext fonts{};
};

/// Throws std::runtime_error.
void require(cairo_status_t status);

} // namespace route9::adapters
