// SPDX-License-Identifier: Apache-2.0
#include "lao_latin.hpp"

#include <array>
#include <cstddef>
#include <string_view>

namespace route9 {
namespace {

constexpr char32_t letter_ho = U'ຫ';
constexpr char32_t letter_vo = U'ວ';
constexpr char32_t letter_o = U'ອ';
constexpr char32_t letter_nyo = U'ຍ';
constexpr char32_t sign_lo = U'\u0ebc';
constexpr char32_t sign_nyo = U'\u0ebd'; // ຽ
constexpr char32_t sign_short_a = U'\u0eb1';
constexpr char32_t sign_mai_kon = U'\u0ebb';
constexpr char32_t sign_niggahita = U'\u0ecd';
constexpr char32_t vowel_a = U'\u0eb0';
constexpr char32_t vowel_aa = U'\u0eb2';

struct Consonant {
    char32_t letter;
    std::string_view initial;
    std::string_view final; // empty: never ends a syllable
};

constexpr std::array<Consonant, 27> consonants{{
    {U'ກ', "k", "k"}, {U'ຂ', "kh", ""}, {U'ຄ', "kh", ""},  {U'ງ', "ng", "ng"}, {U'ຈ', "ch", ""},
    {U'ສ', "s", ""},  {U'ຊ', "x", ""},  {U'ຍ', "ny", "i"}, {U'ດ', "d", "t"},   {U'ຕ', "t", ""},
    {U'ຖ', "th", ""}, {U'ທ', "th", ""}, {U'ນ', "n", "n"},  {U'ບ', "b", "p"},   {U'ປ', "p", ""},
    {U'ຜ', "ph", ""}, {U'ຝ', "f", ""},  {U'ພ', "ph", ""},  {U'ຟ', "f", ""},    {U'ມ', "m", "m"},
    {U'ຢ', "y", ""},  {U'ຣ', "r", ""},  {U'ລ', "l", ""},   {U'ວ', "v", "o"},   {U'ຫ', "h", ""},
    {U'ອ', "", ""},   {U'ຮ', "h", ""},
}};

const Consonant* consonant(char32_t c) {
    for (const Consonant& row : consonants) {
        if (row.letter == c) {
            return &row;
        }
    }
    return nullptr;
}

bool is_tone(char32_t c) {
    return (c >= 0x0ec8 && c <= 0x0ecc) || c == 0x0ece;
}

/// A vowel written after or around its consonant, which it thereby makes an initial.
bool is_vowel_sign(char32_t c) {
    return (c >= 0x0eb0 && c <= 0x0ebb) || c == sign_nyo || c == sign_niggahita;
}

bool is_vowel_before(char32_t c) {
    return c >= 0x0ec0 && c <= 0x0ec4;
}

enum class Ending : std::uint8_t { none, possible, needed };

struct Nucleus {
    std::string_view latin;
    Ending ending;
};

class LaoReader {
public:
    explicit LaoReader(std::span<const char32_t> characters) : characters_(characters) {}

    std::string read() {
        while (at_ < characters_.size()) {
            syllable();
        }
        return std::move(out_);
    }

private:
    char32_t peek(std::size_t ahead = 0) const {
        return at_ + ahead < characters_.size() ? characters_[at_ + ahead] : U'\0';
    }

    bool accept(char32_t wanted) {
        if (peek() != wanted) {
            return false;
        }
        ++at_;
        return true;
    }

    void skip_tones() {
        while (is_tone(peek())) {
            ++at_;
        }
    }

    bool is_marked(std::size_t ahead) const {
        return is_vowel_sign(peek(ahead)) || is_tone(peek(ahead)) || peek(ahead) == sign_lo;
    }

    /// The consonant there starts a syllable: a vowel hangs on it, or is spelled by ອ or ວ.
    bool starts_syllable(std::size_t ahead) const {
        if (is_marked(ahead + 1)) {
            return true;
        }
        const char32_t next = peek(ahead + 1);
        const bool spells_vowel = next == letter_o || next == letter_vo;
        return spells_vowel && consonant(peek(ahead + 2)) != nullptr && !is_marked(ahead + 2) &&
               !starts_marked_cluster(ahead + 2);
    }

    bool starts_marked_cluster(std::size_t ahead) const {
        return is_marked(ahead + 1) || is_vowel_before(peek(ahead));
    }

    void syllable() {
        const char32_t before = is_vowel_before(peek()) ? peek() : U'\0';
        at_ += before == U'\0' ? 0 : 1;
        const Consonant* first = consonant(peek());
        if (first == nullptr) {
            other(before);
            return;
        }
        ++at_;
        initial(*first, before != U'\0');
        skip_tones();
        const Nucleus nucleus = before == U'\0' ? vowel_after() : vowel_around(before);
        out_ += nucleus.latin;
        skip_tones();
        if (nucleus.ending != Ending::none) {
            final(nucleus.ending);
        }
    }

