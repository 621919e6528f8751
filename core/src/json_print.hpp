// SPDX-License-Identifier: Apache-2.0
// How a JSON string is written, for print_json and canonical_json alike: the shortest escapes of
// RFC 8785 section 3.2.2.2. Private to core. Bytes that are no UTF-8 become U+FFFD, because a
// printer that fails halfway is worse than a visible replacement.
#pragma once

#include <string>
#include <string_view>

namespace route9 {

void append_json_string(std::string& out, std::string_view text);

} // namespace route9
