// SPDX-License-Identifier: Apache-2.0
// Chat text as words, numbers and marks. Lao and Thai have no blanks between words: their runs are
// cut at the words we know. Private to the chat reader.
#pragma once

#include "adapters/chat/chat_order.hpp"
#include "adapters/chat/chat_words.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

enum class TokenKind : std::uint8_t { word, number, mark, line_end };
enum class Script : std::uint8_t { latin, lao, thai, other };

struct ChatToken {
    TokenKind kind = TokenKind::mark;
    Script script = Script::other;
    TextSpan span{};
    std::string plain{}; // words in lower case, numbers in ASCII digits
    std::string bare{};  // words without marks
    bool glued = false;  // no blank before it
};

/// Of a part of the text that begins at byte `offset`.
std::vector<ChatToken> tokenise(std::string_view text, std::size_t offset);

/// Cuts the runs of Lao and Thai at labels, markers, units and the like.
std::vector<ChatToken>
cut_runs(std::vector<ChatToken> tokens, std::string_view text, const ChatWords& words);

bool is_mark(const ChatToken& token, std::string_view sign) noexcept;

/// The character that begins the text, and its bytes. The text must not be empty.
struct Character {
    char32_t code = 0;
    std::size_t bytes = 1;
};
Character first_character(std::string_view text) noexcept;

} // namespace route9::adapters
