// SPDX-License-Identifier: Apache-2.0
// An answer that is printed: no copy of it stays on the way.
#pragma once

#include "gateway/http/response.hpp"

#include <string>
#include <string_view>
#include <utility>

namespace route9::gateway {

inline constexpr std::string_view pdf_type = "application/pdf";
inline constexpr std::string_view zpl_type = "application/zpl";

inline http::Response printed(std::string_view type, std::string bytes) {
    http::Response response;
    response.content_type = type;
    response.body = std::move(bytes);
    response.headers.emplace_back("Cache-Control", "private, no-store");
    return response;
}

} // namespace route9::gateway
