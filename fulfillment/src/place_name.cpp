// SPDX-License-Identifier: Apache-2.0
#include "place_name.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <numeric>

namespace route9::fulfillment {
namespace {

/// As fold_name leaves it, with its blank; `spelt` is the unit's key. The first that fits counts.
struct UnitWord {
    std::string_view typed;
    std::string_view spelt;
    Tier tier;
};

constexpr std::array<UnitWord, 41> kBefore{{
    {"tinh ", "tinh", Tier::province},
    {"thanh pho ", "thanhpho", Tier::province},
    {"tp ", "thanhpho", Tier::province},
    {"t p ", "thanhpho", Tier::province},
    {"t ", "tinh", Tier::province},
    {"thu do ", "thudo", Tier::province},
    {"khoueng ", "khoueng", Tier::province},
    {"khoeng ", "khoueng", Tier::province},
    {"khoueang ", "khoueng", Tier::province},
    {"khwaeng ", "khoueng", Tier::province},
    {"kwaeng ", "khoueng", Tier::province},
    {"province of ", "khoueng", Tier::province},
    {"province ", "khoueng", Tier::province},
    {"huyen ", "huyen", Tier::district},
    {"h ", "huyen", Tier::district},
    {"quan ", "quan", Tier::district},
    {"q ", "quan", Tier::district},
    {"thi xa ", "thixa", Tier::district},
    {"tx ", "thixa", Tier::district},
    {"t x ", "thixa", Tier::district},
    {"thanh pho ", "thanhpho", Tier::district},
    {"tp ", "thanhpho", Tier::district},
    {"t p ", "thanhpho", Tier::district},
    {"muang ", "muang", Tier::district},
    {"meuang ", "muang", Tier::district},
    {"mueang ", "muang", Tier::district},
    {"muong ", "muang", Tier::district},
    {"m ", "muang", Tier::district},
    {"nakhone ", "nakhon", Tier::district},
    {"nakhon ", "nakhon", Tier::district},
    {"district of ", "muang", Tier::district},
    {"district ", "muang", Tier::district},
    {"phuong ", "phuong", Tier::commune},
    {"p ", "phuong", Tier::commune},
    {"xa ", "xa", Tier::commune},
    {"x ", "xa", Tier::commune},
    {"thi tran ", "thitran", Tier::commune},
    {"tt ", "thitran", Tier::commune},
    {"dac khu ", "dackhu", Tier::commune},
    {"dk ", "dackhu", Tier::commune},
    {"commune ", "xa", Tier::commune},
}};

constexpr std::array<std::pair<std::string_view, Tier>, 11> kAfter{{
    {" province", Tier::province},
    {" prov", Tier::province},
    {" city", Tier::province},
    {" prefecture", Tier::province},
    {" municipality", Tier::province},
    {" district", Tier::district},
    {" dist", Tier::district},
    {" city", Tier::district},
    {" town", Tier::district},
    {" ward", Tier::commune},
    {" commune", Tier::commune},
}};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

std::string letters_of(std::string_view folded) {
    std::string key;
    for (const char c : folded) {
        const auto byte = static_cast<unsigned char>(c);
        if ((c >= 'a' && c <= 'z') || is_digit(c) || byte >= 0x80) {
            key += c;
        }
    }
    return key;
}

/// "q1" → "q 1": a number is written to its letter.
void part_number(std::string& folded) {
    const bool has_number = folded.size() > 1 && (folded[0] == 'q' || folded[0] == 'p') &&
                            std::ranges::all_of(folded.substr(1), is_digit);
    if (has_number) {
        folded.insert(1, " ");
    }
}

/// A Lao city that is a district; the capital's "ນະຄອນຫຼວງ" is part of its name.
std::string bare_lao(std::string_view whole, Tier tier) {
    constexpr std::string_view kCity = "ນະຄອນ";
    if (tier == Tier::district && whole.starts_with(kCity) && whole.size() > kCity.size()) {
        return std::string{whole.substr(kCity.size())};
    }
    return {};
}

bool says_village(std::string_view text, std::string_view folded) {
    constexpr std::array<std::string_view, 2> kLao{"ບ້ານ", "ບ."};
    constexpr std::array<std::string_view, 3> kLatin{"ban ", "b ", "village "};
    const auto begins = [](std::string_view with) {
        return [with](std::string_view word) { return with.starts_with(word); };
    };
    return std::ranges::any_of(kLao, begins(text)) || std::ranges::any_of(kLatin, begins(folded)) ||
           folded.ends_with(" village");
}

/// "ມ.ປາກເຊ" → "ປາກເຊ".
std::string_view without_lao_initial(std::string_view text) {
    while (text.starts_with(' ')) {
        text.remove_prefix(1);
    }
    for (const std::string_view initial : {"ມ.", "ຂ."}) {
        if (text.starts_with(initial)) {
            text.remove_prefix(initial.size());
        }
    }
    return text;
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (auto at = text.find(from); at != text.npos; at = text.find(from, at + to.size())) {
        text.replace(at, from.size(), to);
    }
}

bool is_vowel(char c) {
    return std::string_view{"aeiou"}.contains(c);
}

/// The r of "Borkeo" only lengthens its vowel, the h of "Houaphanh" is not heard; any other r is l.
std::string without_silent_letters(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const char before = out.empty() ? '\0' : out.back();
        const bool ends = i + 1 == text.size() || !is_vowel(text[i + 1]);
        const bool silent_r = c == 'r' && is_vowel(before) && ends;
        const bool silent_h =
            c == 'h' && before != '\0' && !std::string_view{"kptc"}.contains(before);
        if (c == before || silent_r || silent_h) {
            continue;
        }
        out += c == 'r' ? 'l' : c;
    }
    return out;
}

} // namespace