    /// Digits, repetition and abbreviation marks, and signs that hang in the air.
    void other(char32_t before) {
        const char32_t c = peek();
        if (before != U'\0' && !is_vowel_sign(c)) {
            return;
        }
        ++at_;
        if (c >= 0x0ed0 && c <= 0x0ed9) {
            out_ += static_cast<char>('0' + static_cast<int>(c - 0x0ed0));
        }
    }

    void initial(const Consonant& first, bool vowel_before) {
        if (first.letter == letter_ho && (peek() == sign_lo || silent_ho(vowel_before))) {
            out_ += peek() == sign_lo ? "l" : consonant(peek())->initial;
            ++at_;
        } else {
            out_ += first.initial;
            out_ += accept(sign_lo) ? "l" : "";
        }
        if (glide(vowel_before)) {
            out_ += "ou";
            ++at_;
        }
    }

    /// ຫ before a sonorant only sets the tone.
    bool silent_ho(bool vowel_before) const {
        switch (peek()) {
        case U'ງ':
        case U'ຍ':
        case U'ນ':
        case U'ມ':
        case U'ລ':
        case U'ຣ':
            return true;
        case letter_vo:
            return vowel_before || is_marked(1);
        default:
            return false;
        }
    }

    /// ວ between a consonant and the vowel: ຂວາ, ແຂວງ.
    bool glide(bool vowel_before) const {
        if (peek() != letter_vo) {
            return false;
        }
        return is_marked(1) ||
               (vowel_before && consonant(peek(1)) != nullptr && !starts_syllable(1));
    }

    Nucleus vowel_around(char32_t before) {
        switch (before) {
        case U'ໂ':
            return plain_around("o");
        case U'ແ':
            return plain_around("e");
        case U'ເ':
            return vowel_around_e();
        default: // ໃ and ໄ
            return {"ai", Ending::none};
        }
    }

    Nucleus plain_around(std::string_view latin) {
        if (accept(sign_short_a)) {
            return {latin, Ending::needed};
        }
        return {latin, accept(vowel_a) ? Ending::none : Ending::possible};
    }

    Nucleus vowel_around_e() {
        if (accept(sign_mai_kon)) {
            skip_tones();
            accept(vowel_aa);
            return {"ao", Ending::none};
        }
        if (accept(vowel_aa)) {
            accept(vowel_a);
            return {"o", Ending::none};
        }
        if (accept(U'\u0eb4') || accept(U'\u0eb5')) {
            return {"eu", Ending::possible};
        }
        if (accept(U'\u0eb6') || accept(U'\u0eb7')) {
            skip_tones();
            accept(letter_o);
            return {"ua", Ending::possible};
        }
        if (accept(sign_nyo)) {
            return {"ia", Ending::possible};
        }
        if (peek() == letter_nyo && !starts_syllable(0)) {
            ++at_;
            return {"ia", Ending::none};
        }
        return plain_around("e");
    }

    Nucleus vowel_after() {
        const char32_t sign = peek();
        if (sign == letter_o || sign == letter_vo) {
            return vowel_letter(sign);
        }
        if (!is_vowel_sign(sign)) {
            return {"", Ending::none};
        }
        ++at_;
        skip_tones();
        switch (sign) {
        case vowel_a:
            return {"a", Ending::none};
        case vowel_aa:
            return {"a", Ending::possible};
        case sign_short_a:
            return accept(letter_vo) ? Nucleus{"oua", Ending::none} : Nucleus{"a", Ending::needed};
        case sign_mai_kon:
            return accept(letter_vo) ? Nucleus{"oua", Ending::none} : Nucleus{"o", Ending::needed};
        case sign_niggahita:
            return accept(vowel_aa) ? Nucleus{"am", Ending::none} : Nucleus{"o", Ending::possible};
        case sign_nyo:
            return {"ia", Ending::possible};
        case U'\u0eb4':
        case U'\u0eb5':
            return {"i", Ending::possible};
        case U'\u0eb6':
        case U'\u0eb7':
            return {"u", Ending::possible};
        default: // ຸ and ູ
            return {"ou", Ending::possible};
        }
    }

    /// ອ and ວ as vowels: ກອງ, ສວນ.
    Nucleus vowel_letter(char32_t letter) {
        if (is_marked(1)) {
            return {"", Ending::none};
        }
        ++at_;
        return {letter == letter_o ? "o" : "oua", Ending::possible};
    }

    void final(Ending ending) {
        const Consonant* last = consonant(peek());
        if (last == nullptr || last->final.empty()) {
            return;
        }
        if (ending == Ending::needed || !starts_syllable(0)) {
            out_ += last->final;
            ++at_;
            skip_tones();
        }
    }

    std::span<const char32_t> characters_;
    std::size_t at_ = 0;
    std::string out_;
};

} // namespace

std::string lao_to_latin(std::span<const char32_t> characters) {
    return LaoReader{characters}.read();
}

} // namespace route9
