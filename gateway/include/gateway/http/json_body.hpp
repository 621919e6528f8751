// SPDX-License-Identifier: Apache-2.0
// A JSON request body: the media type is checked first, then the text is parsed strictly.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "gateway/http/request.hpp"

namespace route9::gateway::http {

/// Error: unsupported_media_type, malformed_json.
Result<Json> read_json_body(const Request& request);

} // namespace route9::gateway::http
