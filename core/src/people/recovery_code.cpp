// SPDX-License-Identifier: Apache-2.0
#include "core/people/recovery_code.hpp"

#include <array>

namespace route9 {
namespace {

constexpr std::string_view kAlphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t kCharacters = 10;
constexpr std::size_t kHyphenAfter = 5;

char read_character(char c) {
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower == 'o') {
        return '0';
    }
    return lower == 'i' || lower == 'l' ? '1' : lower;
}

} // namespace

std::vector<std::string> make_recovery_codes(Entropy& entropy) {
    std::vector<std::string> codes;
    for (std::size_t made = 0; made < recovery_codes_count; ++made) {
        std::array<std::byte, kCharacters> random{};
        entropy.fill(random);
        std::string code;
        for (std::size_t i = 0; i < kCharacters; ++i) {
            if (i == kHyphenAfter) {
                code += '-';
            }
            code += kAlphabet[std::to_integer<std::size_t>(random[i]) % kAlphabet.size()];
        }
        codes.push_back(std::move(code));
    }
    return codes;
}

BlindIndex
recovery_code_index(const Secret& tenant_key, const UserId& user, std::string_view code) {
    std::string folded = user.text() + "/";
    for (const char c : code) {
        if (c != '-' && c != ' ') {
            folded += read_character(c);
        }
    }
    return blind_index(tenant_key, "user/recovery_code", folded);
}

} // namespace route9
