// SPDX-License-Identifier: Apache-2.0
// Reads ISO 20022 bank reports (camt.052, .053, .054; versions .01 to .08 and later) into
// statements. Elements are compared by local name, old and new forms are both taken, and the file
// streams: one entry at a time is in memory. No network, no DTD, no entities. Values only.
// Sources: ISO 20022 message definitions; reversal keeps its direction, NOTPROVIDED is no id.
#pragma once

#include "core/result.hpp"
#include "payments/statement.hpp"

#include <string_view>

namespace route9::adapters::banks {

/// Errors: payload_too_large; malformed_request for what is no XML or no camt; validation_failed
/// naming every bad element. Broken balance chains and sums are warnings of the statement.
Result<payments::StatementFile> read_camt(std::string_view xml);

} // namespace route9::adapters::banks
