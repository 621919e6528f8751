// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/phone.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::size_t phone_bytes_max = 120; // 40 characters, each a Lao digit

constexpr std::array<std::string_view, 23> blanks{
    "\xc2\xa0",     // U+00A0 no-break space
    "\xe2\x80\x87", // U+2007 figure space
    "\xe2\x80\x89", // U+2009 thin space
    "\xe2\x80\x90", // U+2010 to U+2013: hyphens and dashes
    "\xe2\x80\x91", "\xe2\x80\x92", "\xe2\x80\x93",
    "\xe2\x88\x92", // U+2212 minus sign
    "\xe3\x80\x80", // U+3000 wide space
    "\xef\xbc\x8d", // U+FF0D wide hyphen
    "\xe2\x80\x8b", // U+200B zero width space
    "\xe2\x80\x8c", // U+200C and U+200D joiners
    "\xe2\x80\x8d",
    "\xe2\x80\x8e", // U+200E and U+200F direction marks
    "\xe2\x80\x8f",
    "\xe2\x80\xaa", // U+202A to U+202C: contacts of telephones stand between them
    "\xe2\x80\xab", "\xe2\x80\xac",
    "\xe2\x80\xaf", // U+202F narrow no-break space
    "\xe2\x81\xa0", // U+2060 word joiner
    "\xe2\x81\xa8", // U+2068 and U+2069 isolates
    "\xe2\x81\xa9",
    "\xef\xbb\xbf", // U+FEFF
};

/// Ten digits in a row, the first three bytes of each: the last byte counts up from `zero`.
struct DigitBlock {
    std::string_view lead;
    unsigned zero;
};
constexpr std::array<DigitBlock, 3> kDigitBlocks{{
    {"\xe0\xbb", 0x90}, // Lao, U+0ED0
    {"\xe0\xb9", 0x90}, // Thai, U+0E50
    {"\xef\xbc", 0x90}, // wide, U+FF10
}};
constexpr std::string_view kWidePlus = "\xef\xbc\x8b";

struct Dialled {
    std::string digits;
    bool is_international = false;
};

char digit_at(std::string_view text) {
    const auto third = text.size() < 3 ? 0U : static_cast<unsigned char>(text[2]);
    for (const DigitBlock& block : kDigitBlocks) {
        if (text.starts_with(block.lead) && third >= block.zero && third <= block.zero + 9) {
            return static_cast<char>('0' + (third - block.zero));
        }
    }
    return '\0';
}

/// ASCII, with the digits of other scripts as digits and the blanks and marks that telephones and
/// chats put around numbers as blanks. What else is not ASCII stays and is refused.
std::string plain(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        if (const char digit = digit_at(text); digit != '\0') {
            out += digit;
            text.remove_prefix(3);
            continue;
        }
        if (text.starts_with(kWidePlus)) {
            out += '+';
            text.remove_prefix(kWidePlus.size());
            continue;
        }
        const auto* const blank = std::ranges::find_if(blanks, [&](std::string_view each) {
            return text.starts_with(each);
        });
        out += blank == blanks.end() ? text.front() : ' ';
        text.remove_prefix(blank == blanks.end() ? 1 : blank->size());
    }
    return out;
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// 905123456.0: a sheet took the number for a decimal.
void drop_decimals(std::string& text) {
    constexpr std::string_view kDecimals = ".0";
    if (text.ends_with(kDecimals) &&
        std::all_of(text.begin(), text.end() - kDecimals.size(), is_digit)) {
        text.resize(text.size() - kDecimals.size());
    }
}

std::expected<Dialled, PhoneFault> dialled(std::string_view typed) {
    if (typed.size() > phone_bytes_max) {
        return std::unexpected{PhoneFault::too_long};
    }
    std::string text = plain(typed);
    drop_decimals(text);
    Dialled out;
    for (const char c : text) {
        if (c == '+' && out.digits.empty() && !out.is_international) {
            out.is_international = true;
        } else if (is_digit(c)) {
            out.digits += c;
        } else if (!std::string_view{" .-()/"}.contains(c)) {
            return std::unexpected{PhoneFault::not_digits};
        }
    }
    if (out.digits.empty()) {
        return std::unexpected{PhoneFault::empty};
    }
    if (!out.is_international && out.digits.starts_with("00")) {
        out.digits.erase(0, 2);
        out.is_international = true;
    }
    return out;
}

