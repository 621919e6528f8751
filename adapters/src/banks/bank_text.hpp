// SPDX-License-Identifier: Apache-2.0
// The text of a bank's file in UTF-8, however it was saved. Pure; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace route9::adapters::banks {

enum class CodePage : std::uint8_t { western, vietnamese }; // Windows-1252, Windows-1258

/// UTF-8 without its byte order mark; from UTF-16 where a byte order mark says so. What is neither
/// is read by the code page; bytes that it leaves open become U+FFFD.
std::string bank_text(std::string_view file, CodePage page);

} // namespace route9::adapters::banks
