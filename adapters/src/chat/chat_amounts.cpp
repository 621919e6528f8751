// SPDX-License-Identifier: Apache-2.0
#include "chat/chat_amounts.hpp"

#include "core/decimal.hpp"

#include <algorithm>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::int64_t hundredths_max = 100'000'000'000'000; // 10^12 whole
constexpr std::size_t digits_max = 12;

/// Digits with the signs between them: "1.250,50" is {"1", "250", "50"} and ".,".
struct Literal {
    std::vector<std::string> groups;
    std::string signs;
    std::size_t tokens = 0;
};

Literal read_literal(std::span<const ChatToken> tokens) {
    Literal literal;
    if (tokens.empty() || tokens[0].kind != TokenKind::number) {
        return literal;
    }
    literal.groups.push_back(tokens[0].plain);
    literal.tokens = 1;
    while (literal.tokens + 1 < tokens.size()) {
        const ChatToken& sign = tokens[literal.tokens];
        const ChatToken& digits = tokens[literal.tokens + 1];
        const bool goes_on = sign.glued && digits.glued && digits.kind == TokenKind::number &&
                             (is_mark(sign, ".") || is_mark(sign, ","));
        if (!goes_on) {
            break;
        }
        literal.signs += sign.plain;
        literal.groups.push_back(digits.plain);
        literal.tokens += 2;
    }
    return literal;
}

std::optional<std::int64_t> hundredths_of(const std::string& whole, const std::string& fraction) {
    std::size_t digits = whole.size();
    if (digits > digits_max || fraction.size() > 2) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    for (const char c : whole + fraction) {
        value = value * 10 + (c - '0');
    }
    for (std::size_t i = fraction.size(); i < 2; ++i) {
        value *= 10;
    }
    return value;
}

bool are_thousands(std::span<const std::string> later) {
    return std::ranges::all_of(later, [](const std::string& group) { return group.size() == 3; });
}

std::string joined(std::span<const std::string> groups) {
    std::string out;
    for (const std::string& group : groups) {
        out += group;
    }
    return out;
}

bool has_small_unit(std::string_view currency) {
    return currency == "THB" || currency == "USD" || currency == "CNY";
}

/// What the unit behind a number makes of it.
struct Unit {
    std::int64_t scale = 1;
    std::string currency; // said with it, or the order's
    bool is_said = false;
};

using Readings = std::vector<std::int64_t>;

void add_reading(Readings& readings, std::optional<std::int64_t> value, std::int64_t scale) {
    if (value && *value <= hundredths_max / scale) {
        readings.push_back(*value * scale);
    }
}

