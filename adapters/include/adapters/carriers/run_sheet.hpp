// SPDX-License-Identifier: Apache-2.0
// What a rider takes along: the parcels of a manifest by village, with telephone, place and what is
// to be collected, a box to tick and a line to sign, sums per currency for each village and for the
// whole. A4 upright, headed in Vietnamese and Lao, black on white for any printer. Built from
// values; work for a compute thread.
#pragma once

#include "adapters/carriers/manifest_document.hpp"

#include <cstddef>
#include <string>

namespace route9::adapters {

struct RunSheet {
    /// Its lines are those to be delivered; those of which only a digest is left stand last.
    ManifestDocument manifest;
    std::string carrier_name;
    std::size_t left_out = 0; // not received, or their way has ended
    Instant printed_at{};
};

/// Error: as manifest_totals.
Result<std::string> run_sheet_pdf(RunSheet sheet);

} // namespace route9::adapters
