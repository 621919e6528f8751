// SPDX-License-Identifier: Apache-2.0
// What a request says its body is, for endpoints that take other forms than JSON.
#pragma once

#include "gateway/http/headers.hpp"

#include <string_view>

namespace route9::gateway::http {

/// .xlsx: ECMA-376, as registered with IANA.
inline constexpr const char* workbook_type =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/// Content-Type without its parameters; empty where there is none. Compare without case.
inline std::string_view media_type(const Headers& headers) noexcept {
    std::string_view type = headers.find("content-type").value_or("");
    type = type.substr(0, type.find(';'));
    return type.substr(0, type.find_last_not_of(" \t") + 1);
}

} // namespace route9::gateway::http
