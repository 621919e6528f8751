// SPDX-License-Identifier: Apache-2.0
#include "adapters/sign_in/totp.hpp"

#include "marketplaces/openssl_hmac.hpp"

#include <fmt/format.h>

#include <array>

namespace route9::adapters {
namespace {

constexpr Seconds kStep{30};
constexpr std::uint32_t kModulus = 1'000'000;
constexpr std::size_t kDigits = 6;

constexpr std::string_view kIssuer = "route9";

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
        if (plain) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

} // namespace

std::int64_t totp_step(Instant at) {
    return std::chrono::floor<Seconds>(at).time_since_epoch() / kStep;
}

std::string totp_code(const Secret& key, std::int64_t step) {
    std::array<std::byte, 8> counter{};
    auto rest = static_cast<std::uint64_t>(step);
    for (std::size_t i = counter.size(); i-- > 0; rest >>= 8U) {
        counter[i] = static_cast<std::byte>(rest & 0xffU);
    }
    const auto mac = hmac_sha1(key.reveal(), counter);
    // RFC 4226 §5.3: dynamic truncation.
    const std::size_t offset = std::to_integer<std::size_t>(mac.back()) & 0x0fU;
    std::uint32_t value = std::to_integer<std::uint32_t>(mac[offset]) & 0x7fU;
    for (std::size_t i = 1; i < 4; ++i) {
        value = (value << 8U) | std::to_integer<std::uint32_t>(mac[offset + i]);
    }
    return fmt::format("{:06}", value % kModulus);
}

std::optional<std::int64_t>
match_totp(const Secret& key, std::string_view code, Instant now, std::int64_t used_step) {
    if (code.size() != kDigits) {
        return std::nullopt;
    }
    std::optional<std::int64_t> matching;
    const std::int64_t present = totp_step(now);
    for (const std::int64_t step : {present - 1, present, present + 1}) {
        const std::string expected = totp_code(key, step);
        if (equal_secret(as_byte_view(expected), as_byte_view(code)) && step > used_step) {
            matching = step;
        }
    }
    return matching;
}

std::string base32_of(ByteView bytes) {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    std::string text;
    unsigned int bits = 0;
    unsigned int held = 0;
    for (const std::byte byte : bytes) {
        bits = (bits << 8U) | std::to_integer<unsigned int>(byte);
        for (held += 8; held >= 5; held -= 5) {
            text += alphabet[(bits >> (held - 5)) & 31U];
        }
    }
    if (held > 0) {
        text += alphabet[(bits << (5 - held)) & 31U];
    }
    return text;
}

std::string totp_uri(const Secret& key, std::string_view account) {
    return fmt::format(
        "otpauth://totp/{0}:{1}?secret={2}&issuer={0}",
        kIssuer,
        percent_encoded(account),
        base32_of(key.reveal())
    );
}

} // namespace route9::adapters
