// SPDX-License-Identifier: Apache-2.0
// The dots of the label printer that a request names.
#pragma once

#include "adapters/documents/label_zpl.hpp"
#include "core/result.hpp"
#include "gateway/http/request.hpp"

namespace route9::gateway {

/// `?dpi=`, 203 without. Error: validation_failed.
Result<adapters::PrinterDensity> read_printer_density(const http::Request& request);

} // namespace route9::gateway