Readings read_whole(const std::string& digits, const Unit& unit) {
    Readings readings;
    const auto value = hundredths_of(digits, "");
    add_reading(readings, value, unit.scale);
    constexpr std::int64_t thousand = 100'000;
    const bool may_lack_thousands = unit.scale == 1 && !has_small_unit(unit.currency) && value &&
                                    *value > 0 && *value < thousand;
    if (may_lack_thousands) {
        add_reading(readings, value, 1'000);
    }
    return readings;
}

/// One sign and three digits: thousands in the corridor, decimals elsewhere.
Readings read_three(const Literal& literal, const Unit& unit) {
    Readings readings;
    const bool is_point = literal.signs == ".";
    const bool may_be_decimals = unit.scale > 1 || (has_small_unit(unit.currency) && is_point);
    if (may_be_decimals) {
        auto decimals = literal.groups[1];
        const auto value = hundredths_of(literal.groups[0] + decimals, "");
        const std::int64_t scale = unit.scale;
        if (value && *value * scale % 1'000 == 0 && *value <= hundredths_max / scale) {
            readings.push_back(*value * scale / 1'000);
        }
    }
    add_reading(readings, hundredths_of(joined(literal.groups), ""), unit.scale);
    return readings;
}

Readings read_decimal(const Literal& literal, const Unit& unit) {
    Readings readings;
    const auto value = hundredths_of(literal.groups[0], literal.groups[1]);
    if (unit.scale > 1 || has_small_unit(unit.currency)) {
        add_reading(readings, value, unit.scale);
        return readings;
    }
    add_reading(readings, value, 1'000); // "3.5" is no sum in dong or kip: thousand, or million?
    add_reading(readings, value, 1'000'000);
    return readings;
}

Readings readings_of(const Literal& literal, const Unit& unit) {
    const auto& groups = literal.groups;
    if (groups.size() == 1) {
        return read_whole(groups[0], unit);
    }
    const std::span<const std::string> later{groups.begin() + 1, groups.end()};
    const bool is_one_sign = literal.signs.find_first_not_of(literal.signs[0]) == std::string::npos;
    const bool begins_well = groups[0].size() <= 3;
    if (is_one_sign && begins_well && are_thousands(later)) {
        if (groups.size() == 2) {
            return read_three(literal, unit);
        }
        Readings readings;
        add_reading(readings, hundredths_of(joined(groups), ""), unit.scale);
        return readings;
    }
    if (groups.size() == 2 && groups[1].size() <= 2) {
        return read_decimal(literal, unit);
    }
    const bool has_cents = !is_one_sign && groups.back().size() <= 2 && begins_well &&
                           are_thousands(later.first(later.size() - 1));
    Readings readings;
    if (has_cents) {
        const std::string whole = joined(std::span{groups}.first(groups.size() - 1));
        add_reading(readings, hundredths_of(whole, groups.back()), unit.scale);
    }
    return readings;
}

class AmountReader {
public:
    AmountReader(
        std::span<const ChatToken> tokens, const ChatWords& words, std::string_view currency
    )
        : tokens_(tokens), words_(words), expected_(currency) {}

    std::optional<ChatAmount> read() {
        take_currency();
        const Literal literal = read_literal(rest());
        if (literal.groups.empty()) {
            return spelled_out();
        }
        at_ += literal.tokens;
        Unit unit;
        unit.scale = take_scales();
        const auto more = unit.scale > 1 ? take_rest(unit.scale) : 0;
        take_currency();
        unit.currency = said_.empty() ? expected_ : said_;
        ChatAmount amount;
        amount.hundredths = readings_of(literal, unit);
        for (std::int64_t& reading : amount.hundredths) {
            reading += more;
        }
        amount.currency = said_;
        amount.tokens = at_;
        amount.is_bare = unit.scale == 1 && said_.empty();
        const bool is_code = literal.groups[0].size() > 1 && literal.groups[0][0] == '0';
        if (amount.hundredths.empty() || is_code) {
            return std::nullopt;
        }
        return amount;
    }

private:
    std::span<const ChatToken> rest() const { return tokens_.subspan(at_); }

    void take_currency() {
        if (!said_.empty()) {
            return;
        }
        const auto match = words_.longest(rest(), {WordKind::currency});
        // A bare d behind a number ("165000d") is as good as đ.
        if (match && (match->is_certain || (at_ > 0 && rest()[0].glued))) {
            said_ = match->word->means;
            at_ += match->tokens;
        }
    }

    /// "2 trăm nghìn": what stands behind each other is multiplied.
    std::int64_t take_scales() {
        std::int64_t scale = 1;
        while (const auto match = words_.longest(rest(), {WordKind::scale})) {
            if (scale > 1'000'000 / match->word->value && scale > 1) {
                break;
            }
            scale *= match->word->value;
            at_ += match->tokens;
        }
        return scale;
    }

    /// The 2 of "1tr2" is 200 thousand; the 5 ໝື່ນ of "3ແສນ5ໝື່ນ" is 50 thousand.
    std::int64_t take_rest(std::int64_t scale) {
        if (rest().empty() || rest()[0].kind != TokenKind::number || rest()[0].plain.size() > 3) {
            return 0;
        }
        const ChatToken& digits = rest()[0];
        const std::int64_t number = std::stoll(digits.plain);
        const auto smaller = words_.longest(rest().subspan(1), {WordKind::scale});
        if (smaller && smaller->word->value < scale) {
            at_ += 1 + smaller->tokens;
            const std::int64_t value = number * smaller->word->value;
            return value * 100 + take_rest(smaller->word->value);
        }
        const bool is_decimal = digits.glued && scale >= 1'000 && digits.plain[0] != '0';
        if (!is_decimal || smaller) {
            return 0;
        }
        ++at_;
        return number * scale * 100 / power_of_ten(static_cast<int>(digits.plain.size()));
    }

    /// "hai trăm nghìn", "ສາມແສນຫ້າໝື່ນ": at least one hundred, so that "ba" stays a name.
    std::optional<ChatAmount> spelled_out() {
        const auto first = words_.longest(rest(), {WordKind::number});
        if (!first) {
            return std::nullopt;
        }
        std::int64_t total = 0;
        std::int64_t below = 0; // a thousand
        std::int64_t digit = 0;
        bool has_scale = false;
        while (const auto match = words_.longest(rest(), {WordKind::number, WordKind::scale})) {
            const std::int64_t value = match->word->value;
            if (match->word->kind == WordKind::number) {
                const bool is_next_digit = digit > 0 && digit < 10 && value < 10; // "bốn chín"
                digit = is_next_digit ? digit * 10 + value : digit + value;
            } else if (value < 1'000) {
                below += std::max<std::int64_t>(digit, 1) * value;
                digit = 0;
            } else {
                total += std::max<std::int64_t>(below + digit, 1) * value;
                below = digit = 0;
            }
            has_scale = has_scale || match->word->kind == WordKind::scale;
            at_ += match->tokens;
            if (total > hundredths_max / 100 || below > 1'000'000 || digit > 99) {
                return std::nullopt;
            }
        }
        total += below + digit;
        if (!has_scale || total < 100) {
            return std::nullopt;
        }
        take_currency();
        return ChatAmount{{total * 100}, said_, at_, false};
    }

    std::span<const ChatToken> tokens_;
    const ChatWords& words_;
    std::string expected_;
    std::string said_;
    std::size_t at_ = 0;
};

} // namespace

std::optional<ChatAmount> read_chat_amount(
    std::span<const ChatToken> tokens, const ChatWords& words, std::string_view currency
) {
    if (tokens.empty()) {
        return std::nullopt;
    }
    return AmountReader{tokens, words, currency}.read();
}

std::string amount_text(std::int64_t hundredths) {
    return Decimal{hundredths, 2}.text();
}

} // namespace route9::adapters
