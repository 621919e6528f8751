// SPDX-License-Identifier: Apache-2.0
// The manifest as a workbook (.xlsx) for carriers who work with a spreadsheet: a sheet "manifest"
// with a line per parcel and the totals below, and a sheet "ack" to fill in what was received.
// Telephones, codes and everything people have written are text and never a formula; amounts stand
// in a column per currency. The same bytes for the same manifest. Pure; any thread (a compute
// thread for long ones). Every line of a void manifest says so, and none is left to acknowledge.
#pragma once

#include "adapters/carriers/manifest_document.hpp"

#include <optional>
#include <string>

namespace route9::adapters {

/// Error: as manifest_totals.
Result<std::string> manifest_workbook(
    const ManifestDocument& document, const std::optional<VoidMark>& mark = std::nullopt
);

} // namespace route9::adapters
