// SPDX-License-Identifier: Apache-2.0
// Ids that follow from content: the same input gives the same id, in any process and on any
// repetition of a unit. The first six bytes keep the time order. Plain functions.
#pragma once

#include "core/crypto.hpp"
#include "core/id.hpp"

#include <algorithm>
#include <string>
#include <string_view>

namespace route9::payments {

inline IdBytes derived_bytes(Instant at, ByteView digest) {
    IdBytes bytes{};
    auto ms = static_cast<std::uint64_t>(at.time_since_epoch().count());
    for (std::size_t i = 6; i-- > 0; ms >>= 8U) {
        bytes.at(i) = static_cast<std::byte>(ms & 0xFFU);
    }
    std::copy_n(digest.begin(), bytes.size() - 6, bytes.begin() + 6);
    return bytes;
}

/// Another id out of one, told apart by `label`; it keeps the time of the first.
inline IdBytes derived_bytes(const IdBytes& from, std::string_view label) {
    std::string text{label};
    for (const auto byte : from) {
        text += static_cast<char>(byte);
    }
    const auto digest = sha256(as_byte_view(text));
    IdBytes bytes = from;
    std::copy_n(digest.begin(), bytes.size() - 6, bytes.begin() + 6);
    return bytes;
}

} // namespace route9::payments
