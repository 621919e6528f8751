// SPDX-License-Identifier: Apache-2.0
#include "mt940_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <utility>

namespace route9::adapters::banks {
namespace {

using payments::StatementLine;

constexpr std::size_t kBankReferenceMax = 16;
constexpr int kCenturyTurn = 80; // 80 to 99 are of the last century

bool is_digit(char character) noexcept {
    return character >= '0' && character <= '9';
}

bool is_letter(char character) noexcept {
    return character >= 'A' && character <= 'Z';
}

std::string_view trimmed(std::string_view text) noexcept {
    const auto first = text.find_first_not_of(" \n");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \n") - first + 1);
}

/// Takes the front of a field off, piece by piece.
class Cursor {
public:
    explicit Cursor(std::string_view text) : rest_(text) {}

    std::string_view rest() const noexcept { return rest_; }

    bool skip(std::string_view word) noexcept {
        if (!rest_.starts_with(word)) {
            return false;
        }
        rest_.remove_prefix(word.size());
        return true;
    }
    void skip_blanks() noexcept {
        rest_.remove_prefix(std::min(rest_.find_first_not_of(' '), rest_.size()));
    }
    std::string_view take(std::size_t size) noexcept {
        const auto taken = rest_.substr(0, size);
        rest_.remove_prefix(taken.size());
        return taken;
    }
    /// Empty where fewer digits stand here.
    std::string_view digits(std::size_t size) noexcept {
        const bool all =
            rest_.size() >= size && std::ranges::all_of(rest_.substr(0, size), is_digit);
        return all ? take(size) : std::string_view{};
    }
    bool skip_letter() noexcept {
        const bool here = !rest_.empty() && is_letter(rest_.front());
        rest_.remove_prefix(here ? 1 : 0);
        return here;
    }

private:
    std::string_view rest_;
};

int two_digits(std::string_view digits) noexcept {
    return (digits[0] - '0') * 10 + (digits[1] - '0');
}

/// Banks that reckon with months of 30 days write days that do not exist: the last of the month.
std::optional<Day> day_of(std::chrono::year year, std::string_view mmdd, const Mt940Place& place) {
    const int month = two_digits(mmdd.substr(0, 2));
    const int day = two_digits(mmdd.substr(2, 2));
    if (month < 1 || month > 12 || day < 1 || day > 31) {
        place.refuse("malformed", "write days as YYMMDD, entry dates as MMDD");
        return std::nullopt;
    }
    const Day written{
        year,
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}
    };
    if (written.ok()) {
        return written;
    }
    const Day last{written.year() / written.month() / std::chrono::last};
    place.warn(fmt::format("the day {} does not exist, {} is taken", mmdd, format_day(last)));
    return last;
}

std::optional<Day> read_day(Cursor& from, const Mt940Place& place) {
    const auto digits = from.digits(6);
    if (digits.empty()) {
        place.refuse("malformed", "the day is missing: six digits, YYMMDD");
        return std::nullopt;
    }
    const int year = two_digits(digits);
    return day_of(
        std::chrono::year{year + (year < kCenturyTurn ? 2000 : 1900)}, digits.substr(2), place
    );
}

/// "0102" of a line valued on 31 December is of the next year: the nearest is meant.
std::optional<Day> entry_day(std::string_view mmdd, Day value, const Mt940Place& place) {
    std::chrono::year nearest = value.year();
    const auto distance = [&](std::chrono::year year) {
        const int months = (int{year} - int{value.year()}) * 12 + two_digits(mmdd) -
                           static_cast<int>(unsigned{value.month()});
        return std::abs(months);
    };
    for (const int step : {-1, 1}) {
        const auto other = value.year() + std::chrono::years{step};
        nearest = distance(other) < distance(nearest) ? other : nearest;
    }
    return day_of(nearest, mmdd, place);
}

/// "2277000," or "12,35": the comma always stands.
std::optional<Decimal> read_amount(Cursor& from, const Mt940Place& place) {
    const auto length = std::min(from.rest().find_first_not_of("0123456789,"), from.rest().size());
    std::string text{from.take(length)};
    const auto comma = text.find(',');
    if (comma == std::string::npos || comma == 0) {
        place.refuse("malformed", "the amount is cut off or has no comma: write 2277000, or 12,35");
        return std::nullopt;
    }
    text[comma] = '.';
    const auto amount = Decimal::parse(text.ends_with('.') ? text.substr(0, comma) : text);
    if (!amount) {
        place.refuse("malformed", "the amount has more than one comma or more than 18 digits");
        return std::nullopt;
    }
    return *amount;
}

Decimal negated(const Decimal& amount) {
    return Decimal{-amount.units(), amount.scale()};
}

struct Direction {
    bool money_in = false;
    bool reversal = false;
};

/// C and D, RC and RD for those taken back, and one letter of the currency that may follow.
std::optional<Direction> read_direction(Cursor& from, const Mt940Place& place) {
    Direction found{.reversal = from.skip("R")};
    const bool credit = from.skip("C");
    if (!credit && !from.skip("D")) {
        place.refuse("malformed", "the mark is missing: C, D, RC or RD behind the day");
        return std::nullopt;
    }
    from.skip_letter();
    found.money_in = credit != found.reversal;
    return found;
}

/// What banks write where there is no reference.
std::string real_reference(std::string_view text) {
    constexpr std::array<std::string_view, 5> none{
        "NONREF", "NOREF", "NOTPROVIDED", "KREF+", "EREF+"
    };
    const auto reference = trimmed(text);
    return std::ranges::find(none, reference) == none.end() ? std::string{reference}
                                                            : std::string{};
}

/// Whether the second line goes on with a bank reference that was cut. A reference that lost its
/// end could stand for two movements, one that is too long never does.
bool goes_on(std::string_view bank_reference, std::string_view next) {
    return !next.empty() && !next.starts_with('/') && next.find(' ') == std::string_view::npos &&
           std::ranges::any_of(next, is_digit) &&
           bank_reference.size() + next.size() <= kBankReferenceMax;
}

/// Mends a line break between or behind the slashes and inside the bank's reference.
std::string joined_references(std::string_view text, const Mt940Place& place) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) {
        return std::string{text};
    }
    const auto head = text.substr(0, end);
    const auto next = text.substr(end + 1, text.find('\n', end + 1) - end - 1);
    const auto slashes = head.find("//");
    const bool between = slashes == std::string_view::npos && head.ends_with('/') &&
                         next.starts_with('/') && !next.starts_with("//");
    const bool inside =
        slashes != std::string_view::npos && goes_on(head.substr(slashes + 2), next);
    if (!between && !inside) {
        return std::string{text};
    }
    if (inside) {
        place.warn("the bank's reference was broken over two lines and is joined");
    }
    return std::string{head} + std::string{text.substr(end + 1)};
}

