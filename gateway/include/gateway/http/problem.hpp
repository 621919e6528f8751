// SPDX-License-Identifier: Apache-2.0
// The only place where an error becomes an answer: problem details (RFC 9457) with our members
// code, request_id, errors[{pointer, code, message}] and, where something is in the way, its
// reference. Nothing internal passes: the detail of an Error is meant for the caller.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "gateway/http/response.hpp"

#include <string_view>

namespace route9::gateway::http {

/// `retry_after` goes out with 429 and 503.
Response problem(const Error& error, std::string_view request_id, Seconds retry_after = Seconds{1});

} // namespace route9::gateway::http
