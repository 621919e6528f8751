// SPDX-License-Identifier: Apache-2.0
#include "core/time.hpp"

#include <fmt/format.h>

namespace route9 {
namespace {

using std::chrono::sys_days;

constexpr int first_year = 1970;
constexpr int last_year = 9999;

/// Reads a text from the front; every step may refuse and then stays refused.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_(text) {}

    int digits(std::size_t count) {
        if (rest_.size() < count) {
            good_ = false;
            return 0;
        }
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            good_ = good_ && is_digit(rest_[i]);
            value = value * 10 + (rest_[i] - '0');
        }
        rest_.remove_prefix(count);
        return good_ ? value : 0;
    }

    bool accept(char wanted) {
        if (rest_.empty() || rest_.front() != wanted) {
            return false;
        }
        rest_.remove_prefix(1);
        return true;
    }

    void expect(char wanted) { good_ = accept(wanted) && good_; }
    void require(bool condition) { good_ = good_ && condition; }

    /// The digits after the point, cut to thousandths.
    int milliseconds() {
        int value = 0;
        int place = 100;
        require(!rest_.empty() && is_digit(rest_.front()));
        while (!rest_.empty() && is_digit(rest_.front())) {
            value += place * (rest_.front() - '0');
            place /= 10;
            rest_.remove_prefix(1);
        }
        return value;
    }

    bool done() const { return good_ && rest_.empty(); }

private:
    static bool is_digit(char c) { return c >= '0' && c <= '9'; }

    std::string_view rest_;
    bool good_ = true;
};

Day scan_day(Scanner& scanner) {
    const int year = scanner.digits(4);
    scanner.expect('-');
    const int month = scanner.digits(2);
    scanner.expect('-');
    const int day = scanner.digits(2);
    const Day result{
        std::chrono::year{year},
        std::chrono::month{static_cast<unsigned>(month)},
        std::chrono::day{static_cast<unsigned>(day)}
    };
    scanner.require(result.ok() && year >= first_year);
    return result;
}

Milliseconds scan_time_of_day(Scanner& scanner) {
    const int hour = scanner.digits(2);
    scanner.expect(':');
    const int minute = scanner.digits(2);
    scanner.expect(':');
    const int second = scanner.digits(2);
    scanner.require(hour <= 23 && minute <= 59 && second <= 59);
    const int fraction = scanner.accept('.') ? scanner.milliseconds() : 0;
    return std::chrono::hours{hour} + Minutes{minute} + Seconds{second} + Milliseconds{fraction};
}

Minutes scan_offset(Scanner& scanner) {
    if (scanner.accept('Z') || scanner.accept('z')) {
        return Minutes{0};
    }
    const bool west = scanner.accept('-');
    if (!west) {
        scanner.expect('+');
    }
    const int hour = scanner.digits(2);
    scanner.expect(':');
    const int minute = scanner.digits(2);
    scanner.require(hour <= 23 && minute <= 59);
    const Minutes offset = std::chrono::hours{hour} + Minutes{minute};
    return west ? -offset : offset;
}

std::string format_seconds(std::chrono::sys_seconds at, std::string_view suffix) {
    const auto midnight = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day day{midnight};
    const std::chrono::hh_mm_ss clock{at - midnight};
    return fmt::format(
        "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}{}",
        static_cast<int>(day.year()),
        static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day()),
        clock.hours().count(),
        clock.minutes().count(),
        clock.seconds().count(),
        suffix
    );
}

} // namespace

Result<Instant> parse_rfc3339(std::string_view text) {
    Scanner scanner{text};
    const Day day = scan_day(scanner);
    if (!scanner.accept('t')) {
        scanner.expect('T');
    }
    const Milliseconds clock = scan_time_of_day(scanner);
    const Minutes offset = scan_offset(scanner);
    const Instant latest = sys_days{Day{std::chrono::year{last_year} / 12 / 31}} +
                           std::chrono::days{1} - Milliseconds{1};
    if (scanner.done()) {
        const Instant at = sys_days{day} + clock - offset;
        if (at >= Instant{} && at <= latest) {
            return at;
        }
    }
    return fail_field(
        "",
        "malformed",
        "must be an RFC 3339 time with its offset, such as \"2026-03-10T08:00:00+07:00\""
    );
}

std::string format_utc(Instant at) {
    const auto second = std::chrono::floor<Seconds>(at);
    const auto fraction = (at - second).count();
    return fraction == 0 ? format_seconds(second, "Z")
                         : format_seconds(second, fmt::format(".{:03}Z", fraction));
}

std::string format_utc_seconds(Instant at) {
    return format_seconds(std::chrono::floor<Seconds>(at), "Z");
}

std::string format_corridor(Instant at) {
    return format_seconds(std::chrono::floor<Seconds>(at) + corridor_offset, "+07:00");
}

Result<Day> parse_day(std::string_view text) {
    Scanner scanner{text};
    const Day day = scan_day(scanner);
    if (!scanner.done()) {
        return fail_field(
            "", "malformed", "must be a day that exists, written like \"2026-03-10\""
        );
    }
    return day;
}

std::string format_day(Day day) {
    return fmt::format(
        "{:04}-{:02}-{:02}",
        static_cast<int>(day.year()),
        static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day())
    );
}

Day corridor_day(Instant at) {
    return Day{std::chrono::floor<std::chrono::days>(at + corridor_offset)};
}

Minutes corridor_minute_of_day(Instant at) {
    const auto local = at + corridor_offset;
    return std::chrono::floor<Minutes>(local - std::chrono::floor<std::chrono::days>(local));
}

Instant corridor_midnight(Day day) {
    return sys_days{day} - corridor_offset;
}

} // namespace route9
