// SPDX-License-Identifier: Apache-2.0
// One leaf of the parcel log: canonical JSON of what happened to a parcel and when. It names the
// parcel by SHA-256(salt ‖ code) with a salt of its own, so that leaves tell strangers neither
// whose parcel it was nor which of them belong together; whoever has code and salt can say both.
// Pure.
#pragma once

#include "core/crypto.hpp"
#include "core/result.hpp"
#include "core/time.hpp"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace route9::fulfillment {

inline constexpr std::size_t leaf_salt_bytes = 16;
using LeafSalt = std::array<std::byte, leaf_salt_bytes>;

struct LeafFacts {
    std::string parcel; // the digest in lower-case hex
    std::string type;   // "parcel.packed"
    std::string status; // canonical; empty where the event has none
    Instant at{};       // whole seconds
    std::int64_t sequence = 0;

    friend bool operator==(const LeafFacts&, const LeafFacts&) = default;
};

std::string parcel_digest(ByteView salt, std::string_view code);
std::string leaf_text(const LeafFacts& facts);
/// Exactly what leaf_text writes. Error: validation_failed.
Result<LeafFacts> parse_leaf(std::string_view text);

} // namespace route9::fulfillment
