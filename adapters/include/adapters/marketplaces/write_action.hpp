// SPDX-License-Identifier: Apache-2.0
// What a marketplace can be told of an order, and by which calls it is told, as data: rows of
// data/marketplaces/profiles.json. An action that a row does not name is not told there at all.
// Constant after load; any thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

/// In the order in which an order goes through them; a cancellation ends it at any point.
enum class WriteAction : std::uint8_t {
    accepted, // its goods are reserved
    packed,   // its first parcel
    shipped,  // every parcel is in the carrier's hands
    delivery_failed,
    delivered,
    cancelled,
};

/// "PUT /orders/{id}": a step in braces is any one part of a path.
struct ToldCall {
    std::string method;
    std::string path;
    std::string field; // of GraphQL, where every call has the same path
};

/// In the order in which they are made; none is made twice but for a platform's several parcels.
using Tells = std::map<WriteAction, std::vector<ToldCall>>;

std::string_view name(WriteAction action) noexcept;
std::optional<WriteAction> parse_write_action(std::string_view text) noexcept;

} // namespace route9::adapters
