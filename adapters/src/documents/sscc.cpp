// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/sscc.hpp"

#include "adapters/documents/s10.hpp"
#include "core/assert.hpp"
#include "core/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace route9::adapters {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

constexpr std::string_view kGs1Scan = "]C1";        // how scanners announce GS1-128
constexpr std::string_view kBlanks = " \t\r\n\x1d"; // and the separator of GS1 elements

bool is_digit(char character) {
    return character >= '0' && character <= '9';
}

std::string_view trimmed(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
    return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

/// What follows /t/ or /00/ at the end of a link's path; the text itself when it is no link.
std::string_view last_of_link(std::string_view text) {
    text = text.substr(0, text.find_first_of("?#"));
    if (text.ends_with('/')) {
        text.remove_suffix(1);
    }
    const auto slash = text.rfind('/');
    if (slash == text.npos) {
        return text;
    }
    const std::string_view way = text.substr(0, slash);
    return way.ends_with("/t") || way.ends_with("/00") ? text.substr(slash + 1)
                                                       : std::string_view{};
}

char capital(char typed) {
    return typed >= 'a' && typed <= 'z' ? static_cast<char>(typed - 'a' + 'A') : typed;
}

/// Crockford's reading of what people type in capitals.
char code_character(char typed) {
    if (typed == 'O') {
        return '0';
    }
    return typed == 'I' || typed == 'L' ? '1' : typed;
}

} // namespace

char gs1_check_digit(std::string_view digits) {
    ROUTE9_ASSERT(std::ranges::all_of(digits, is_digit));
    int sum = 0;
    int weight = 3;
    for (auto at = digits.rbegin(); at != digits.rend(); ++at) {
        sum += (*at - '0') * weight;
        weight = 4 - weight;
    }
    return static_cast<char>('0' + (10 - sum % 10) % 10);
}

Result<std::string> make_sscc(const SsccParts& parts) {
    FieldErrors errors;
    if (parts.extension_digit < 0 || parts.extension_digit > 9) {
        errors.push_back({"/extension_digit", "out_of_range", "Give one digit, 0 to 9."});
    }
    const auto prefix_digits = parts.company_prefix.size();
    if (prefix_digits < 4 || prefix_digits > 12 ||
        !std::ranges::all_of(parts.company_prefix, is_digit)) {
        errors.push_back({"/company_prefix", "malformed", "A GS1 prefix has 4 to 12 digits."});
        return fail_fields(std::move(errors));
    }
    const auto serial = fmt::format("{:0{}}", parts.serial, 16 - prefix_digits);
    if (serial.size() + prefix_digits > 16) {
        errors.push_back(
            {"/serial", "out_of_range", "The serial has more digits than the prefix leaves."}
        );
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    auto text = fmt::format("{}{}{}", parts.extension_digit, parts.company_prefix, serial);
    text += gs1_check_digit(text);
    return text;
}

bool is_sscc(std::string_view text) noexcept {
    return text.size() == sscc_digits && std::ranges::all_of(text, is_digit) &&
           gs1_check_digit(text.substr(0, sscc_digits - 1)) == text.back();
}

std::string make_parcel_code(Instant at, Entropy& entropy) {
    std::array<std::byte, 8> random{};
    entropy.fill(random);
    std::uint64_t low = 0;
    for (const auto byte : random) {
        low = low << 8U | std::to_integer<std::uint64_t>(byte);
    }
    low &= (std::uint64_t{1} << 52U) - 1;
    auto high =
        static_cast<std::uint64_t>(at.time_since_epoch().count()) & ((std::uint64_t{1} << 48U) - 1);
    // 48 + 52 bits do not split at a character: two bits of the time go with the random half's 50.
    const std::uint64_t joint = (high << 2U) | (low >> 50U);
    low &= (std::uint64_t{1} << 50U) - 1;
    high = joint;
    std::string code(parcel_code_characters, '0');
    for (std::size_t place = 0; place < 10; ++place) {
        code[9 - place] = kCrockford[(high >> (5 * place)) & 31U];
        code[19 - place] = kCrockford[(low >> (5 * place)) & 31U];
    }
    return code;
}

bool is_parcel_code(std::string_view text) noexcept {
    return text.size() == parcel_code_characters &&
           std::ranges::all_of(text, [](char character) { return kCrockford.contains(character); });
}

std::optional<std::string> parcel_name_in(std::string_view text) {
    text = trimmed(text);
    if (text.starts_with(kGs1Scan)) {
        text = trimmed(text.substr(kGs1Scan.size()));
    }
    text = last_of_link(text);
    if (is_sscc(text)) {
        return std::string{text};
    }
    for (const std::string_view key : {"(00)", "00"}) {
        if (text.starts_with(key) && is_sscc(text.substr(key.size()))) {
            return std::string{text.substr(key.size())};
        }
    }
    // Codes of ours that begin so would be older than 1978: this is a misread SSCC.
    if (text.starts_with("00") && std::ranges::all_of(text, is_digit)) {
        return std::nullopt;
    }
    std::string code{text};
    std::ranges::transform(code, code.begin(), capital);
    if (is_s10(code)) { // before its letters O and I are taken for digits
        return code;
    }
    std::ranges::transform(code, code.begin(), code_character);
    if (is_parcel_code(code)) {
        return code;
    }
    return std::nullopt;
}

std::string sscc_link(std::string_view domain, std::string_view sscc) {
    return fmt::format("https://{}/00/{}", domain, sscc);
}

} // namespace route9::adapters
