// SPDX-License-Identifier: Apache-2.0
// Telephone numbers in chat text, whatever stands between their digits. A number that both
// countries have (020 5… is a Lao mobile and a land line of Lạng Sơn) has two readings. Private to
// the chat reader.
#pragma once

#include "chat/chat_tokens.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::adapters {

struct PhoneReading {
    std::string country; // "LA"
    std::string e164;
    bool is_mobile = false;
};

struct ChatPhone {
    std::vector<PhoneReading> readings; // none: it looks like a number and is none of the corridor
    std::size_t tokens = 0;
    TextSpan span;
    std::string digits;
};

/// The telephone number that the tokens begin with. `labelled`: they were announced as one.
std::optional<ChatPhone> read_chat_phone(std::span<const ChatToken> tokens, bool labelled);

} // namespace route9::adapters
