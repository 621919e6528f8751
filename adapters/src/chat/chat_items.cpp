// SPDX-License-Identifier: Apache-2.0
#include "chat/chat_items.hpp"

#include "chat/chat_item_reader.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::adapters {
namespace {

bool is_of_size(const ChatPart& part, const ChatWords& words) {
    return words.longest(part.tokens, {WordKind::size}).has_value();
}

/// Of several readings of a price, and of one piece or of all.
std::vector<std::int64_t> possible_prices(const ChatItem& item) {
    std::vector<std::int64_t> prices = item.prices;
    const std::int64_t quantity = item.quantity.value_or(1);
    if (!item.is_each && quantity > 1) {
        for (const std::int64_t price : item.prices) {
            if (price % quantity == 0) {
                prices.push_back(price / quantity);
            }
        }
    }
    return prices;
}

bool is_asked(const ChatItem& item) {
    return item.prices.size() > 1 || (!item.is_each && item.quantity.value_or(1) > 1);
}

} // namespace

bool ChatItems::add(const ChatPart& part) {
    if (!items_.empty() && is_of_size(part, words_)) {
        items_.back().name.append(" ").append(
            text_.substr(part.span().from, part.span().to - part.span().from)
        );
        return true;
    }
    auto read = ItemReader{text_, words_, currency_}.read(part.tokens);
    const bool is_evident = std::ranges::any_of(read, [](const ChatItem& item) {
        return item.quantity || !item.prices.empty() || !item.sku.empty();
    });
    if (!is_evident) {
        words_before_ = part.span();
        if (!read.empty() && !read.front().name.empty()) {
            words_before_ = read.front().name_span;
        }
        return false;
    }
    for (ChatItem& item : read) {
        if (item.name.empty() && words_before_) {
            item.name_span = *words_before_;
            item.name = text_.substr(words_before_->from, words_before_->to - words_before_->from);
        } else if (completes_last(item)) {
            continue;
        }
        words_before_.reset();
        if (items_.size() < limits::order_lines_max) {
            items_.push_back(std::move(item));
        }
    }
    return true;
}

/// "…, 2 cái, 165k/cái": a quantity or a price without a name belongs to what was named before.
bool ChatItems::completes_last(ChatItem& item) {
    if (items_.empty() || !item.name.empty() || !item.sku.empty()) {
        return false;
    }
    ChatItem& last = items_.back();
    const bool is_known =
        (item.quantity && last.quantity) || (!item.prices.empty() && !last.prices.empty());
    if (is_known) {
        return false;
    }
    if (item.quantity) {
        last.quantity = item.quantity;
        last.quantity_span = item.quantity_span;
        last.quantity_is_named = item.quantity_is_named;
    }
    if (!item.prices.empty()) {
        last.prices = std::move(item.prices);
        last.price_span = item.price_span;
        last.is_each = last.is_each_named = item.is_each_named;
    }
    return true;
}

void ChatItems::add_labelled(const ChatPart& part) {
    if (part.cue == "item") {
        if (!add(part) && words_before_) {
            ChatItem item;
            item.name_span = *words_before_;
            item.name = text_.substr(item.name_span.from, item.name_span.to - item.name_span.from);
            items_.push_back(std::move(item));
            words_before_.reset();
        }
        return;
    }
    const bool has_this =
        !items_.empty() && ((part.cue == "quantity" && items_.back().quantity) ||
                            (part.cue.ends_with("price") && !items_.back().prices.empty()) ||
                            (part.cue == "sku" && !items_.back().sku.empty()));
    if (items_.empty() || words_before_ || has_this) {
        ChatItem item;
        if (words_before_) {
            item.name_span = *words_before_;
            item.name = text_.substr(item.name_span.from, item.name_span.to - item.name_span.from);
            words_before_.reset();
        }
        items_.push_back(std::move(item));
    }
    ChatItem& item = items_.back();
    if (part.cue == "sku") {
        set_sku(item, part);
    } else if (part.cue == "quantity") {
        set_quantity(item, part);
    } else {
        set_price(item, part);
    }
}

void ChatItems::set_sku(ChatItem& item, const ChatPart& part) {
    std::size_t used = 0;
    while (used < part.tokens.size() && (used == 0 || part.tokens[used].glued)) {
        ++used;
    }
    if (used == 0) {
        return;
    }
    item.sku_span = {part.tokens.front().span.from, part.tokens[used - 1].span.to};
    item.sku = text_.substr(item.sku_span.from, item.sku_span.to - item.sku_span.from);
    item.sku_is_named = true;
    add_behind(part, used);
}

void ChatItems::set_quantity(ChatItem& item, const ChatPart& part) {
    const auto amount = read_chat_amount(part.tokens, words_, "USD"); // of which 2 are two
    const bool is_one = amount && amount->is_bare && amount->hundredths.size() == 1;
    const std::int64_t counted = is_one ? amount->hundredths.front() : 0;
    if (counted <= 0 || counted % 100 != 0 || counted / 100 > limits::line_quantity_max) {
        return;
    }
    item.quantity = counted / 100;
    item.quantity_is_named = true;
    item.quantity_span = part.tokens.front().span;
    const auto piece =
        words_.longest(std::span{part.tokens}.subspan(amount->tokens), {WordKind::piece});
    add_behind(part, amount->tokens + (piece ? piece->tokens : 0));
}

