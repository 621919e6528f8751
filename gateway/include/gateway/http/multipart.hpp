// SPDX-License-Identifier: Apache-2.0
// Forms with a file in them, as browsers send them (multipart/form-data, RFC 7578), read strictly:
// nothing before the first delimiter, no nesting, no transfer encodings. What is given refers to
// the request's body. Pure.
#pragma once

#include "core/result.hpp"
#include "gateway/http/request.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace route9::gateway::http {

inline constexpr std::size_t form_parts_max = 16;
/// What a form around its file may take.
inline constexpr std::size_t form_overhead_bytes_max = 16 * 1024;

struct FormPart {
    std::string_view name;
    std::string_view content;
    bool is_file = false;
};

/// Errors: unsupported_media_type, malformed_request.
Result<std::vector<FormPart>> read_multipart(const Request& request);

/// Empty when it is not there.
std::string_view part_named(const std::vector<FormPart>& parts, std::string_view name) noexcept;

} // namespace route9::gateway::http
