// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"

#include "unicode_text.hpp"

#include <unicode/uchar.h>

#include <array>
#include <utility>

namespace route9 {
namespace {

constexpr std::array<std::string_view, 3> lao_place_words{"ແຂວງ", "ເມືອງ", "ບ້ານ"};

bool is_blank(UChar32 c) {
    return u_isUWhiteSpace(c) != 0;
}

/// Control and format characters: they are not seen and must not tell two texts apart.
bool is_invisible(UChar32 c) {
    const auto category = u_charType(c);
    return category == U_CONTROL_CHAR || category == U_FORMAT_CHAR;
}

/// ຼ is ລ written below another letter: ຫຼ = ຫລ.
UChar32 lao_letter(UChar32 c) {
    constexpr UChar32 sign_lo = 0x0ebc;
    constexpr UChar32 letter_lo = 0x0ea5;
    return c == sign_lo ? letter_lo : c;
}

/// Joins runs of blanks and drops those at either end.
class BlankJoiner {
public:
    void blank() { pending_ = !out_.empty(); }
    void visible(UChar32 c) {
        if (pending_) {
            out_ += ' ';
            pending_ = false;
        }
        append_character(out_, c);
    }
    std::string take() { return std::move(out_); }

private:
    std::string out_;
    bool pending_ = false;
};

enum class Punctuation : bool { kept, blank };

std::string fold_latin(std::string_view text, Punctuation punctuation) {
    BlankJoiner joiner;
    for_each_character(text, NormalForm::nfkd, [&](UChar32 c) {
        if (is_blank(c) || (punctuation == Punctuation::blank && u_ispunct(c))) {
            joiner.blank();
        } else if (!is_diacritic(c) && !is_invisible(c)) {
            joiner.visible(u_tolower(without_stroke(c)));
        }
    });
    return joiner.take();
}

enum class Blanks : bool { joined, dropped };

std::string fold_bank_text(std::string_view text, Blanks blanks) {
    BlankJoiner joiner;
    for_each_character(text, NormalForm::nfd, [&](UChar32 c) {
        if (is_diacritic(c) || is_invisible(c)) {
            return;
        }
        if (!is_blank(c)) {
            joiner.visible(u_toupper(without_stroke(c)));
        } else if (blanks == Blanks::joined) {
            joiner.blank();
        }
    });
    return joiner.take();
}

void drop_place_word_at_end(std::string& name) {
    for (const std::string_view word : lao_place_words) {
        if (name.ends_with(word)) {
            name.resize(name.size() - word.size());
        }
    }
}

std::string fold_lao_once(std::string_view text) {
    std::string whole;
    std::string name;
    for_each_character(text, NormalForm::nfkc, [&](UChar32 c) {
        if (is_blank(c) || is_invisible(c)) {
            return;
        }
        append_character(whole, lao_letter(c));
        append_character(name, lao_letter(c));
        drop_place_word_at_end(name);
    });
    // A place may be called by the bare word; then it keeps it.
    return name.empty() ? whole : name;
}

std::string compose(std::string_view text) {
    std::string out;
    for_each_character(text, NormalForm::nfkc, [&](UChar32 c) { append_character(out, c); });
    return out;
}

bool has_lao(std::string_view text) {
    // In UTF-8 every Lao character starts with E0 BA or E0 BB.
    return text.find("\xe0\xba") != text.npos || text.find("\xe0\xbb") != text.npos;
}

/// What a fold drops may have kept marks from their canonical order: it is repeated until the key
/// stays. ASCII stays at once, and that is what nearly every Vietnamese text becomes.
template <class Once>
std::string settled(std::string_view text, Once once) {
    std::string key = once(text);
    while (!is_ascii(key)) {
        std::string next = once(key);
        if (next == key) {
            break;
        }
        key = std::move(next);
    }
    return key;
}

} // namespace

std::string fold_vietnamese(std::string_view text) {
    return settled(text, [](std::string_view part) { return fold_latin(part, Punctuation::kept); });
}

std::string fold_lao(std::string_view text) {
    return settled(text, fold_lao_once);
}

std::string fold_name(std::string_view text) {
    return settled(text, [](std::string_view part) {
        const std::string latin = fold_latin(part, Punctuation::blank);
        return has_lao(latin) ? fold_lao_once(latin) : compose(latin);
    });
}

std::string fold_memo(std::string_view text) {
    return settled(text, [](std::string_view part) {
        return fold_bank_text(part, Blanks::joined);
    });
}

std::string fold_memo_tight(std::string_view text) {
    return settled(text, [](std::string_view part) {
        return fold_bank_text(part, Blanks::dropped);
    });
}

} // namespace route9
