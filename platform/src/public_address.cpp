// SPDX-License-Identifier: Apache-2.0
#include "platform/public_address.hpp"

#include <netinet/in.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

namespace route9::platform {
namespace {

struct Block {
    std::array<std::uint8_t, 4> from;
    unsigned bits;
};

constexpr std::array<Block, 13> kNotPublic{{
    {{0, 0, 0, 0}, 8},
    {{10, 0, 0, 0}, 8},
    {{100, 64, 0, 0}, 10},
    {{127, 0, 0, 0}, 8},
    {{169, 254, 0, 0}, 16},
    {{172, 16, 0, 0}, 12},
    {{192, 0, 0, 0}, 24},
    {{192, 0, 2, 0}, 24},
    {{192, 168, 0, 0}, 16},
    {{198, 18, 0, 0}, 15},
    {{198, 51, 100, 0}, 24},
    {{203, 0, 113, 0}, 24},
    {{224, 0, 0, 0}, 3},
}};

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr std::array<std::uint8_t, 12> kTranslated{0, 0x64, 0xff, 0x9b};

std::uint32_t number(std::span<const std::uint8_t> bytes) noexcept {
    std::uint32_t value = 0;
    for (const std::uint8_t byte : bytes) {
        value = value << 8U | byte;
    }
    return value;
}

bool is_public_v4(std::span<const std::uint8_t> bytes) noexcept {
    const std::uint32_t address = number(bytes);
    return std::ranges::none_of(kNotPublic, [address](const Block& block) {
        const unsigned rest = 32 - block.bits;
        return address >> rest == number(block.from) >> rest;
    });
}

/// 2000::/3 is all that has been given out; of it not what carries another address or stands for
/// examples.
bool is_public_v6(std::span<const std::uint8_t> bytes) noexcept {
    const auto begins = [bytes](std::span<const std::uint8_t> with) {
        return std::ranges::equal(bytes.first(with.size()), with);
    };
    if (begins(kMapped) || begins(kTranslated)) {
        return is_public_v4(bytes.last(4));
    }
    constexpr std::array<std::uint8_t, 4> kExamples{0x20, 0x01, 0x0d, 0xb8};
    constexpr std::array<std::uint8_t, 4> kTeredo{0x20, 0x01, 0, 0};
    constexpr std::array<std::uint8_t, 2> kSixToFour{0x20, 0x02};
    return bytes[0] >> 5U == 1 && !begins(kExamples) && !begins(kTeredo) && !begins(kSixToFour);
}

} // namespace

bool is_public_address(const sockaddr& address) noexcept {
    std::array<std::uint8_t, 16> bytes{};
    if (address.sa_family == AF_INET) {
        sockaddr_in of{};
        std::memcpy(&of, &address, sizeof(of));
        std::memcpy(bytes.data(), &of.sin_addr, sizeof(of.sin_addr));
        return is_public_v4(std::span{bytes}.first(4));
    }
    if (address.sa_family == AF_INET6) {
        sockaddr_in6 of{};
        std::memcpy(&of, &address, sizeof(of));
        std::memcpy(bytes.data(), &of.sin6_addr, sizeof(of.sin6_addr));
        return is_public_v6(bytes);
    }
    return false;
}

} // namespace route9::platform