/// First two digits after the 20 of a Lao mobile number.
bool is_lao_mobile_block(std::string_view two) {
    constexpr std::array<std::string_view, 21> blocks{"22", "23", "28", "29", "52", "54", "55",
                                                      "56", "58", "59", "76", "77", "78", "91",
                                                      "92", "93", "95", "96", "97", "98", "99"};
    return std::ranges::find(blocks, two) != blocks.end();
}

bool is_lao_area(std::string_view two) {
    constexpr std::array<std::string_view, 15> areas{
        "21", "23", "31", "34", "41", "51", "54", "61", "64", "71", "74", "81", "84", "86", "88"
    };
    return std::ranges::find(areas, two) != areas.end();
}

using Reading = std::expected<PhoneNumber, PhoneFault>;

Reading number_of(std::string_view code, std::string_view national, PhoneKind kind) {
    PhoneNumber out;
    out.e164.append("+").append(code).append(national);
    out.kind = kind;
    return out;
}

Reading of_length(std::string_view national, std::size_t right, const Reading& number) {
    if (national.size() != right) {
        return std::unexpected{
            national.size() < right ? PhoneFault::too_short : PhoneFault::too_long
        };
    }
    return number;
}

/// Whether something before the digits says that they are whole: +856 or a trunk 0.
enum class Start : bool { bare, said };

/// Digits after the country code, without the trunk 0.
Reading read_lao(std::string_view national, Start start) {
    constexpr std::size_t kMobile = 10;
    constexpr std::size_t kWireless = 9;
    constexpr std::size_t kFixed = 8;
    if (national.starts_with("20") && national.size() != kFixed) {
        if (national.size() == kMobile && !is_lao_mobile_block(national.substr(2, 2))) {
            return std::unexpected{PhoneFault::no_such_block};
        }
        return of_length(national, kMobile, number_of("856", national, PhoneKind::mobile));
    }
    if (national.starts_with("30")) {
        const auto number = number_of("856", national, PhoneKind::fixed_wireless);
        return of_length(national, kWireless, number);
    }
    if (national.size() != kFixed) {
        return of_length(national, kFixed, {});
    }
    const bool is_mobile = is_lao_mobile_block(national.substr(0, 2));
    const bool is_fixed = is_lao_area(national.substr(0, 2));
    if (is_mobile && start == Start::bare) { // people leave the 020 away
        return is_fixed ? Reading{std::unexpected{PhoneFault::two_readings}}
                        : number_of("856", "20" + std::string{national}, PhoneKind::mobile);
    }
    return is_fixed ? number_of("856", national, PhoneKind::fixed)
                    : Reading{std::unexpected{PhoneFault::no_such_block}};
}

/// Mobile numbers of eleven digits lost one on 15 September 2018: 0120 became 070.
std::string shortened(std::string_view national) {
    constexpr std::array<std::array<std::string_view, 2>, 21> renumbered{{
        {"120", "70"}, {"121", "79"}, {"122", "77"}, {"126", "76"}, {"128", "78"}, {"123", "83"},
        {"124", "84"}, {"125", "85"}, {"127", "81"}, {"129", "82"}, {"162", "32"}, {"163", "33"},
        {"164", "34"}, {"165", "35"}, {"166", "36"}, {"167", "37"}, {"168", "38"}, {"169", "39"},
        {"186", "56"}, {"188", "58"}, {"199", "59"},
    }};
    for (const auto& [before, since] : renumbered) {
        if (national.starts_with(before)) {
            return std::string{since} + std::string{national.substr(before.size())};
        }
    }
    return {};
}