void ChatItems::set_price(ChatItem& item, const ChatPart& part) {
    const auto amount = read_chat_amount(part.tokens, words_, currency_);
    if (!amount) {
        return;
    }
    item.prices = amount->hundredths;
    item.price_span = {part.tokens.front().span.from, part.tokens[amount->tokens - 1].span.to};
    const auto read = ItemReader{text_, words_, currency_}.read(part.tokens);
    const bool is_all = read.size() == 1 && read.front().name.empty();
    const bool says_each = is_all && read.front().is_each;
    item.is_each = item.is_each_named = part.cue == "unit_price" || says_each;
    if (!is_all) {
        add_behind(part, amount->tokens);
    }
}

/// What stands behind a labelled value: "giá 350k và 2 áo 120k/cái".
void ChatItems::add_behind(const ChatPart& part, std::size_t tokens) {
    ChatPart rest = part;
    rest.has_cue = false;
    rest.tokens.erase(rest.tokens.begin(), rest.tokens.begin() + std::ptrdiff_t(tokens));
    if (!rest.tokens.empty()) {
        add(rest);
    }
}

std::optional<std::int64_t> ChatItems::sum() const {
    const bool is_open = items_.empty() || std::ranges::any_of(items_, [](const ChatItem& item) {
                             return item.prices.size() != 1 || is_asked(item);
                         });
    return is_open ? std::nullopt : sum_with(items_.front(), items_.front().prices.front());
}

/// When `asked` costs so much a piece; nullopt when another item is open too, or nobody can count
/// it.
std::optional<std::int64_t> ChatItems::sum_with(const ChatItem& asked, std::int64_t price) const {
    constexpr std::int64_t sum_max = 100'000'000'000'000'000;
    std::int64_t sum = 0;
    for (const ChatItem& item : items_) {
        const bool is_this = &item == &asked;
        if (!is_this && (item.prices.size() != 1 || is_asked(item))) {
            return std::nullopt;
        }
        const std::int64_t each = is_this ? price : item.prices.front();
        const std::int64_t quantity = item.quantity.value_or(1);
        if (each > (sum_max - sum) / quantity) {
            return std::nullopt;
        }
        sum += each * quantity;
    }
    return sum;
}

/// The sum tells which reading was meant, when exactly one adds up to it.
void ChatItems::settle_prices(std::optional<std::int64_t> total, std::int64_t fee) {
    const auto asked = std::ranges::find_if(items_, is_asked);
    if (!total || asked == items_.end()) {
        return;
    }
    std::vector<std::int64_t> fitting;
    for (const std::int64_t price : possible_prices(*asked)) {
        const auto sum = sum_with(*asked, price);
        if (sum && (*sum == *total || *sum + fee == *total)) {
            fitting.push_back(price);
        }
    }
    if (fitting.size() == 1) {
        asked->prices = fitting;
        asked->is_each = true;
    }
}

void ChatItems::put_price(ChatOrder& order, const ChatItem& item, const std::string& at) const {
    ChatField price{.pointer = at + "/unit_price", .value = {}, .span = item.price_span};
    if (!is_asked(item)) {
        price.value = amount_text(item.prices.front());
        const bool is_sure = item.is_each_named || item.quantity.value_or(1) == 1;
        price.confidence = is_sure ? Confidence::high : Confidence::medium;
    } else {
        const bool is_of_all = !item.is_each && item.quantity.value_or(1) > 1;
        for (const std::int64_t possible : possible_prices(item)) {
            price.candidates.push_back(amount_text(possible));
        }
        order.doubts.push_back(
            {is_of_all ? "PRICE_OF_ONE_OR_ALL" : "AMOUNT_AMBIGUOUS", price.pointer}
        );
    }
    order.fields.push_back(std::move(price));
}

void ChatItems::put(ChatOrder& order, const ChatItem& item, std::size_t index) const {
    const std::string at = "/items/" + std::to_string(index);
    const auto trust = [](bool named) { return named ? Confidence::high : Confidence::medium; };
    if (!item.sku.empty()) {
        order.fields.push_back({at + "/sku", item.sku, trust(item.sku_is_named), item.sku_span});
    }
    if (!item.name.empty()) {
        order.fields.push_back({at + "/name", item.name, Confidence::medium, item.name_span});
    }
    if (item.quantity) {
        order.fields.push_back(
            {at + "/quantity",
             std::to_string(*item.quantity),
             trust(item.quantity_is_named),
             item.quantity_span}
        );
    } else if (!item.prices.empty()) {
        order.fields.push_back({at + "/quantity", "1", Confidence::medium, item.price_span});
        order.doubts.push_back({"QUANTITY_ASSUMED", at + "/quantity"});
    }
    if (!item.prices.empty()) {
        put_price(order, item, at);
    }
}

void ChatItems::finish(
    ChatOrder& order, std::optional<std::int64_t> total, std::optional<std::int64_t> fee
) {
    settle_prices(total, fee.value_or(0));
    for (std::size_t i = 0; i < items_.size(); ++i) {
        put(order, items_[i], i);
    }
}

} // namespace route9::adapters
