// SPDX-License-Identifier: Apache-2.0
// Text in lower case with its marks, for comparing words whose marks tell them apart ("bản" a
// village, "bán" to sell). For names of people and places use the folds of text.hpp. Thread-safe.
#pragma once

#include <string>
#include <string_view>

namespace route9 {

/// NFKC in lower case: it does not matter how the marks were typed. Ill-formed bytes become U+FFFD.
std::string lower_case(std::string_view text);

} // namespace route9
