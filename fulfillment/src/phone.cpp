// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/phone.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace route9::fulfillment {
namespace {

constexpr std::size_t phone_bytes_max = 120; // 40 characters, each a Lao digit

constexpr std::array<std::string_view, 16> blanks{
    "\xc2\xa0",     // U+00A0 no-break space
    "\xe2\x80\x87", // U+2007 figure space
    "\xe2\x80\x89", // U+2009 thin space
    "\xe2\x80\x8b", // U+200B zero width space
    "\xe2\x80\x8c", // U+200C and U+200D joiners
    "\xe2\x80\x8d",
    "\xe2\x80\x8e", // U+200E and U+200F direction marks
    "\xe2\x80\x8f",
    "\xe2\x80\xaa", // U+202A to U+202C: contacts of telephones stand between them
    "\xe2\x80\xab",
    "\xe2\x80\xac",
    "\xe2\x80\xaf", // U+202F narrow no-break space
    "\xe2\x81\xa0", // U+2060 word joiner
    "\xe2\x81\xa8", // U+2068 and U+2069 isolates
    "\xe2\x81\xa9",
    "\xef\xbb\xbf", // U+FEFF
};

struct Dialled {
    std::string digits;
    bool is_international = false;
};

/// ASCII, with Lao digits as digits and the blanks and marks that telephones and chats put around
/// numbers as blanks. What else is not ASCII stays and is refused.
std::string plain(std::string_view text) {
    constexpr std::string_view lao_digit = "\xe0\xbb"; // U+0ED0 to U+0ED9: then 90 to 99
    std::string out;
    while (!text.empty()) {
        const auto third = text.size() < 3 ? 0U : static_cast<unsigned char>(text[2]);
        if (text.starts_with(lao_digit) && third >= 0x90 && third <= 0x99) {
            out += static_cast<char>('0' + (third - 0x90));
            text.remove_prefix(3);
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

std::optional<Dialled> dialled(std::string_view typed) {
    if (typed.size() > phone_bytes_max) {
        return std::nullopt;
    }
    const std::string text = plain(typed);
    Dialled out;
    for (const char c : text) {
        if (c == '+' && out.digits.empty() && !out.is_international) {
            out.is_international = true;
        } else if (c >= '0' && c <= '9') {
            out.digits += c;
        } else if (std::string_view{" .-()/"}.find(c) == std::string_view::npos) {
            return std::nullopt;
        }
    }
    if (!out.is_international && out.digits.starts_with("00")) {
        out.digits.erase(0, 2);
        out.is_international = true;
    }
    return out;
}

/// First two digits after the 20 of a Lao mobile number.
bool is_lao_mobile_block(std::string_view two) {
    constexpr std::array<std::string_view, 20> blocks{"22", "23", "28", "29", "52", "54", "55",
                                                      "56", "58", "59", "76", "77", "78", "91",
                                                      "92", "93", "95", "96", "97", "98"};
    return two == "99" || std::ranges::find(blocks, two) != blocks.end();
}

/// Digits after the country code, without the trunk 0.
std::optional<PhoneKind> lao_kind(std::string_view national) {
    if (national.starts_with("20")) {
        const bool fits = national.size() == 10 && is_lao_mobile_block(national.substr(2, 2));
        return fits ? std::optional{PhoneKind::mobile} : std::nullopt;
    }
    if (national.starts_with("30")) {
        return national.size() == 9 ? std::optional{PhoneKind::fixed_wireless} : std::nullopt;
    }
    const bool fits = national.size() == 8 && national[0] >= '2' && national[0] <= '8';
    return fits ? std::optional{PhoneKind::fixed} : std::nullopt;
}

std::optional<PhoneKind> vietnamese_kind(std::string_view national) {
    if (national.size() == 9 && std::string_view{"35789"}.find(national[0]) != national.npos) {
        return PhoneKind::mobile;
    }
    const bool fits = national.size() == 10 && national[0] == '2';
    return fits ? std::optional{PhoneKind::fixed} : std::nullopt;
}

Failure refuse(std::string_view country) {
    return fail_field(
        "",
        "phone",
        country == "LA" ? "must be a Lao number such as 020 55 512 345 or +856 20 55 512 345"
                        : "must be a Vietnamese number such as 0912 345 678 or +84 912 345 678"
    );
}

} // namespace

Result<PhoneNumber> parse_phone(std::string_view text, std::string_view country) {
    auto number = dialled(text);
    if (!number || number->digits.empty()) {
        return refuse(country);
    }
    std::string_view national = number->digits;
    std::string_view code = country == "LA" ? "856" : "84";
    if (number->is_international) {
        if (!national.starts_with("856") && !national.starts_with("84")) {
            return refuse(country);
        }
        code = national.starts_with("856") ? "856" : "84";
        national.remove_prefix(code.size());
    } else if (!national.starts_with('0') && national.starts_with(code) &&
               national.size() >= code.size() + 8) {
        national.remove_prefix(code.size());
    }
    // People write the trunk 0 even after the country code: +856 020….
    if (national.starts_with('0')) {
        national.remove_prefix(1);
    }
    const auto kind = code == "856" ? lao_kind(national) : vietnamese_kind(national);
    if (!kind) {
        return refuse(country);
    }
    PhoneNumber out;
    out.e164.append("+").append(code).append(national);
    out.kind = *kind;
    return out;
}

} // namespace route9::fulfillment
