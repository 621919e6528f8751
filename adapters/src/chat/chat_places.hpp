// SPDX-License-Identifier: Apache-2.0
// The parts of an address as they were told, put together: what the address book knows by its
// code, the rest as typed. Private to the chat reader.
#pragma once

#include "chat/chat_parts.hpp"
#include "fulfillment/address.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

class ChatPlaces {
public:
    ChatPlaces(std::string_view text, const ChatTools& tools) : text_(text), tools_(tools) {}

    /// What follows an address label or a marker, or stands within an address.
    void add(const ChatPart& part);
    /// A house and its street, as they are.
    void add_house(const ChatPart& part);
    /// True when all that the part says is a place that the book knows; then it was taken.
    bool add_if_place(const ChatPart& part);
    void add_country(std::string_view country, TextSpan span);
    bool has_province() const noexcept { return !provinces_.empty(); }
    bool is_empty() const noexcept;

    /// The fields of the recipient's address; `country` is what else tells it, empty.
    void finish(ChatOrder& order, std::string_view country);

private:
    struct Mention {
        std::string text;
        TextSpan span;
        bool is_marked = false;
    };
    using Tokens = std::span<const ChatToken>;

    Mention mention(Tokens tokens, bool is_marked) const;
    std::string book_text(Tokens tokens) const;
    fulfillment::ResolvedAddress province_of(std::string_view text) const;
    bool is_province(Tokens tokens) const;
    bool is_district(Tokens tokens) const;
    Tokens cut_country(Tokens tokens);
    Tokens cut_province(Tokens tokens, std::size_t kept_min);
    Tokens cut_district(Tokens tokens, std::size_t kept_min);
    void take_rest(const ChatPart& part, Tokens rest);
    void add_line(const Mention& line);

    void put(ChatOrder& order, std::string_view member, const std::optional<Mention>& said) const;
    void put_country(ChatOrder& order, std::string_view other);
    void put_places(ChatOrder& order);
    void put_district(ChatOrder& order, const fulfillment::ResolvedAddress& resolved) const;
    void
    ask(ChatOrder& order,
        std::string_view member,
        std::string_view code,
        const Mention& said,
        std::vector<std::string> candidates) const;

    std::string_view text_;
    ChatTools tools_;
    std::vector<Mention> provinces_;
    std::optional<Mention> district_;
    std::optional<Mention> village_;
    std::optional<Mention> landmark_;
    std::optional<Mention> line_;
    std::vector<Mention> countries_; // text is the code
    std::string country_;            // as far as it is sure
};

} // namespace route9::adapters