Reading read_vietnamese(std::string_view national) {
    constexpr std::size_t kMobile = 9;
    constexpr std::size_t kFixed = 10;
    constexpr std::string_view kMobileStarts = "35789";
    if (national.starts_with('2')) {
        return of_length(national, kFixed, number_of("84", national, PhoneKind::fixed));
    }
    if (national.starts_with('1') && national.size() == kFixed) {
        const std::string since = shortened(national);
        return since.empty() ? Reading{std::unexpected{PhoneFault::no_such_block}}
                             : number_of("84", since, PhoneKind::mobile);
    }
    if (national.size() == kMobile && !kMobileStarts.contains(national.front())) {
        return std::unexpected{PhoneFault::no_such_block};
    }
    return of_length(national, kMobile, number_of("84", national, PhoneKind::mobile));
}

/// People write the trunk 0 even after the country code: +856 020….
Reading read_national(std::string_view code, std::string_view digits, Start start) {
    if (digits.starts_with('0')) {
        digits.remove_prefix(1);
        start = Start::said;
    }
    return code == "856" ? read_lao(digits, start) : read_vietnamese(digits);
}

std::string_view fault_text(PhoneFault fault) {
    switch (fault) {
    case PhoneFault::empty:
        return "holds no number: ";
    case PhoneFault::not_digits:
        return "holds what is no digit: ";
    case PhoneFault::too_short:
        return "has too few digits: ";
    case PhoneFault::too_long:
        return "has too many digits: ";
    case PhoneFault::no_such_block:
        return "begins like no number in use: ";
    case PhoneFault::other_country:
        return "is of another country: ";
    case PhoneFault::two_readings:
        return "is a land line or a mobile without its 020; say which: ";
    }
    return {};
}

} // namespace

Reading read_phone(std::string_view text, std::string_view country) {
    const auto number = dialled(text);
    if (!number) {
        return std::unexpected{number.error()};
    }
    const std::string_view digits = number->digits;
    const std::string_view own = country == "LA" ? "856" : "84";
    const std::string_view other = country == "LA" ? "84" : "856";
    constexpr std::size_t kShortest = 8;
    if (number->is_international) {
        for (const std::string_view code : {std::string_view{"856"}, std::string_view{"84"}}) {
            if (digits.starts_with(code)) {
                return read_national(code, digits.substr(code.size()), Start::said);
            }
        }
        return std::unexpected{PhoneFault::other_country};
    }
    if (digits.starts_with(own) && digits.size() >= own.size() + kShortest) {
        return read_national(own, digits.substr(own.size()), Start::said);
    }
    const Reading at_home = read_national(own, digits, Start::bare);
    if (!at_home && digits.starts_with(other)) { // a + that was left away
        const Reading abroad = read_national(other, digits.substr(other.size()), Start::said);
        return abroad ? abroad : at_home;
    }
    return at_home;
}

Result<PhoneNumber> parse_phone(std::string_view text, std::string_view country) {
    auto number = read_phone(text, country);
    if (number) {
        return *std::move(number);
    }
    std::string message{fault_text(number.error())};
    message += country == "LA" ? "must be a Lao number such as 020 55 512 345 or +856 20 55 512 345"
                               : "must be a Vietnamese number such as 0912 345 678 or "
                                 "+84 912 345 678";
    return fail_field("", "phone", std::move(message));
}

// Each table is in the order of its enumeration.
std::string_view name(PhoneKind kind) noexcept {
    constexpr std::array<std::string_view, 3> kNames{"mobile", "fixed_wireless", "fixed"};
    return kNames[static_cast<std::size_t>(kind)];
}

std::string_view name(PhoneFault fault) noexcept {
    constexpr std::array<std::string_view, 7> kNames{
        "empty",
        "not_digits",
        "too_short",
        "too_long",
        "no_such_block",
        "other_country",
        "two_readings",
    };
    return kNames[static_cast<std::size_t>(fault)];
}

} // namespace route9::fulfillment
