// SPDX-License-Identifier: Apache-2.0
// A canvas that becomes a PDF, its fonts embedded once for all its pages.
#pragma once

#include "adapters/documents/canvas.hpp"
#include "core/time.hpp"

#include <string>
#include <string_view>

namespace route9::adapters {

class PdfCanvas final : public Canvas {
public:
    /// `created_at` is written into the file, so that the same input gives the same document.
    PdfCanvas(PageSize page, std::string_view title, Instant created_at);

    void next_page();
    /// Ends the document and returns its bytes. Call once, last.
    std::string finish();
};

} // namespace route9::adapters
