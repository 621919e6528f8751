// SPDX-License-Identifier: Apache-2.0
#include "adapters/chat/chat_words.hpp"

#include "chat/chat_tokens.hpp"
#include "core/lower_case.hpp"
#include "core/text.hpp"
#include "fulfillment/declarations/table_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

namespace route9::adapters {
namespace {

using fulfillment::declarations::TableRow;

constexpr std::string_view kFile = "words.csv";
constexpr std::array<std::string_view, 5> kColumns{"kind", "language", "strength", "word", "means"};
constexpr std::array<std::string_view, 13> kKinds{
    "label",
    "marker",
    "payment",
    "scale",
    "number",
    "currency",
    "piece",
    "per",
    "size",
    "title",
    "filler",
    "country",
    "place",
};
constexpr std::array<std::string_view, 3> kTrusts{"sure", "marked", "hint"};
constexpr std::array<std::string_view, 4> kLanguages{"vi", "lo", "th", "en"};
constexpr std::array<std::string_view, 12> kLabels{
    "name",
    "phone",
    "address",
    "country",
    "note",
    "item",
    "sku",
    "quantity",
    "unit_price",
    "price",
    "total",
    "shipping_fee",
};
constexpr std::array<std::string_view, 5> kMarkers{
    "province", "district", "village", "landmark", "address_line"
};
constexpr std::array<std::string_view, 4> kPayments{"cod", "prepaid", "transfer", "qr"};
constexpr std::array<std::string_view, 5> kCurrencies{"VND", "LAK", "THB", "USD", "CNY"};
constexpr std::array<std::string_view, 2> kCountries{"VN", "LA"};
constexpr std::array<std::string_view, 1> kNothing{"-"};

template <class Value, std::size_t Size>
auto one_of(const std::array<std::string_view, Size>& words) {
    return [&words](std::string_view text) -> std::optional<Value> {
        const auto* const found = std::ranges::find(words, text);
        if (found == words.end()) {
            return std::nullopt;
        }
        return static_cast<Value>(found - words.begin());
    };
}

std::span<const std::string_view> meanings(WordKind kind) {
    switch (kind) {
    case WordKind::label:
        return kLabels;
    case WordKind::marker:
        return kMarkers;
    case WordKind::payment:
        return kPayments;
    case WordKind::currency:
        return kCurrencies;
    case WordKind::country:
        return kCountries;
    case WordKind::piece:
    case WordKind::per:
    case WordKind::size:
    case WordKind::title:
    case WordKind::filler:
        return kNothing;
    case WordKind::scale:
    case WordKind::number:
    case WordKind::place:
        break;
    }
    return {};
}

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool is_whole = read.ec == std::errc{} && read.ptr == text.data() + text.size();
    return is_whole && value > 0 && value <= 1'000'000 ? std::optional{value} : std::nullopt;
}

void read_meaning(TableRow& cells, ChatWord& word) {
    word.means = cells.text("means");
    if (word.kind == WordKind::scale || word.kind == WordKind::number) {
        const auto value = whole_number(word.means);
        if (!value) {
            cells.refuse("means", "malformed", "must be a whole number of 1 to 1000000");
        }
        word.value = value.value_or(1);
        return;
    }
    const auto known = meanings(word.kind);
    if (!known.empty() && std::ranges::find(known, word.means) == known.end()) {
        cells.refuse("means", "unknown_value", "is no meaning of this kind: see SOURCES.md");
    }
}

ChatWord read_word(TableRow& cells) {
    ChatWord word;
    word.kind = cells.word("kind", one_of<WordKind>(kKinds)).value_or(WordKind::filler);
    word.trust = cells.word("strength", one_of<WordTrust>(kTrusts)).value_or(WordTrust::hint);
    cells.word("language", one_of<int>(kLanguages));
    for (const ChatToken& token : tokenise(cells.text("word"), 0)) {
        word.plain.push_back(token.plain);
        word.bare.push_back(token.kind == TokenKind::word ? token.bare : token.plain);
    }
    if (word.plain.empty()) {
        cells.refuse("word", "malformed", "must have a letter or a sign");
        word.plain = word.bare = {"-"};
    }
    read_meaning(cells, word);
    return word;
}

bool is_in_run_script(std::string_view text) {
    const char32_t code = first_character(text).code;
    return code >= 0xe00 && code <= 0xeff;
}

/// Vowel signs and tone marks that belong to the letter before them.
bool continues_syllable(std::string_view text) {
    if (text.empty()) {
        return false;
    }
    const char32_t code = first_character(text).code;
    const char32_t place = code & 0x7fU; // Thai and Lao are laid out alike
    return code >= 0xe00 && code <= 0xeff &&
           ((place >= 0x30 && place <= 0x3c && place != 0x3d) || place == 0x45 ||
            (place >= 0x47 && place <= 0x4e));
}

enum class Typed : std::uint8_t { otherwise, bare, exact };

Typed how_typed(const ChatWord& word, std::span<const ChatToken> tokens) {
    if (word.plain.size() > tokens.size()) {
        return Typed::otherwise;
    }
    bool exact = true;
    for (std::size_t i = 0; i < word.plain.size(); ++i) {
        const ChatToken& token = tokens[i];
        if (token.kind == TokenKind::line_end) {
            return Typed::otherwise;
        }
        if (token.plain == word.plain[i]) {
            continue;
        }
        if (token.plain != token.bare || token.bare != word.bare[i]) {
            return Typed::otherwise;
        }
        exact = false;
    }
    return exact ? Typed::exact : Typed::bare;
}

} // namespace

