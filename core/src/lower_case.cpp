// SPDX-License-Identifier: Apache-2.0
#include "core/lower_case.hpp"

#include "unicode_text.hpp"

#include <unicode/uchar.h>

namespace route9 {

std::string lower_case(std::string_view text) {
    std::string lower;
    for_each_character(text, NormalForm::nfkc, [&](UChar32 c) {
        append_character(lower, u_tolower(c));
    });
    return lower;
}

} // namespace route9
