// SPDX-License-Identifier: Apache-2.0
// Goods as people order them: "2 áo đen size M 165k/cái", "ເສື້ອດຳ M 2 ໂຕ ໂຕລະ 165ພັນ". A price that
// may be of one piece or of all is told apart by the sum, or asked. Private to the chat reader.
#pragma once

#include "chat/chat_amounts.hpp"
#include "chat/chat_parts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

struct ChatItem {
    std::string name;
    TextSpan name_span;
    std::string sku;
    TextSpan sku_span;
    bool sku_is_named = false;
    std::optional<std::int64_t> quantity;
    TextSpan quantity_span;
    bool quantity_is_named = false;
    std::vector<std::int64_t> prices; // hundredths; several when it can be read in several ways
    TextSpan price_span;
    bool is_each = false; // a price of one piece
    bool is_each_named = false;

    bool is_empty() const noexcept {
        return name.empty() && sku.empty() && !quantity && prices.empty();
    }
};

class ChatItems {
public:
    ChatItems(std::string_view text, const ChatWords& words, std::string currency)
        : text_(text), words_(words), currency_(std::move(currency)) {}

    /// Reads a part of goods. False when it holds nothing but words; these become the name when a
    /// quantity or a price follows.
    bool add(const ChatPart& part);
    /// A part with a label of goods: item, sku, quantity, price or unit_price.
    void add_labelled(const ChatPart& part);
    bool has_items() const noexcept { return !items_.empty(); }
    /// The last of them has a price: another sum is not its.
    bool is_priced() const noexcept { return !items_.empty() && !items_.back().prices.empty(); }
    /// Words before it do not name what comes after it.
    void forget_words() { words_before_.reset(); }

    /// Fields of the items; `total` and `fee` are hundredths where they were told.
    void
    finish(ChatOrder& order, std::optional<std::int64_t> total, std::optional<std::int64_t> fee);
    /// What all items cost, when each has one price.
    std::optional<std::int64_t> sum() const;

private:
    bool completes_last(ChatItem& item);
    void set_sku(ChatItem& item, const ChatPart& part);
    void set_quantity(ChatItem& item, const ChatPart& part);
    void set_price(ChatItem& item, const ChatPart& part);
    void add_behind(const ChatPart& part, std::size_t tokens);
    void settle_prices(std::optional<std::int64_t> total, std::int64_t fee);
    std::optional<std::int64_t> sum_with(const ChatItem& asked, std::int64_t price) const;
    void put(ChatOrder& order, const ChatItem& item, std::size_t index) const;
    void put_price(ChatOrder& order, const ChatItem& item, const std::string& at) const;

    std::string_view text_;
    const ChatWords& words_;
    std::string currency_;
    std::vector<ChatItem> items_;
    std::optional<TextSpan> words_before_;
};

} // namespace route9::adapters
