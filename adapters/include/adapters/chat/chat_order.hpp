// SPDX-License-Identifier: Apache-2.0
// An order out of pasted chat text: what was read, where it stood, how far it may be trusted, and
// what is missing or doubtful. Nothing is guessed: what can be read in two ways has no value, only
// candidates, and a person chooses. Pure; any thread; no network.
#pragma once

#include "adapters/chat/chat_words.hpp"
#include "fulfillment/address.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

/// high: it was named, or by its form can be nothing else, and has one reading. medium: one
/// reading, by its form or its place in the text. low: several readings; the value is empty.
enum class Confidence : std::uint8_t { low, medium, high };

std::string_view name(Confidence confidence) noexcept; // "high"

/// Bytes of the text, `to` is behind the last.
struct TextSpan {
    std::size_t from = 0;
    std::size_t to = 0;

    friend bool operator==(const TextSpan&, const TextSpan&) = default;
};

struct ChatField {
    std::string pointer; // the member of POST /v1/orders: "/items/0/quantity"
    std::string value;   // numbers as text; empty when it must be asked
    Confidence confidence = Confidence::low;
    TextSpan span{};
    std::vector<std::string> candidates{}; // of low confidence
};

/// A code of data/text/explanations.json and the member it is about.
struct ChatDoubt {
    std::string code;
    std::string pointer;

    friend bool operator==(const ChatDoubt&, const ChatDoubt&) = default;
};

struct ChatOrder {
    std::vector<ChatField> fields;
    std::vector<ChatDoubt> doubts;

    const ChatField* find(std::string_view pointer) const noexcept;
    /// Goods, and somewhere or somebody to send them to.
    bool looks_like_order() const noexcept;
};

/// What is known beside the text; each may be empty.
struct ChatHints {
    std::string country;  // "VN" or "LA"
    std::string currency; // "LAK"
};

struct ChatTools {
    const ChatWords& words;
    const fulfillment::AddressBook& addresses;
};

/// The text must be valid UTF-8, at most limits::chat_text_bytes_max bytes.
ChatOrder read_chat_order(std::string_view text, const ChatTools& tools, const ChatHints& hints);

} // namespace route9::adapters
