// SPDX-License-Identifier: Apache-2.0
#include "documents/workbook_number.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>

namespace route9::adapters::workbook {
namespace {

constexpr int kDigitsMax = 15;   // that a spreadsheet shows
constexpr int kDecimalsMax = 12; // that any number of ours has

std::string shortest(double value, std::chars_format form) {
    std::array<char, 400> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, form);
    return {text.data(), end.ptr};
}

/// Of "9.05123456e+08": 9 digits, the first one worth 10^8.
struct Digits {
    int count = 0;
    int exponent = 0;
};

Digits digits_of(std::string_view scientific) {
    const auto mark = scientific.find('e');
    const auto mantissa = scientific.substr(0, mark);
    Digits digits;
    digits.count = static_cast<int>(std::ranges::count_if(mantissa, [](char c) {
        return c >= '0' && c <= '9';
    }));
    const bool plus = scientific.substr(mark + 1).starts_with('+');
    const auto exponent = scientific.substr(mark + (plus ? 2 : 1));
    std::from_chars(exponent.data(), exponent.data() + exponent.size(), digits.exponent);
    return digits;
}

/// A day and a time of day, or the number itself when the calendar does not have it.
std::string date_text(double serial, const std::string& number, bool counts_from_1904) {
    using namespace std::chrono;
    constexpr double kFirst = 61;       // before 1 March 1900 the days are off by one
    constexpr double kBehind = 2958466; // after 31 December 9999
    constexpr int kDaySeconds = 86'400;
    if ((!counts_from_1904 && serial < kFirst) || serial < 0 || serial >= kBehind) {
        return number;
    }
    const sys_days epoch{counts_from_1904 ? 1904y / January / 1 : 1899y / December / 30};
    const auto whole = static_cast<int>(serial);
    const auto in_day = static_cast<int>(std::lround((serial - whole) * kDaySeconds));
    const year_month_day day{epoch + days{whole + in_day / kDaySeconds}};
    const int second = in_day % kDaySeconds;
    const std::string date = fmt::format(
        "{:04}-{:02}-{:02}",
        static_cast<int>(day.year()),
        static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day())
    );
    return second == 0
               ? date
               : fmt::format(
                     "{} {:02}:{:02}:{:02}", date, second / 3'600, second / 60 % 60, second % 60
                 );
}

} // namespace

SheetCell number_cell(std::string_view raw, const CellFormat& format, bool counts_from_1904) {
    double value = 0;
    const auto read = std::from_chars(raw.data(), raw.data() + raw.size(), value);
    const bool is_number = read.ptr == raw.data() + raw.size();
    if (is_number && read.ec == std::errc::result_out_of_range) {
        constexpr std::size_t kShown = 40;
        return {.text = std::string{raw.substr(0, kShown)}, .kind = CellKind::rounded};
    }
    if (!is_number || read.ec != std::errc{} || !std::isfinite(value)) {
        return {.text = "#VALUE!", .kind = CellKind::failed};
    }
    value = value == 0 ? 0 : value; // no -0
    const std::string scientific = shortest(value, std::chars_format::scientific);
    const Digits digits = digits_of(scientific);
    const bool is_small = std::abs(digits.exponent) < kDigitsMax;
    std::string text = is_small ? shortest(value, std::chars_format::fixed) : scientific;
    if (format.is_date) {
        return {.text = date_text(value, text, counts_from_1904), .kind = CellKind::date};
    }
    const bool has_too_many =
        digits.count > kDigitsMax || digits.count - digits.exponent > kDecimalsMax + 1;
    if (!is_small || has_too_many) {
        return {.text = scientific, .kind = CellKind::rounded};
    }
    const bool is_whole = !text.contains('.') && !text.starts_with('-');
    if (is_whole && text.size() < format.zeros) {
        constexpr std::size_t kZerosMax = 32;
        text.insert(0, std::min(format.zeros, kZerosMax) - std::min(text.size(), kZerosMax), '0');
    }
    return {.text = std::move(text), .kind = CellKind::number};
}

} // namespace route9::adapters::workbook
