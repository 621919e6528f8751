// SPDX-License-Identifier: Apache-2.0
// What carriers without developers send: their tracking events and the filled-in sheet "ack" of a
// manifest's workbook, both as CSV or as .xlsx (which of the two the bytes say). A bad row does not
// spoil its neighbours, and what a spreadsheet has spoilt is refused with a hint and never guessed,
// as for orders (adapters/documents/order_import.hpp). Pure; any thread (a compute thread for long
// ones).
#pragma once

#include "adapters/carriers/tracking_document.hpp"
#include "adapters/documents/order_import.hpp"
#include "core/result.hpp"
#include "fulfillment/line_settlement.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

inline constexpr std::size_t tracking_rows_max = 2'000;
inline constexpr std::size_t ack_rows_max = 10'000; // as many as an acknowledgement has lines
inline constexpr std::size_t carrier_sheet_bytes_max = 4 * 1024 * 1024;

/// `parcel, status, at, place, note, cash_amount, cash_currency`, the last four where there is
/// something. A time without an offset is corridor time. The event's id is parcel, status and time,
/// so the same row again is the same event.
struct SheetReport {
    std::size_t row = 0;
    std::string parcel; // as far as it could be read
    std::optional<TrackingReport> report{};
    std::vector<ImportProblem> problems{}; // not empty: the row is refused
};

/// Error: validation_failed when the file as a whole cannot be read.
Result<std::vector<SheetReport>> read_tracking_sheet(std::string_view file);

/// `parcel, result, note`; of a workbook the sheet "ack", else the first one that is shown.
struct AckRow {
    std::size_t row = 0;
    std::string parcel;
    std::optional<fulfillment::LineResult> result{}; // nullopt: not filled in yet
    std::string note{};
};

/// Nothing of an acknowledgement is taken when a row of it is bad. Error: validation_failed with
/// every bad row, its pointer "/7/result".
Result<std::vector<AckRow>> read_ack_sheet(std::string_view file);

} // namespace route9::adapters
