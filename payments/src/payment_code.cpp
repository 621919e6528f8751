// SPDX-License-Identifier: Apache-2.0
#include "payments/payment_code.hpp"

#include "core/assert.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::string_view kAlphabet = "123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::string_view kPrefix = "VL";
constexpr std::size_t kBody = 6;
constexpr int kBase = 31;
static_assert(kAlphabet.size() == kBase);
static_assert(kPrefix.size() + kBody + 1 == PaymentCode::length);

constexpr std::array<std::int8_t, 128> make_values() {
    std::array<std::int8_t, 128> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < kAlphabet.size(); ++i) {
        values[static_cast<unsigned char>(kAlphabet[i])] = static_cast<std::int8_t>(i);
    }
    return values;
}
constexpr auto kValues = make_values();

int value_of(char symbol) noexcept {
    const auto byte = static_cast<unsigned char>(symbol);
    return byte < kValues.size() ? kValues[byte] : -1;
}

char check_symbol(std::string_view body) noexcept {
    int sum = 0;
    for (std::size_t i = 0; i < kBody; ++i) {
        sum += static_cast<int>(i + 1) * value_of(body[i]);
    }
    return kAlphabet[static_cast<std::size_t>(sum % kBase)];
}

bool is_word_character(char c) noexcept {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z');
}

/// Signs outside ASCII that people type for a hyphen or a blank: U+00A0 to U+00BF (C2 A0 to C2 BF)
/// and U+2000 to U+206F (E2 80 80 to E2 81 AF). Zero: a character to keep.
std::size_t sign_length(std::string_view text) noexcept {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    if (byte(0) < 0x80) {
        return is_word_character(text[0]) ? 0 : 1;
    }
    if (text.size() >= 2 && byte(0) == 0xc2 && byte(1) >= 0xa0) {
        return 2;
    }
    const bool general = text.size() >= 3 && byte(0) == 0xe2 &&
                         (byte(1) == 0x80 || (byte(1) == 0x81 && byte(2) <= 0xaf));
    return general ? 3 : 0;
}

std::string without_signs(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        if (const auto length = sign_length(text.substr(at)); length > 0) {
            at += length;
        } else {
            out += text[at++];
        }
    }
    return out;
}

using CodeSet = std::set<PaymentCode>;

void add_if_good(std::string_view text, CodeSet& found) {
    if (auto code = PaymentCode::parse(text)) {
        found.insert(*std::move(code));
    }
}

void add_substitutions_and_swaps(std::string_view word, CodeSet& found) {
    std::string edited{word};
    for (std::size_t i = 0; i < edited.size(); ++i) {
        const char original = edited[i];
        for (const char symbol : kAlphabet) {
            edited[i] = symbol;
            add_if_good(edited, found);
        }
        edited[i] = 'L'; // the one letter of the prefix outside the alphabet
        add_if_good(edited, found);
        edited[i] = original;
        if (i + 1 < edited.size()) {
            std::swap(edited[i], edited[i + 1]);
            add_if_good(edited, found);
            std::swap(edited[i], edited[i + 1]);
        }
    }
}

void add_insertions(std::string_view word, CodeSet& found) {
    for (std::size_t i = 0; i <= word.size(); ++i) {
        std::string edited{word};
        edited.insert(i, 1, 'L');
        add_if_good(edited, found);
        for (const char symbol : kAlphabet) {
            edited[i] = symbol;
            add_if_good(edited, found);
        }
    }
}

void add_deletions(std::string_view word, CodeSet& found) {
    for (std::size_t i = 0; i < word.size(); ++i) {
        std::string edited{word};
        edited.erase(i, 1);
        add_if_good(edited, found);
    }
}

/// The words (runs of ASCII letters and digits) of 8 to 10 characters. A word of 8 at the very end
/// may be a code cut off and is left to truncated_tails.
std::vector<std::string_view> code_shaped_words(std::string_view text) {
    std::vector<std::string_view> words;
    std::size_t begin = 0;
    while (begin < text.size()) {
        std::size_t end = begin;
        while (end < text.size() && is_word_character(text[end])) {
            ++end;
        }
        const auto word = text.substr(begin, end - begin);
        const bool cut_off = word.size() == PaymentCode::length - 1 && end == text.size();
        if (word.size() + 1 >= PaymentCode::length && word.size() <= PaymentCode::length + 1 &&
            !cut_off) {
            words.push_back(word);
        }
        begin = end + 1;
    }
    return words;
}

void collect(std::string_view text, bool across_signs, std::vector<CodeHit>& hits) {
    for (auto at = text.find(kPrefix); at != std::string_view::npos;
         at = text.find(kPrefix, at + 1)) {
        auto code = PaymentCode::parse(text.substr(at, PaymentCode::length));
        const auto known = [&](const CodeHit& hit) { return hit.code == *code; };
        if (code && std::ranges::none_of(hits, known)) {
            hits.push_back({*std::move(code), at, across_signs});
        }
    }
}

} // namespace

PaymentCode PaymentCode::from_random(std::uint64_t random) {
    std::string text{kPrefix};
    std::uint64_t rest = random % combinations;
    for (std::size_t i = 0; i < kBody; ++i) {
        text += kAlphabet[rest % kBase];
        rest /= kBase;
    }
    text += check_symbol(std::string_view{text}.substr(kPrefix.size()));
    ROUTE9_ASSERT(text.size() == length);
    return PaymentCode{std::move(text)};
}

std::optional<PaymentCode> PaymentCode::parse(std::string_view text) noexcept {
    if (text.size() != length || !text.starts_with(kPrefix)) {
        return std::nullopt;
    }
    const auto symbols = text.substr(kPrefix.size());
    if (std::ranges::any_of(symbols, [](char c) { return value_of(c) < 0; }) ||
        symbols.back() != check_symbol(symbols)) {
        return std::nullopt;
    }
    return PaymentCode{std::string{text}};
}

FoldedMemo fold(std::string_view memo) {
    FoldedMemo folded{.spaced = fold_memo(memo), .tight = fold_memo_tight(memo), .bare = {}};
    folded.bare = without_signs(folded.tight);
    return folded;
}

std::vector<CodeHit> find_codes(const FoldedMemo& memo) {
    std::vector<CodeHit> hits;
    collect(memo.spaced, false, hits);
    collect(memo.bare, true, hits);
    return hits;
}

std::vector<PaymentCode> find_near_codes(const FoldedMemo& memo) {
    CodeSet found;
    auto words = code_shaped_words(memo.spaced);
    const std::string_view bare = memo.bare;
    for (auto at = bare.find(kPrefix); at != std::string_view::npos;
         at = bare.find(kPrefix, at + 1)) {
        const auto window = bare.substr(at, PaymentCode::length);
        if (window.size() == PaymentCode::length &&
            std::ranges::all_of(window, is_word_character)) {
            words.push_back(window);
        }
    }
    for (const auto word : words) {
        if (word.size() < PaymentCode::length) {
            add_insertions(word, found);
        } else if (word.size() > PaymentCode::length) {
            add_deletions(word, found);
        } else {
            add_substitutions_and_swaps(word, found);
        }
    }
    return {found.begin(), found.end()};
}

std::vector<std::string> truncated_tails(const FoldedMemo& memo) {
    constexpr std::size_t shortest = 6;
    std::vector<std::string> tails;
    const std::string_view text = memo.bare;
    for (std::size_t size = PaymentCode::length - 1; size >= shortest; --size) {
        if (text.size() >= size && text.substr(text.size() - size).starts_with(kPrefix)) {
            tails.emplace_back(text.substr(text.size() - size));
        }
    }
    return tails;
}

} // namespace route9::payments
