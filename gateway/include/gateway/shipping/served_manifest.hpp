// SPDX-License-Identifier: Apache-2.0
// The manifest behind the JSON the feed serves, for its other forms (CSV, PDF, workbook). Personal
// data: used and dropped.
#pragma once

#include "adapters/carriers/manifest_document.hpp"

#include <string_view>

namespace route9::gateway {

/// Precondition: text that seal_manifest_document made.
adapters::ManifestDocument read_served_manifest(std::string_view served);

} // namespace route9::gateway