/// "/CHGS/EUR0,50/" in the supplementary details.
std::optional<Decimal> charges_in(std::string_view extra, const std::string& currency) {
    const std::string word = "/CHGS/" + currency;
    const auto at = extra.find(word);
    if (at == std::string_view::npos) {
        return std::nullopt;
    }
    std::string text{extra.substr(at + word.size())};
    text.resize(std::min(text.find_first_not_of("0123456789,"), text.size()));
    std::ranges::replace(text, ',', '.');
    const auto amount =
        Decimal::parse(text.ends_with('.') ? text.substr(0, text.size() - 1) : text);
    return amount ? std::optional{*amount} : std::nullopt;
}

/// Type (four characters), owner's reference, //, bank's reference, second line.
void read_references(StatementLine& line, std::string_view text, const Mt940Place& place) {
    const std::string joined = joined_references(text, place);
    const std::string_view all{joined};
    const auto end = std::min(all.find('\n'), all.size());
    const auto head = all.substr(0, end);
    const auto extra = trimmed(all.substr(end));
    const auto slashes = head.find("//");
    line.end_to_end = real_reference(head.substr(0, slashes));
    if (slashes != std::string_view::npos) {
        line.bank_ref = real_reference(head.substr(slashes + 2));
    }
    line.charges = charges_in(extra, line.currency);
    if (!extra.starts_with("/OCMT/") && !extra.starts_with("/CHGS/")) {
        line.memo = extra;
    }
}

void append_memo(StatementLine& line, std::string_view text) {
    if (text.empty()) {
        return;
    }
    line.memo += line.memo.empty() ? "" : "\n";
    line.memo += text;
}

