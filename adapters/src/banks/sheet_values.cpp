// SPDX-License-Identifier: Apache-2.0
#include "sheet_values.hpp"

#include "core/rounding.hpp"

#include <algorithm>
#include <limits>

namespace route9::adapters::banks {
namespace {

bool is_digit(char character) noexcept {
    return character >= '0' && character <= '9';
}

/// One or two digits, or as many as `size`; nullopt for less.
std::optional<int> number(std::string_view text, std::size_t most) {
    if (text.empty() || text.size() > most || !std::ranges::all_of(text, is_digit)) {
        return std::nullopt;
    }
    int value = 0;
    for (const char digit : text) {
        value = value * 10 + (digit - '0');
    }
    return value;
}

std::string_view until(std::string_view& rest, std::string_view marks) {
    const auto end = std::min(rest.find_first_of(marks), rest.size());
    const auto part = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    return part;
}

/// "14:02:37" or "14:02" after midnight.
std::optional<std::chrono::seconds> clock_time(std::string_view text) {
    const auto hour = number(until(text, ":"), 2);
    const auto minute = number(until(text, ":"), 2);
    const auto second = text.empty() ? std::optional{0} : number(text, 2);
    if (!hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 59) {
        return std::nullopt;
    }
    return std::chrono::hours{*hour} + std::chrono::minutes{*minute} +
           std::chrono::seconds{*second};
}

/// The digits with a point for the decimals. One mark before three digits, and marks that stand
/// more than once, part thousands.
std::string with_point(std::string_view text) {
    const auto last = text.find_last_of(",.");
    std::string plain;
    bool decimals = last != std::string_view::npos;
    if (decimals) {
        const char mark = text[last];
        const bool only_mark = text.find(mark == ',' ? '.' : ',') == std::string_view::npos;
        const bool repeated = text.find(mark) != last;
        decimals = !repeated && !(only_mark && text.size() - last == 4);
    }
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] != ',' && text[at] != '.') {
            plain += text[at];
        } else if (decimals && at == last) {
            plain += '.';
        }
    }
    return plain;
}

} // namespace

std::string trimmed_cell(std::string_view text) {
    std::string plain{text};
    for (auto at = plain.find("\xC2\xA0"); at != std::string::npos; at = plain.find("\xC2\xA0")) {
        plain.replace(at, 2, " ");
    }
    const auto first = plain.find_first_not_of(" \t\r\n");
    if (first == std::string::npos) {
        return {};
    }
    return plain.substr(first, plain.find_last_not_of(" \t\r\n") - first + 1);
}

std::optional<payments::BookingTime> sheet_time(std::string_view date, std::string_view time) {
    const auto day = number(until(date, "/-"), 2);
    const auto month = number(until(date, "/-"), 2);
    const auto year_text = until(date, " \n");
    const auto year = year_text.size() == 4 ? number(year_text, 4) : std::nullopt;
    if (!day || !month || !year) {
        return std::nullopt;
    }
    const Day found{
        std::chrono::year{*year},
        std::chrono::month{static_cast<unsigned>(*month)},
        std::chrono::day{static_cast<unsigned>(*day)}
    };
    if (!found.ok()) {
        return std::nullopt;
    }
    payments::BookingTime booked{.day = found};
    const auto clock = time.empty() ? date : time;
    if (!clock.empty()) {
        const auto since_midnight = clock_time(clock);
        if (!since_midnight) {
            return std::nullopt;
        }
        booked.at = corridor_midnight(found) + *since_midnight;
    }
    return booked;
}

std::optional<Decimal> sheet_amount(std::string_view text) {
    std::string plain = trimmed_cell(text);
    for (const std::string_view unit : {"VND", "LAK", "USD", "THB", "CNY"}) {
        if (plain.ends_with(unit)) {
            plain = trimmed_cell(std::string_view{plain}.substr(0, plain.size() - unit.size()));
        }
    }
    const std::string sign = plain.starts_with('-') ? "-" : "";
    const auto digits = std::string_view{plain}.substr(sign.size());
    if (digits.empty() || !is_digit(digits.front()) ||
        digits.find_first_not_of("0123456789.,") != std::string_view::npos) {
        return std::nullopt;
    }
    const auto amount = Decimal::parse(sign + with_point(digits));
    return amount ? std::optional{*amount} : std::nullopt;
}

std::optional<Decimal> sum_of(const Decimal& left, const Decimal& right) {
    const int scale = std::max(left.scale(), right.scale());
    const Int128 sum = Int128{left.units()} * power_of_ten(scale - left.scale()) +
                       Int128{right.units()} * power_of_ten(scale - right.scale());
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    if (sum > most || sum < -Int128{most}) {
        return std::nullopt;
    }
    return Decimal{static_cast<std::int64_t>(sum), scale};
}

} // namespace route9::adapters::banks
