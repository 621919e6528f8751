// SPDX-License-Identifier: Apache-2.0
#include "core/id.hpp"

#include "core/assert.hpp"

#include <fmt/format.h>

#include <optional>

namespace route9 {
namespace {

using Bits128 = unsigned __int128;

constexpr std::string_view alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr std::size_t digit_count = 26;
constexpr int bits_per_digit = 5;
constexpr std::size_t time_bytes = 6;
constexpr std::int8_t no_digit = -1;

constexpr std::array<std::int8_t, 256> digit_values = [] {
    std::array<std::int8_t, 256> values{};
    values.fill(no_digit);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::int8_t>(i);
    }
    return values;
}();

std::optional<IdBytes> decode(std::string_view digits) {
    // 26 digits hold 130 bits: the first one must leave the top two clear.
    if (digits.size() != digit_count || digits.front() > '7') {
        return std::nullopt;
    }
    Bits128 bits = 0;
    for (const char c : digits) {
        const std::int8_t value = digit_values[static_cast<unsigned char>(c)];
        if (value == no_digit) {
            return std::nullopt;
        }
        bits = (bits << bits_per_digit) | static_cast<Bits128>(value);
    }
    IdBytes bytes;
    for (std::size_t i = bytes.size(); i-- > 0; bits >>= 8) {
        bytes[i] = static_cast<std::byte>(bits & 0xff);
    }
    return bytes;
}

} // namespace

IdBytes first_id_bytes(Instant at) {
    const std::int64_t signed_ms = at.time_since_epoch().count();
    ROUTE9_ASSERT(signed_ms >= 0 && signed_ms < (std::int64_t{1} << 48));
    auto ms = static_cast<std::uint64_t>(signed_ms);
    IdBytes bytes{};
    for (std::size_t i = time_bytes; i-- > 0; ms >>= 8) {
        bytes[i] = static_cast<std::byte>(ms & 0xff);
    }
    return bytes;
}

IdBytes make_id_bytes(Instant at, Entropy& entropy) {
    IdBytes bytes = first_id_bytes(at);
    entropy.fill(std::span{bytes}.subspan(time_bytes));
    return bytes;
}

std::string format_id(std::string_view prefix, const IdBytes& bytes) {
    Bits128 bits = 0;
    for (const std::byte byte : bytes) {
        bits = (bits << 8) | std::to_integer<unsigned>(byte);
    }
    std::string text(prefix.size() + 1 + digit_count, '_');
    prefix.copy(text.data(), prefix.size());
    for (std::size_t i = text.size(); i-- > prefix.size() + 1; bits >>= bits_per_digit) {
        text[i] = alphabet[static_cast<std::size_t>(bits & 0x1f)];
    }
    return text;
}

Result<IdBytes> parse_id(std::string_view prefix, std::string_view text) {
    if (text.starts_with(prefix) && text.substr(prefix.size()).starts_with('_')) {
        if (const auto bytes = decode(text.substr(prefix.size() + 1))) {
            return *bytes;
        }
    }
    return fail_field(
        "",
        "malformed",
        fmt::format("must be an id that starts with \"{}_\", exactly as it was issued", prefix)
    );
}

} // namespace route9
