// SPDX-License-Identifier: Apache-2.0
#include "chat/chat_phones.hpp"

#include "fulfillment/phone.hpp"

#include <array>
#include <string_view>

namespace route9::adapters {
namespace {

constexpr std::size_t digits_min = 8;
constexpr std::size_t digits_max = 14;
constexpr std::size_t groups_max = 6;

bool may_stand_between(const ChatToken& token) {
    constexpr std::string_view signs = ".-()";
    return token.kind == TokenKind::mark && token.plain.size() == 1 &&
           signs.find(token.plain[0]) != std::string_view::npos;
}

/// A number without the trunk 0 counts where only one country dials so.
bool is_dialled(std::string_view digits, std::string_view country) {
    const std::string_view code = country == "LA" ? "856" : "84";
    const bool is_lao_mobile = country == "LA" && digits.starts_with("20") && digits.size() == 10;
    return digits.starts_with('0') || digits.starts_with(code) || is_lao_mobile;
}

std::vector<PhoneReading> readings_of(const std::string& digits, bool is_international) {
    std::vector<PhoneReading> readings;
    for (const std::string_view country : {"LA", "VN"}) {
        if (!is_international && !is_dialled(digits, country)) {
            continue;
        }
        const auto number =
            fulfillment::parse_phone((is_international ? "+" : "") + digits, country);
        if (!number) {
            continue;
        }
        PhoneReading reading{
            .country = number->e164.starts_with("+856") ? "LA" : "VN",
            .e164 = number->e164,
            .is_mobile = number->kind != fulfillment::PhoneKind::fixed,
        };
        if (readings.empty() || readings.front().e164 != reading.e164) {
            readings.push_back(std::move(reading));
        }
    }
    return readings;
}

/// Where the number could end, and its digits until there.
struct End {
    std::size_t tokens = 0;
    std::string digits;
};

std::vector<End> possible_ends(std::span<const ChatToken> tokens, std::size_t begin) {
    std::vector<End> ends;
    std::string digits;
    for (std::size_t at = begin; at < tokens.size() && ends.size() < groups_max; ++at) {
        if (tokens[at].kind == TokenKind::number) {
            digits += tokens[at].plain;
            ends.push_back({at + 1, digits});
        } else if (!may_stand_between(tokens[at])) {
            break;
        }
    }
    return ends;
}

bool goes_on_in_letters(std::span<const ChatToken> tokens, std::size_t end) {
    return end < tokens.size() && tokens[end].glued && tokens[end].kind == TokenKind::word &&
           tokens[end].script == Script::latin;
}

} // namespace

std::optional<ChatPhone> read_chat_phone(std::span<const ChatToken> tokens, bool labelled) {
    if (tokens.empty()) {
        return std::nullopt;
    }
    const bool has_plus = is_mark(tokens[0], "+");
    const std::size_t begin = has_plus || is_mark(tokens[0], "(") ? 1 : 0;
    const auto ends = possible_ends(tokens, begin);
    if (ends.empty() || tokens[begin].kind != TokenKind::number) {
        return std::nullopt;
    }
    const bool is_international = has_plus || ends.back().digits.starts_with("00");
    std::optional<ChatPhone> looks_like_one;
    for (auto end = ends.rbegin(); end != ends.rend(); ++end) {
        if (end->digits.size() < digits_min || end->digits.size() > digits_max ||
            goes_on_in_letters(tokens, end->tokens)) {
            continue;
        }
        ChatPhone phone{
            .readings = readings_of(end->digits, is_international),
            .tokens = end->tokens,
            .span = {tokens[0].span.from, tokens[end->tokens - 1].span.to},
            .digits = end->digits,
        };
        if (!phone.readings.empty()) {
            return phone;
        }
        const bool is_announced = labelled || has_plus || end->digits.starts_with('0');
        if (is_announced && !looks_like_one) {
            looks_like_one = std::move(phone);
        }
    }
    return looks_like_one;
}

} // namespace route9::adapters
