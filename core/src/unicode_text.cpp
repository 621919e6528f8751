// SPDX-License-Identifier: Apache-2.0
#include "unicode_text.hpp"

#include <unicode/normalizer2.h>
#include <unicode/utf8.h>

#include <array>
#include <stdexcept>

namespace route9 {
namespace {

const icu::Normalizer2& normalizer(NormalForm form) {
    UErrorCode status = U_ZERO_ERROR;
    const icu::Normalizer2* found = nullptr;
    switch (form) {
    case NormalForm::nfd:
        found = icu::Normalizer2::getNFDInstance(status);
        break;
    case NormalForm::nfkd:
        found = icu::Normalizer2::getNFKDInstance(status);
        break;
    case NormalForm::nfkc:
        found = icu::Normalizer2::getNFKCInstance(status);
        break;
    }
    if (U_FAILURE(status) || found == nullptr) {
        throw std::runtime_error{"ICU has no normalisation data; install its data package"};
    }
    return *found;
}

} // namespace

icu::UnicodeString normalised(std::string_view text, NormalForm form) {
    const auto length = static_cast<std::int32_t>(text.size());
    // NOLINTNEXTLINE(bugprone-suspicious-stringview-data-usage): the length goes with it
    const auto source = icu::UnicodeString::fromUTF8(icu::StringPiece{text.data(), length});
    UErrorCode status = U_ZERO_ERROR;
    icu::UnicodeString result = normalizer(form).normalize(source, status);
    if (U_FAILURE(status)) {
        throw std::runtime_error{"ICU could not normalise a text"};
    }
    return result;
}

void append_character(std::string& out, UChar32 c) {
    std::array<char, U8_MAX_LENGTH> bytes{};
    std::size_t size = 0;
    U8_APPEND_UNSAFE(bytes.data(), size, c);
    out.append(bytes.data(), size);
}

} // namespace route9
