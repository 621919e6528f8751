// SPDX-License-Identifier: Apache-2.0
// Pasted conversations, message by message: what the program has added around what people wrote
// (times, dates, senders; copies of WhatsApp, Zalo, Messenger and Telegram) is taken off. Private
// to the chat reader.
#pragma once

#include "adapters/chat/chat_order.hpp"

#include <string_view>
#include <vector>

namespace route9::adapters {

struct ChatLines {
    std::vector<TextSpan> lines;   // what people wrote
    std::vector<TextSpan> senders; // each once, as written first
};

ChatLines read_lines(std::string_view text);

} // namespace route9::adapters
