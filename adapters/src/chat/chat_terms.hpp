// SPDX-License-Identifier: Apache-2.0
// Who gets the goods and how they are paid: names, telephones, ways to pay and sums, each with all
// that was said of it. Private to the chat reader.
#pragma once

#include "chat/chat_amounts.hpp"
#include "chat/chat_parts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

class ChatTerms {
public:
    ChatTerms(std::string_view text, const ChatWords& words, std::string currency)
        : text_(text), words_(words), currency_(std::move(currency)) {}

    void add_name(TextSpan span, bool is_named);
    void add_note(TextSpan span);
    void add_phone(const ChatPhone& phone);
    void add_total(std::vector<std::int64_t> readings, TextSpan span, bool is_named);
    /// A payment, a sum or a fee: how many of the part's tokens tell it.
    std::size_t add(const ChatPart& part);

    std::optional<std::int64_t> total() const; // hundredths, where there is one reading
    std::optional<std::int64_t> fee() const;
    /// Where the only telephone is; empty when that is not clear.
    std::string phone_country() const;

    void put_name(ChatOrder& order, const std::vector<TextSpan>& senders) const;
    void
    put_phone(ChatOrder& order, std::string_view country, const std::vector<TextSpan>& senders);
    /// `sum` is that of the goods, where it is known.
    void put_payment(ChatOrder& order, std::optional<std::int64_t> sum) const;
    void put_note(ChatOrder& order) const;

private:
    struct Mention {
        std::string text;
        TextSpan span;
        bool is_named = false;
    };
    struct Sum {
        std::vector<std::int64_t> readings;
        TextSpan span;
        bool is_named = true;
    };

    std::string words_at(TextSpan span) const;
    void put_one_phone(ChatOrder& order, const ChatPhone& phone, std::string_view country) const;
    void put_method(ChatOrder& order) const;
    void put_total(ChatOrder& order, std::optional<std::int64_t> sum) const;

    std::string_view text_;
    const ChatWords& words_;
    std::string currency_;
    std::vector<Mention> names_;
    std::vector<Mention> methods_;
    std::vector<Sum> totals_;
    std::vector<Sum> fees_;
    std::vector<ChatPhone> phones_;
    std::vector<TextSpan> notes_;
};

} // namespace route9::adapters
