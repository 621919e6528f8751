// SPDX-License-Identifier: Apache-2.0
// The label of a bag or pallet, 100 × 150 mm: where it goes, what it holds, its seal, and its code
// as bars over the full width (GS1-128 of an SSCC, else Code 128; 32 mm high as the GS1 logistic
// label guideline asks) and as a QR. As a PDF, or as the dots of a thermal printer. CPU work for a
// compute thread; safe to call from several at once.
#pragma once

#include "adapters/documents/label_zpl.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <string>

namespace route9::adapters {

struct AggregateLabel {
    std::string code;
    bool pallet = false; // else a bag
    std::string company;
    std::string from;
    std::string to;   // empty while nothing is in it
    std::string gate; // empty = crosses none
    std::string seal; // empty = room to write one on
    std::int64_t parcels = 0;
    std::int64_t mass_g = 0;
    Instant printed_at{};
};

/// Errors: validation_failed when the code cannot be drawn.
Result<std::string> aggregate_label_pdf(const AggregateLabel& label);
Result<std::string> aggregate_label_zpl(const AggregateLabel& label, PrinterDensity density);

} // namespace route9::adapters