std::string place_key(std::string_view text) {
    return letters_of(fold_name(text));
}

NameKeys name_keys(std::string_view text, Tier tier) {
    text = without_lao_initial(text);
    std::string folded = fold_name(text);
    NameKeys keys;
    keys.whole = letters_of(folded);
    keys.is_village = says_village(text, folded);
    part_number(folded);
    std::string_view rest = folded;
    std::string_view unit;
    for (const UnitWord& word : kBefore) {
        if (word.tier == tier && rest.starts_with(word.typed)) {
            rest.remove_prefix(word.typed.size());
            unit = word.spelt;
            break;
        }
    }
    for (const auto& [word, of_tier] : kAfter) {
        if (of_tier == tier && rest.ends_with(word)) {
            rest.remove_suffix(word.size());
            break;
        }
    }
    if (rest.size() == folded.size()) {
        keys.bare = bare_lao(keys.whole, tier);
        return keys;
    }
    keys.bare = letters_of(rest);
    keys.spelt = unit.empty() ? std::string{} : std::string{unit} + keys.bare;
    return keys;
}

std::string spelling_key(std::string_view key) {
    constexpr std::size_t kShortest = 5;
    constexpr std::array<std::array<std::string_view, 2>, 13> kSame{{
        {"ck", "k"},
        {"x", "s"},
        {"w", "v"},
        {"y", "i"},
        {"oua", "ua"},
        {"ou", "u"},
        {"oo", "u"},
        {"ee", "i"},
        {"ie", "ia"},
        {"eu", "u"},
        {"ei", "ai"},
        {"au", "ao"},
        {"gn", "n"},
    }};
    const auto is_plain = [](char c) { return c >= 'a' && c <= 'z'; };
    if (key.size() < kShortest || !std::ranges::all_of(key, is_plain)) {
        return {};
    }
    std::string text{key};
    for (const auto& [from, to] : kSame) {
        replace_all(text, from, to);
    }
    text = without_silent_letters(text);
    const auto last = [&text](std::size_t back) { return text[text.size() - back]; };
    if (last(1) == 'e' && !is_vowel(last(2))) {
        text.pop_back();
    }
    text.back() = text.back() == 'd' ? 't' : text.back() == 'c' ? 'k' : text.back();
    return text.size() < kShortest - 1 ? std::string{} : text;
}

std::vector<std::string> name_parts(std::string_view text) {
    constexpr std::string_view kWideComma = "\xef\xbc\x8c";
    constexpr std::size_t kPartsMax = 8; // an address has no more; a text of commas might
    std::string plain{text};
    replace_all(plain, kWideComma, ",");
    replace_all(plain, " - ", ",");
    std::vector<std::string> parts;
    std::string_view rest = plain;
    while (!rest.empty() && parts.size() < kPartsMax) {
        const auto end = std::min(rest.find_first_of(",;/|\n"), rest.size());
        std::string_view part = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto first = part.find_first_not_of(" \t\r");
        if (first != part.npos) {
            part = part.substr(first, part.find_last_not_of(" \t\r") - first + 1);
            parts.emplace_back(part);
        }
    }
    return parts;
}

std::size_t edit_distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= left.size(); ++i) {
        std::size_t corner = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= right.size(); ++j) {
            const std::size_t changed = corner + (left[i - 1] == right[j - 1] ? 0 : 1);
            corner = row[j];
            row[j] = std::min({changed, row[j] + 1, row[j - 1] + 1});
        }
    }
    return row.back();
}

} // namespace route9::fulfillment