/// "166?00SEPA…": a code of three digits, then subfields.
bool has_subfields(std::string_view text) {
    return text.size() > 5 && text[3] == '?' && std::ranges::all_of(text.substr(0, 3), is_digit) &&
           is_digit(text[4]) && is_digit(text[5]);
}

void add_subfields(StatementLine& line, std::string_view text) {
    std::string joined{text};
    std::erase(joined, '\n');
    std::string_view rest{joined};
    std::string memo;
    std::string booking_text;
    while (rest.size() > 2) {
        const std::string_view digits = rest.substr(1, 2);
        const bool numbered = std::ranges::all_of(digits, is_digit);
        const auto end = std::min(rest.find('?', 1), rest.size());
        const auto value = rest.substr(numbered ? 3 : 0, end - (numbered ? 3 : 0));
        const int number = numbered ? two_digits(digits) : 20; // a question mark of the memo
        rest.remove_prefix(end);
        if (number == 0) {
            booking_text = value;
        } else if ((number >= 20 && number <= 29) || (number >= 60 && number <= 63)) {
            memo += value;
        } else if (number == 31) {
            line.counterparty_account = trimmed(value);
        } else if (number == 32 || number == 33) {
            line.counterparty_name += value;
        }
    }
    line.counterparty_name = trimmed(line.counterparty_name);
    append_memo(line, trimmed(memo.empty() ? booking_text : memo));
}

} // namespace

std::optional<Mt940Balance> read_balance(std::string_view text, const Mt940Place& place) {
    Cursor from{trimmed(text)};
    const bool credit = from.skip("C");
    if (!credit && !from.skip("D")) {
        place.refuse("malformed", "a balance begins with C or D");
        return std::nullopt;
    }
    const auto day = read_day(from, place);
    if (!day) {
        return std::nullopt;
    }
    const auto currency = from.take(3);
    if (currency.size() < 3 || !std::ranges::all_of(currency, is_letter)) {
        place.refuse("malformed", "the currency is missing: three letters behind the day");
        return std::nullopt;
    }
    const auto amount = read_amount(from, place);
    if (!amount) {
        return std::nullopt;
    }
    return Mt940Balance{
        .amount = credit ? *amount : negated(*amount),
        .currency = std::string{currency},
        .day = *day
    };
}

std::optional<StatementLine>
read_line(std::string_view text, const std::string& currency, const Mt940Place& place) {
    Cursor from{trimmed(text)};
    const auto value_date = read_day(from, place);
    if (!value_date) {
        return std::nullopt;
    }
    const auto entry = from.digits(4);
    from.skip_blanks();
    const auto booked = entry.empty() ? value_date : entry_day(entry, *value_date, place);
    const auto direction = booked ? read_direction(from, place) : std::nullopt;
    const auto amount = direction ? read_amount(from, place) : std::nullopt;
    if (!amount) {
        return std::nullopt;
    }
    from.skip_blanks();
    const auto type = from.take(4);
    constexpr std::string_view types = "NFS";
    if (type.empty() || types.find(type.front()) == std::string_view::npos) {
        place.refuse(
            "malformed", "the type is missing behind the amount: N, F or S and three more"
        );
        return std::nullopt;
    }
    StatementLine line{
        .amount = direction->money_in ? *amount : negated(*amount),
        .currency = currency,
        .booked = payments::BookingTime{.day = *booked},
        .value_date = value_date,
        .reversal = direction->reversal,
    };
    read_references(line, from.rest(), place);
    return line;
}

void add_information(StatementLine& line, std::string_view text) {
    if (has_subfields(text)) {
        add_subfields(line, text.substr(3));
    } else {
        append_memo(line, trimmed(text));
    }
}

void add_ns_block(StatementLine& line, std::string_view text) {
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto row = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (row.size() < 3 || !is_digit(row[0]) || !is_digit(row[1])) {
            continue;
        }
        const int number = two_digits(row);
        if (number >= 1 && number <= 14) {
            append_memo(line, trimmed(row.substr(2)));
        } else if (number == 15 || number == 16) {
            line.counterparty_name += line.counterparty_name.empty() ? "" : " ";
            line.counterparty_name += trimmed(row.substr(2));
        }
    }
}

} // namespace route9::adapters::banks
