// SPDX-License-Identifier: Apache-2.0
#include "memo_words.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::size_t kWordsMax = 64;

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

bool is_word_character(char c) noexcept {
    const auto byte = static_cast<unsigned char>(c);
    return is_digit(c) || (c >= 'A' && c <= 'Z') || byte >= 0x80;
}

std::vector<std::string_view> single_words(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t begin = 0;
    for (std::size_t end = 1; end <= text.size(); ++end) {
        if (starts_word(text, end - 1)) {
            begin = end - 1;
        }
        if (ends_word(text, end)) {
            words.push_back(text.substr(begin, end - begin));
        }
    }
    return words;
}

} // namespace

bool starts_word(std::string_view text, std::size_t at) noexcept {
    return is_word_character(text[at]) && (at == 0 || !is_word_character(text[at - 1]));
}

bool ends_word(std::string_view text, std::size_t end) noexcept {
    return is_word_character(text[end - 1]) &&
           (end == text.size() || !is_word_character(text[end]));
}

std::set<std::string> reference_words(std::string_view text) {
    constexpr int run_max = 4;
    std::set<std::string> found;
    for (std::size_t begin = 0; begin < text.size() && found.size() < kWordsMax; ++begin) {
        int words = 0;
        for (auto end = begin + 1; starts_word(text, begin) && words < run_max &&
                                   end <= text.size() && end - begin <= reference_length_max;
             ++end) {
            if (!ends_word(text, end)) {
                continue;
            }
            ++words;
            if (end - begin >= reference_length_min) {
                found.emplace(text.substr(begin, end - begin));
            }
        }
    }
    return found;
}

std::vector<std::string> awaited_words(const FoldedMemo& memo) {
    std::vector<std::string> found;
    for (const auto& hit : find_codes(memo)) {
        found.push_back(hit.code.text());
    }
    auto words = single_words(memo.spaced);
    std::erase_if(words, [](std::string_view word) {
        return word.size() < reference_length_min || word.size() > reference_length_max ||
               std::ranges::none_of(word, is_digit);
    });
    std::ranges::sort(words, [](std::string_view left, std::string_view right) {
        return std::pair{right.size(), left} < std::pair{left.size(), right};
    });
    for (const auto word : words) {
        if (std::ranges::find(found, word) == found.end()) {
            found.emplace_back(word);
        }
    }
    found.resize(std::min(found.size(), limits::awaited_references_max));
    return found;
}

} // namespace route9::payments
