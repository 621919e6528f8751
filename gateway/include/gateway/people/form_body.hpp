// SPDX-License-Identifier: Apache-2.0
// The fields of a form that a page of ours has sent (application/x-www-form-urlencoded), read as
// strictly as a query.
#pragma once

#include "core/result.hpp"
#include "gateway/http/request.hpp"
#include "gateway/http/target.hpp"

#include <string>
#include <string_view>

namespace route9::gateway {

inline constexpr std::size_t form_bytes_max = 16 * 1024;

/// Errors: unsupported_media_type, malformed_request.
Result<http::Query> read_form(const http::Request& request);

/// Empty when it is not there.
std::string form_field(const http::Query& form, std::string_view name);

} // namespace route9::gateway
