// SPDX-License-Identifier: Apache-2.0
#include "adapters/chat/chat_order.hpp"

#include "chat/chat_items.hpp"
#include "chat/chat_lines.hpp"
#include "chat/chat_parts.hpp"
#include "chat/chat_places.hpp"
#include "chat/chat_terms.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t name_tokens_max = 6;

/// The currencies that are said with any sum; the order has one.
std::vector<std::string>
said_currencies(const std::vector<ChatPart>& parts, const ChatWords& words) {
    std::vector<std::string> said;
    for (const ChatPart& part : parts) {
        for (std::size_t at = 0; at < part.tokens.size(); ++at) {
            const auto rest = std::span{part.tokens}.subspan(at);
            const auto amount = read_chat_amount(rest, words, "");
            if (!amount) {
                continue;
            }
            at += amount->tokens - 1;
            if (!amount->currency.empty() &&
                std::ranges::find(said, amount->currency) == said.end()) {
                said.push_back(amount->currency);
            }
        }
    }
    return said;
}

bool has_only_words(const ChatPart& part) {
    return !part.tokens.empty() && part.tokens.size() <= name_tokens_max &&
           std::ranges::all_of(part.tokens, [](const ChatToken& token) {
               return token.kind == TokenKind::word;
           });
}

class OrderReader {
public:
    OrderReader(std::string_view text, const ChatTools& tools, const ChatHints& hints)
        : text_(text), tools_(tools), hints_(hints), lines_(read_lines(text)),
          parts_(read_parts(text, lines_, tools.words)),
          currencies_(said_currencies(parts_, tools.words)),
          currency_(currencies_.size() == 1 ? currencies_.front() : hints.currency),
          places_(text, tools), items_(text, tools.words, currency_),
          terms_(text, tools.words, currency_) {}

    ChatOrder read() {
        for (std::size_t i = 0; i < parts_.size(); ++i) {
            take(i);
        }
        ChatOrder order;
        places_.finish(order, other_country());
        const auto* told = order.find("/recipient/country");
        const bool is_told = told != nullptr && told->confidence == Confidence::high;
        const std::string country = is_told ? told->value : hints_.country;
        terms_.put_name(order, senders());
        terms_.put_phone(order, country, senders());
        items_.finish(order, terms_.total(), terms_.fee());
        terms_.put_payment(order, items_.sum());
        put_currency(order);
        terms_.put_note(order);
        return order;
    }

private:
    void take(std::size_t index) {
        const ChatPart& part = parts_[index];
        if (part.phone) {
            terms_.add_phone(*part.phone);
        } else if (part.is_label("phone") || !part.has_cue) {
            take_plain(index, part);
        } else if (part.cue_kind == WordKind::marker) {
            places_.add(part);
            items_.forget_words();
        } else if (part.is_label("address")) {
            take_address(index, part);
        } else if (part.is_label("name")) {
            terms_.add_name(part.span(), !part.tokens.empty());
        } else if (part.is_label("note")) {
            terms_.add_note(part.span());
        } else if (part.is_label("country")) {
            take_country(part);
        } else if (part.cue_kind == WordKind::payment || part.is_label("total") ||
                   part.is_label("shipping_fee")) {
            take_terms(index, part);
        } else {
            items_.add_labelled(part);
        }
    }

    void take_terms(std::size_t index, const ChatPart& part) {
        const std::size_t used = terms_.add(part);
        ChatPart rest = part;
        rest.has_cue = false;
        rest.tokens.erase(rest.tokens.begin(), rest.tokens.begin() + std::ptrdiff_t(used));
        items_.forget_words();
        take_plain(index, rest);
    }

    /// "ship 20k" is a fee, "ship cho chị Lan" a name.
    void take_address(std::size_t index, const ChatPart& part) {
        const auto amount = read_chat_amount(part.tokens, tools_.words, currency_);
        if (amount && !amount->is_bare) {
            ChatPart fee = part;
            fee.cue = "shipping_fee";
            take_terms(index, fee);
        } else if (!take_titled(part)) {
            places_.add(part);
            items_.forget_words();
        }
    }

    void take_country(const ChatPart& part) {
        const auto match = tools_.words.longest(part.tokens, {WordKind::country});
        if (match) {
            places_.add_country(match->word->means, part.span());
        }
    }

    /// Nothing but "và", "ok ạ".
    bool is_filler(std::span<const ChatToken> tokens) const {
        while (const auto filler = tools_.words.longest(tokens, {WordKind::filler})) {
            tokens = tokens.subspan(filler->tokens);
        }
        return tokens.empty();
    }

    /// "chị Lan", "cho chị Lan", "ນາງ ຄຳ".
    bool take_titled(const ChatPart& part) {
        std::span<const ChatToken> rest{part.tokens};
        while (const auto filler = tools_.words.longest(rest, {WordKind::filler})) {
            rest = rest.subspan(filler->tokens);
        }
        const auto title = tools_.words.longest(rest, {WordKind::title});
        const bool is_name =
            title && title->is_certain && title->tokens < rest.size() && has_only_words(part);
        if (is_name) {
            terms_.add_name({rest.front().span.from, rest.back().span.to}, false);
        }
        return is_name;
    }

