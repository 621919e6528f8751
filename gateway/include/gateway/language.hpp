// SPDX-License-Identifier: Apache-2.0
// The reader's language among those every text exists in: vi, lo and en, by Accept-Language.
#pragma once

#include "gateway/http/headers.hpp"

#include <string_view>

namespace route9::gateway {

/// "vi", "lo" or "en"; English when nothing fits. Quality values are honoured.
std::string_view language_of(const http::Headers& headers) noexcept;

} // namespace route9::gateway
