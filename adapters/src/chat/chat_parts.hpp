// SPDX-License-Identifier: Apache-2.0
// Chat text cut into parts that say one thing each: what follows a label, a marker of an address or
// a way to pay, a telephone number, or what stands between two signs. Private to the chat reader.
#pragma once

#include "chat/chat_lines.hpp"
#include "chat/chat_phones.hpp"
#include "chat/chat_tokens.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

struct ChatPart {
    /// The label's or marker's meaning, "cod" and the like for a payment, "phone" for a number
    /// that nobody announced; empty for what is only said.
    std::string cue;
    WordKind cue_kind = WordKind::filler;
    bool has_cue = false;
    std::size_t line = 0;
    TextSpan cue_span;
    std::vector<ChatToken> tokens{}; // without the cue
    std::optional<ChatPhone> phone{};
    bool in_address = false; // an address was being told when it came

    bool is(WordKind kind, std::string_view means) const noexcept {
        return has_cue && cue_kind == kind && cue == means;
    }
    bool is_label(std::string_view means) const noexcept { return is(WordKind::label, means); }
    /// Of what it says; with its cue where that belongs to it.
    TextSpan span() const noexcept;
    TextSpan whole() const noexcept;
};

std::vector<ChatPart>
read_parts(std::string_view text, const ChatLines& lines, const ChatWords& words);

} // namespace route9::adapters
