// SPDX-License-Identifier: Apache-2.0
// Sums of money as people type them: "349k", "1tr2", "165.000đ", "3ແສນ5ໝື່ນກີບ", "฿350". What can be
// two sums has two readings. Private to the chat reader.
#pragma once

#include "chat/chat_tokens.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace route9::adapters {

struct ChatAmount {
    std::vector<std::int64_t> hundredths; // one reading, or several
    std::string currency;                 // as said with it; empty
    std::size_t tokens = 0;
    bool is_bare = false; // only a number: it may be no money at all
};

/// The sum that the tokens begin with. `currency` is that of the order where it is known: "165"
/// is 165 baht, and 165 or 165 thousand kip.
std::optional<ChatAmount> read_chat_amount(
    std::span<const ChatToken> tokens, const ChatWords& words, std::string_view currency
);

/// "165000", "3.5".
std::string amount_text(std::int64_t hundredths);

} // namespace route9::adapters
