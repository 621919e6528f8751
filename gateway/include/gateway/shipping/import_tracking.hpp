// SPDX-License-Identifier: Apache-2.0
// A sheet of tracking events, told slice by slice as POST /v1/tracking-events tells its batches.
// Nothing of an import is kept beside its events: who sends the sheet again is told which are
// known.
#pragma once

#include "adapters/carriers/carrier_sheets.hpp"
#include "core/json.hpp"
#include "core/principal.hpp"
#include "gateway/services.hpp"
#include "gateway/shipping/track_parcels.hpp"
#include "platform/net.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace route9::gateway {

struct ImportedReport {
    adapters::SheetReport sheet;
    /// Nullopt: the row could not be read (see its problems), or nothing happened for a reason that
    /// passes.
    std::optional<TrackedEvent> event{};
};

/// "moved" … as of a batch; "refused" also for a row that could not be read; "repeat": nothing
/// happened for a reason that passes, send the sheet again.
std::string_view result_of(const ImportedReport& report) noexcept;

/// In the order of the sheet; what the deadline cut off is to be repeated. Precondition: the
/// principal is a carrier's.
platform::task<std::vector<ImportedReport>> import_tracking(
    Services& services,
    const Principal& carrier,
    std::vector<adapters::SheetReport> reports,
    Tick deadline
);

/// How many rows came to each result, and the rows.
Json import_view(const std::vector<ImportedReport>& reports);

} // namespace route9::gateway
