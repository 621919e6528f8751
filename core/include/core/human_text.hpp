// SPDX-License-Identifier: Apache-2.0
// Members that people wrote: counted in characters, so that Lao and Vietnamese may be as long as
// English, and of nothing but blanks as good as empty. Ids beside them may hold no sign that turns
// the direction of what is shown after it. Source: Unicode, Bidi_Control and White_Space.
#pragma once

#include "core/json.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace route9 {

inline constexpr std::size_t human_text_characters_max = 500;

/// Refuses what ObjectReader::text does, the length apart, and what shows nothing.
std::optional<std::string> read_human_text(ObjectReader& reader, std::string_view name, Need need);

/// Blanks, marks without width and controls only. The text must be valid UTF-8.
bool is_invisible(std::string_view text) noexcept;
bool has_bidi_control(std::string_view text) noexcept;

} // namespace route9
