// SPDX-License-Identifier: Apache-2.0
// One part of chat text as goods: which of its words are the name, which number is the quantity and
// which the price. Private to the chat reader.
#pragma once

#include "chat/chat_items.hpp"

#include <span>
#include <vector>

namespace route9::adapters {

class ItemReader {
public:
    ItemReader(std::string_view text, const ChatWords& words, std::string_view currency)
        : text_(text), words_(words), currency_(currency) {}

    /// Several when the part names several goods one after the other.
    std::vector<ChatItem> read(std::span<const ChatToken> tokens);

private:
    std::span<const ChatToken> rest() const { return tokens_.subspan(at_); }
    bool next_is(WordKind kind, std::size_t ahead) const;
    bool skip_filler();
    bool take_times();
    bool take_each();
    bool take_sku();
    bool take_price();
    bool take_quantity();
    bool take_spelled_quantity();
    void take_bare_number();
    void take_name();
    void set_quantity(std::int64_t quantity, std::size_t tokens, bool is_named);
    void set_price(const ChatAmount& amount);
    bool begins_next() const;
    void end_item();

    std::string_view text_;
    const ChatWords& words_;
    std::string_view currency_;
    std::span<const ChatToken> tokens_;
    std::size_t at_ = 0;
    ChatItem item_;
    std::vector<TextSpan> name_;
    std::vector<ChatItem> items_;
};

} // namespace route9::adapters