Result<ChatWords> ChatWords::load(std::string_view csv) {
    ChatWords table;
    FieldErrors errors;
    fulfillment::declarations::read_table(kFile, csv, kColumns, errors, [&](TableRow& cells) {
        ChatWord word = read_word(cells);
        const bool is_known = std::ranges::any_of(table.words_, [&](const ChatWord& earlier) {
            return earlier.kind == word.kind && earlier.plain == word.plain;
        });
        if (is_known) {
            cells.refuse("word", "duplicate", "is an earlier row of the same kind");
        }
        const std::size_t index = table.words_.size();
        table.by_first_[word.plain.front()].push_back(index);
        if (word.bare.front() != word.plain.front()) {
            table.by_first_[word.bare.front()].push_back(index);
        }
        if (word.plain.size() == 1 && is_in_run_script(word.plain.front())) {
            const std::string& text = word.plain.front();
            table.by_letter_[text.substr(0, first_character(text).bytes)].push_back(index);
        }
        table.words_.push_back(std::move(word));
    });
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return table;
}

std::optional<WordMatch>
ChatWords::longest(std::span<const ChatToken> tokens, WordKinds kinds) const {
    if (tokens.empty() || tokens.front().kind == TokenKind::line_end) {
        return std::nullopt;
    }
    const auto found = by_first_.find(tokens.front().plain);
    if (found == by_first_.end()) {
        return std::nullopt;
    }
    std::optional<WordMatch> best;
    for (const std::size_t index : found->second) {
        const ChatWord& word = words_[index];
        const bool is_longer = !best || word.plain.size() > best->tokens;
        if (!kinds.has(word.kind)) {
            continue;
        }
        const Typed typed = how_typed(word, tokens);
        const bool is_certain = word.trust == WordTrust::sure ||
                                (word.trust == WordTrust::marked && typed == Typed::exact);
        const bool is_surer =
            best && word.plain.size() == best->tokens && is_certain && !best->is_certain;
        if (typed != Typed::otherwise && (is_longer || is_surer)) {
            best = WordMatch{&word, word.plain.size(), is_certain};
        }
    }
    return best;
}

const ChatWord* ChatWords::longest_in_run(std::string_view text, WordKinds kinds) const {
    if (text.empty()) {
        return nullptr;
    }
    const std::string typed = lower_case(text.substr(0, first_character(text).bytes)); // ໝ is two
    const auto found = by_letter_.find(typed.substr(0, first_character(typed).bytes));
    if (found == by_letter_.end()) {
        return nullptr;
    }
    const ChatWord* best = nullptr;
    std::size_t best_length = 0;
    for (const std::size_t index : found->second) {
        const ChatWord& word = words_[index];
        const std::size_t length = kinds.has(word.kind) ? length_in_run(word, text) : 0;
        if (length > best_length && !continues_syllable(text.substr(length))) {
            best = &word;
            best_length = length;
        }
    }
    return best;
}

/// The text is as typed, the word in NFKC, where ຳ is two characters.
std::size_t ChatWords::length_in_run(const ChatWord& word, std::string_view text) {
    const std::string& wanted = word.plain.front();
    if (text.starts_with(wanted)) {
        return wanted.size();
    }
    std::size_t at = 0;
    while (at < text.size() && at < wanted.size()) {
        at += first_character(text.substr(at)).bytes;
        if (lower_case(text.substr(0, at)) == wanted) {
            return at;
        }
    }
    return 0;
}

} // namespace route9::adapters
