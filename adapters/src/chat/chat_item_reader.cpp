// SPDX-License-Identifier: Apache-2.0
#include "chat/chat_item_reader.hpp"

#include "core/limits.hpp"

#include <algorithm>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t quantity_digits_max = 6;
constexpr std::int64_t spoken_quantity_max = 99; // beyond, a bare number is hardly one
constexpr std::int64_t price_min = 1'000;

bool is_times(const ChatToken& token) {
    return token.plain == "x" || token.plain == "×" || token.plain == "*";
}

std::optional<std::int64_t> plain_number(const ChatToken& token) {
    const bool is_code = token.plain.size() > 1 && token.plain.starts_with('0');
    if (token.kind != TokenKind::number || token.plain.size() > quantity_digits_max || is_code) {
        return std::nullopt;
    }
    const std::int64_t number = std::stoll(token.plain);
    return number > 0 && number <= limits::line_quantity_max ? std::optional{number} : std::nullopt;
}

bool is_upper_or_digit(std::string_view text) {
    return std::ranges::all_of(text, [](char c) {
        return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    });
}

} // namespace

bool ItemReader::next_is(WordKind kind, std::size_t ahead) const {
    return at_ + ahead < tokens_.size() &&
           words_.longest(tokens_.subspan(at_ + ahead), {kind}).has_value();
}

bool ItemReader::skip_filler() {
    const bool at_front = name_.empty() && item_.is_empty();
    const auto match = words_.longest(rest(), {WordKind::filler, WordKind::title});
    const bool is_polite = match && match->word->kind == WordKind::filler;
    const bool at_end = match && match->tokens == rest().size() && is_polite;
    if (!match || !match->is_certain || (!at_front && !at_end)) {
        return false;
    }
    at_ += match->tokens;
    return true;
}

void ItemReader::set_quantity(std::int64_t quantity, std::size_t tokens, bool is_named) {
    item_.quantity = quantity;
    item_.quantity_is_named = is_named;
    item_.quantity_span = {rest()[0].span.from, rest()[tokens - 1].span.to};
    at_ += tokens;
}

void ItemReader::set_price(const ChatAmount& amount) {
    item_.prices = amount.hundredths;
    item_.price_span = {rest()[0].span.from, rest()[amount.tokens - 1].span.to};
    at_ += amount.tokens;
}

/// "x2", "2 x 165k", "165k x 2": a factor of pieces, and the price beside it is of one.
bool ItemReader::take_times() {
    if (!is_times(rest()[0]) || rest().size() < 2) {
        return false;
    }
    const auto amount = read_chat_amount(rest().subspan(1), words_, currency_);
    if (amount && !amount->is_bare && item_.prices.empty()) {
        ++at_;
        set_price(*amount);
        item_.is_each = item_.is_each_named = true;
        return true;
    }
    const auto number = plain_number(rest()[1]);
    if (!number || item_.quantity) {
        return false;
    }
    ++at_;
    set_quantity(*number, 1, true);
    if (!item_.prices.empty()) {
        item_.is_each = item_.is_each_named = true;
    }
    return true;
}

/// "/cái", "/ 1 cái", "mỗi cái", "ໂຕລະ".
bool ItemReader::take_each() {
    std::size_t used = 0;
    if (is_mark(rest()[0], "@")) {
        used = 1;
    } else if (is_mark(rest()[0], "/")) {
        used = 1 + (rest().size() > 1 && rest()[1].plain == "1" ? 1 : 0);
        const auto piece = words_.longest(rest().subspan(used), {WordKind::piece});
        if (item_.prices.empty() || !piece) {
            return false;
        }
        used += piece->tokens;
    } else {
        const auto each = words_.longest(rest(), {WordKind::per});
        const bool is_first = each && each->word->plain.size() > 1 && item_.prices.empty();
        if (!each || is_first) {
            return false;
        }
        used = each->tokens;
        const auto piece = words_.longest(rest().subspan(used), {WordKind::piece});
        used += piece ? piece->tokens : 0;
    }
    item_.is_each = item_.is_each_named = true;
    at_ += used;
    return true;
}

/// "AO-DEN-M": capitals and digits joined by dashes.
bool ItemReader::take_sku() {
    std::size_t used = 0;
    bool has_dash = false;
    while (used < rest().size() && (used == 0 || rest()[used].glued)) {
        const ChatToken& token = rest()[used];
        const bool is_dash = is_mark(token, "-") || is_mark(token, "_");
        const std::string_view typed =
            text_.substr(token.span.from, token.span.to - token.span.from);
        if (!is_dash && !is_upper_or_digit(typed)) {
            return false;
        }
        has_dash = has_dash || is_dash;
        ++used;
    }
    const bool begins_as_one = rest()[0].kind == TokenKind::word;
    if (!has_dash || used < 3 || !begins_as_one || !item_.sku.empty()) {
        return false;
    }
    item_.sku_span = {rest()[0].span.from, rest()[used - 1].span.to};
    item_.sku = text_.substr(item_.sku_span.from, item_.sku_span.to - item_.sku_span.from);
    at_ += used;
    return true;
}

