// SPDX-License-Identifier: Apache-2.0
// The Idempotency-Key of a creating POST: 1 to 255 visible ASCII characters, bare or as a quoted
// structured string (RFC 9651 §3.3.3); both forms of one text are the same key.
#pragma once

#include "core/result.hpp"
#include "gateway/http/headers.hpp"

#include <string>

namespace route9::gateway::http {

/// The unquoted key. Error: idempotency_key_missing, idempotency_key_malformed.
Result<std::string> read_idempotency_key(const Headers& headers);

} // namespace route9::gateway::http
