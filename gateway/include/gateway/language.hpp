// SPDX-License-Identifier: Apache-2.0
// The reader's language among those every text exists in: vi, lo and en, by Accept-Language.
#pragma once

#include "gateway/http/headers.hpp"

#include <optional>
#include <string_view>

namespace route9::gateway {

/// "vi", "lo" or "en"; nullopt when nothing fits.
std::optional<std::string_view> wanted_language(const http::Headers& headers) noexcept;
/// The same; English when nothing fits. Quality values are honoured.
std::string_view language_of(const http::Headers& headers) noexcept;

} // namespace route9::gateway