bool ItemReader::take_price() {
    const auto amount = read_chat_amount(rest(), words_, currency_);
    if (!amount || amount->is_bare || !item_.prices.empty()) {
        return false;
    }
    set_price(*amount);
    return true;
}

bool ItemReader::take_quantity() {
    const auto number = plain_number(rest()[0]);
    if (!number || next_is(WordKind::scale, 1)) {
        return false;
    }
    const bool is_one_more = item_.quantity && *number == 1 && !item_.prices.empty();
    if (next_is(WordKind::piece, 1) && is_one_more) { // "2 áo 165k 1 cái"
        at_ += 2;
        item_.is_each = item_.is_each_named = true;
        return true;
    }
    if (item_.quantity) {
        return false;
    }
    if (next_is(WordKind::piece, 1)) {
        set_quantity(*number, 2, true);
        return true;
    }
    if (rest().size() > 1 && is_times(rest()[1])) {
        set_quantity(*number, 1, true);
        if (rest().size() > 1 && rest()[1].kind == TokenKind::word) {
            ++at_; // "2x áo"
        }
        return true;
    }
    const bool leads = name_.empty() && rest().size() > 1 && rest()[1].kind == TokenKind::word &&
                       !rest()[1].glued && *number < price_min;
    if (leads) {
        set_quantity(*number, 1, false);
    }
    return leads;
}

/// "hai cái áo", "ສອງ ໂຕ": a number word counts before a unit, or in front of everything.
bool ItemReader::take_spelled_quantity() {
    const auto match = words_.longest(rest(), {WordKind::number});
    if (!match || item_.quantity || match->tokens >= rest().size()) {
        return false;
    }
    const auto piece = words_.longest(rest().subspan(match->tokens), {WordKind::piece});
    const bool leads = name_.empty() && rest()[match->tokens].kind == TokenKind::word;
    if (!piece && !leads) {
        return false;
    }
    set_quantity(
        match->word->value, match->tokens + (piece ? piece->tokens : 0), piece.has_value()
    );
    return true;
}

/// At the end: a quantity when there is none and it is small, else what may be a price.
void ItemReader::take_bare_number() {
    const auto amount = read_chat_amount(rest(), words_, currency_);
    const auto number = plain_number(rest()[0]);
    const bool is_last = amount && amount->tokens == rest().size();
    const bool is_size = at_ > 0 && words_.longest(tokens_.subspan(at_ - 1), {WordKind::size});
    const bool is_price =
        amount && item_.prices.empty() && !is_size &&
        (amount->hundredths.front() >= price_min * 100 || amount->hundredths.size() > 1);
    const bool is_count = is_last && !is_size && !item_.quantity && number &&
                          *number <= spoken_quantity_max && !name_.empty();
    if (is_count) {
        set_quantity(*number, 1, false);
    } else if (is_price && (is_last || amount->hundredths.size() == 1)) {
        set_price(*amount);
    } else {
        take_name();
    }
}

void ItemReader::take_name() {
    const TextSpan span = rest()[0].span;
    if (!name_.empty() && rest()[0].kind == TokenKind::mark) {
        name_.back().to = span.to; // "(", "/" and the like belong to the words around them
    } else if (!name_.empty() && at_ > 0 && tokens_[at_ - 1].span.to == name_.back().to) {
        name_.back().to = span.to;
    } else if (rest()[0].kind != TokenKind::mark) {
        name_.push_back(span);
    }
    ++at_;
}

/// "1 áo 165k 1 quần 200k": behind a price, a number before a word begins something else.
bool ItemReader::begins_next() const {
    const bool is_number = rest()[0].kind == TokenKind::number && rest().size() > 1 &&
                           rest()[1].kind == TokenKind::word && !rest()[1].glued &&
                           !is_times(rest()[1]);
    const bool is_complete = !name_.empty() && item_.quantity && !item_.prices.empty();
    return is_complete && is_number && !next_is(WordKind::piece, 1) &&
           !next_is(WordKind::scale, 1) && !next_is(WordKind::currency, 1);
}

void ItemReader::end_item() {
    for (const TextSpan span : name_) {
        const std::string_view words = text_.substr(span.from, span.to - span.from);
        item_.name.append(item_.name.empty() ? "" : " ").append(words);
    }
    if (!name_.empty()) {
        item_.name_span = {name_.front().from, name_.back().to};
    }
    if (!item_.is_empty()) {
        items_.push_back(std::move(item_));
    }
    item_ = {};
    name_.clear();
}

std::vector<ChatItem> ItemReader::read(std::span<const ChatToken> tokens) {
    tokens_ = tokens;
    while (at_ < tokens_.size()) {
        if (begins_next()) {
            end_item();
        }
        if (skip_filler() || take_sku() || take_times() || take_each() || take_quantity() ||
            take_price() || take_spelled_quantity()) {
            continue;
        }
        if (rest()[0].kind == TokenKind::number) {
            take_bare_number();
        } else {
            take_name();
        }
    }
    end_item();
    return std::move(items_);
}

} // namespace route9::adapters
