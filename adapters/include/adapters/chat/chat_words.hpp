// SPDX-License-Identifier: Apache-2.0
// The words by which orders typed in chats are read: labels, parts of addresses, ways to pay, units
// and currencies in Vietnamese, Lao, Thai and English, from data/chat/words.csv. Loaded once at
// start, then constant and shared by every thread.
#pragma once

#include "core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace route9::adapters {

/// What each is stands in data/chat/SOURCES.md.
enum class WordKind : std::uint8_t {
    label,
    marker,
    payment,
    scale,
    number,
    currency,
    piece,
    per,
    size,
    title,
    filler,
    country,
    place,
};

/// Wherever it stands; with its marks, else like a hint; only where something else speaks for it.
enum class WordTrust : std::uint8_t { sure, marked, hint };

struct ChatToken;

struct ChatWord {
    WordKind kind = WordKind::filler;
    WordTrust trust = WordTrust::sure;
    std::vector<std::string> plain; // its tokens, in lower case
    std::vector<std::string> bare;  // the same without marks
    std::string means;              // "-" where the kind says all
    std::int64_t value = 0;         // of scales and numbers
};

/// Which kinds are looked for.
class WordKinds {
public:
    constexpr WordKinds(std::initializer_list<WordKind> kinds) {
        for (const WordKind kind : kinds) {
            bits_ |= 1U << static_cast<unsigned>(kind);
        }
    }
    constexpr bool has(WordKind kind) const noexcept {
        return (bits_ >> static_cast<unsigned>(kind) & 1U) != 0;
    }

private:
    unsigned bits_ = 0;
};

struct WordMatch {
    const ChatWord* word = nullptr;
    std::size_t tokens = 0;
    bool is_certain = false; // by its own trust and how it was typed
};

class ChatWords {
public:
    /// Error: validation_failed with every bad row ("words.csv:12/means").
    static Result<ChatWords> load(std::string_view csv);

    /// The longest word that these tokens begin with.
    std::optional<WordMatch> longest(std::span<const ChatToken> tokens, WordKinds kinds) const;
    /// The longest word of Lao or Thai letters that this text begins with.
    const ChatWord* longest_in_run(std::string_view text, WordKinds kinds) const;

    /// Bytes of the word as it was found by longest_in_run().
    static std::size_t length_in_run(const ChatWord& word, std::string_view text);

private:
    std::vector<ChatWord> words_;
    std::unordered_map<std::string, std::vector<std::size_t>> by_first_;  // plain and bare
    std::unordered_map<std::string, std::vector<std::size_t>> by_letter_; // Lao and Thai
};

} // namespace route9::adapters
