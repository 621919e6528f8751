// SPDX-License-Identifier: Apache-2.0
// Lao in Latin letters after the BGN/PCGN romanisation of 1966, without its marks: what maps and
// road signs use ("Savannakhet", "Xiangkhouang"). ICU has no Lao rules. Private to core. Reads one
// syllable at a time; where the script leaves the syllable border open, the commoner reading wins.
#pragma once

#include <span>
#include <string>

namespace route9 {

/// `characters` are Lao in NFKC and nothing else. Lower case ASCII.
std::string lao_to_latin(std::span<const char32_t> characters);

} // namespace route9
