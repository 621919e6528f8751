// SPDX-License-Identifier: Apache-2.0
#include "adapters/documents/sscc.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <span>

namespace route9::adapters {
namespace {

constexpr std::string_view kCrockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

bool is_digit(char character) {
    return character >= '0' && character <= '9';
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

std::string sscc_link(std::string_view domain, std::string_view sscc) {
    return fmt::format("https://{}/00/{}", domain, sscc);
}

} // namespace route9::adapters
