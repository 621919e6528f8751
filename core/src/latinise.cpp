// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "lao_latin.hpp"
#include "unicode_text.hpp"

#include <unicode/translit.h>
#include <unicode/uchar.h>

#include <memory>
#include <stdexcept>
#include <vector>

namespace route9 {
namespace {

using Transliterator = icu::Transliterator;

std::unique_ptr<Transliterator> make_transliterator() {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<Transliterator> made{
        Transliterator::createInstance("Any-Latin; Latin-ASCII", UTRANS_FORWARD, status)
    };
    if (U_FAILURE(status) || made == nullptr) {
        throw std::runtime_error{"ICU has no transliteration data; install its data package"};
    }
    return made;
}

/// For what is neither Latin nor Lao. One per thread, because a transliterator is not thread-safe
/// and takes milliseconds to build.
std::string transliterated(const std::string& text) {
    thread_local const std::unique_ptr<Transliterator> any_to_latin = make_transliterator();
    icu::UnicodeString characters = icu::UnicodeString::fromUTF8(text);
    any_to_latin->transliterate(characters);
    std::string out;
    characters.toUTF8String(out);
    return out;
}

class LatinWriter {
public:
    void take(UChar32 c) {
        if (is_lao(c)) {
            lao_.push_back(static_cast<char32_t>(c));
            return;
        }
        end_lao();
        append_character(out_, c);
    }

    std::string finish() {
        end_lao();
        return std::move(out_);
    }

private:
    /// Lao has no capitals; a run of it reads as one name.
    void end_lao() {
        std::string latin = lao_to_latin(lao_);
        if (!latin.empty() && latin.front() >= 'a' && latin.front() <= 'z') {
            latin.front() = static_cast<char>(latin.front() - 'a' + 'A');
        }
        out_ += latin;
        lao_.clear();
    }

    std::string out_;
    std::vector<char32_t> lao_;
};

/// Composed for the Lao rules, then without the marks of Latin letters.
std::string without_lao_and_marks(std::string_view text) {
    LatinWriter writer;
    for_each_character(text, NormalForm::nfkc, [&](UChar32 c) { writer.take(c); });
    std::string out;
    for_each_character(writer.finish(), NormalForm::nfkd, [&](UChar32 c) {
        if (!is_diacritic(c) && u_charType(c) != U_FORMAT_CHAR) {
            append_character(out, without_stroke(c));
        }
    });
    return out;
}

} // namespace

std::string latinise(std::string_view text) {
    if (is_ascii(text)) {
        return std::string{text};
    }
    std::string latin = without_lao_and_marks(text);
    if (!is_ascii(latin)) {
        latin = transliterated(latin);
    }
    std::string out;
    for_each_character(latin, NormalForm::nfkc, [&](UChar32 c) {
        out += c < 0x80 ? static_cast<char>(c) : '?';
    });
    return out;
}

} // namespace route9