    void take_plain(std::size_t index, const ChatPart& part) {
        if (is_filler(part.tokens) || take_titled(part)) {
            return;
        }
        if (part.in_address && !names_goods(part)) {
            if (places_.has_province() && has_only_words(part) && is_before_phone(index) &&
                !places_.add_if_place(part)) {
                terms_.add_name(part.span(), false);
            } else if (!places_.has_province() || !is_before_phone(index)) {
                places_.add(part);
            }
            return;
        }
        if (has_only_words(part) && (places_.add_if_place(part) || take_name(index, part))) {
            items_.forget_words();
            return;
        }
        if (is_house(index, part)) {
            places_.add_house(part);
        } else if (!take_sum(index, part)) {
            items_.add(part);
        }
    }

    /// "15 Nguyễn Huệ, quận 1": a number and words before a marker of an address.
    bool is_house(std::size_t index, const ChatPart& part) const {
        return index + 1 < parts_.size() && parts_[index + 1].has_cue &&
               parts_[index + 1].cue_kind == WordKind::marker &&
               parts_[index + 1].line == part.line && !names_goods(part);
    }

    /// A sum alone: of all, when a way to pay follows or the goods have their price.
    bool take_sum(std::size_t index, const ChatPart& part) {
        const auto amount = read_chat_amount(part.tokens, tools_.words, currency_);
        if (!amount || amount->tokens != part.tokens.size() || amount->is_bare) {
            return false;
        }
        const bool pays_next = index + 1 < parts_.size() && parts_[index + 1].has_cue &&
                               parts_[index + 1].cue_kind == WordKind::payment &&
                               parts_[index + 1].line == part.line &&
                               parts_[index + 1].tokens.empty();
        if (!pays_next && !items_.is_priced()) {
            return false;
        }
        terms_.add_total(amount->hundredths, part.span(), pays_next);
        return true;
    }

    bool names_goods(const ChatPart& part) const {
        ChatItems probe{text_, tools_.words, currency_};
        ChatOrder found;
        probe.add(part);
        probe.finish(found, std::nullopt, std::nullopt);
        return found.find("/items/0/unit_price") != nullptr ||
               std::ranges::any_of(found.fields, [](const ChatField& field) {
                   return field.pointer.ends_with("/quantity") &&
                          field.confidence == Confidence::high;
               });
    }

    bool is_before_phone(std::size_t index) const {
        return index + 1 < parts_.size() && parts_[index + 1].phone.has_value();
    }

    bool take_name(std::size_t index, const ChatPart& part) {
        const bool is_behind =
            index > 0 && parts_[index - 1].phone && parts_[index - 1].line == part.line;
        const bool is_before =
            is_before_phone(index) && (parts_[index + 1].line == part.line || is_alone(index));
        if (is_before || is_behind) {
            const auto label = tools_.words.longest(part.tokens, {WordKind::label});
            const bool is_label = label && label->word->means == "name" &&
                                  label->tokens < part.tokens.size(); // "ten Noy"
            const std::size_t first = is_label ? label->tokens : 0;
            terms_.add_name({part.tokens[first].span.from, part.span().to}, false);
        }
        return is_before || is_behind;
    }

    /// The only part of its line.
    bool is_alone(std::size_t index) const {
        return index == 0 || parts_[index - 1].line != parts_[index].line;
    }

    std::vector<TextSpan> senders() const { return lines_.senders; }

    std::string other_country() const {
        return hints_.country.empty() ? terms_.phone_country() : hints_.country;
    }

    void put_currency(ChatOrder& order) const {
        const bool has_money = std::ranges::any_of(order.fields, [](const ChatField& each) {
            return each.pointer.ends_with("/unit_price") || each.pointer == "/payment/amount";
        });
        if (!has_money) {
            return;
        }
        ChatField field{.pointer = "/currency", .value = {}};
        if (!currency_.empty()) {
            field.value = currency_;
            field.confidence = currencies_.empty() ? Confidence::medium : Confidence::high;
        } else if (currencies_.empty()) {
            field.candidates = {"LAK", "VND", "THB"};
            order.doubts.push_back({"CURRENCY_UNSAID", field.pointer});
        } else {
            field.candidates = currencies_;
            order.doubts.push_back({"SEVERAL_CURRENCIES", field.pointer});
        }
        order.fields.push_back(std::move(field));
    }

    std::string_view text_;
    const ChatTools& tools_;
    const ChatHints& hints_;
    ChatLines lines_;
    std::vector<ChatPart> parts_;
    std::vector<std::string> currencies_;
    std::string currency_;
    ChatPlaces places_;
    ChatItems items_;
    ChatTerms terms_;
};

} // namespace

std::string_view name(Confidence confidence) noexcept {
    switch (confidence) {
    case Confidence::low:
        return "low";
    case Confidence::medium:
        return "medium";
    case Confidence::high:
        return "high";
    }
    return "low";
}

const ChatField* ChatOrder::find(std::string_view pointer) const noexcept {
    const auto found = std::ranges::find(fields, pointer, &ChatField::pointer);
    return found == fields.end() ? nullptr : &*found;
}

bool ChatOrder::looks_like_order() const noexcept {
    const bool has_goods =
        find("/items/0/quantity") != nullptr || find("/items/0/unit_price") != nullptr;
    const bool has_address =
        find("/recipient/phone") != nullptr || find("/recipient/province") != nullptr ||
        find("/recipient/village") != nullptr || find("/recipient/address_line") != nullptr;
    return has_goods && (has_address || find("/payment/method") != nullptr);
}

ChatOrder read_chat_order(std::string_view text, const ChatTools& tools, const ChatHints& hints) {
    return OrderReader{text, tools, hints}.read();
}

} // namespace route9::adapters
