// SPDX-License-Identifier: Apache-2.0
// What the orders of shop platforms have in common: times as they write them, the countries that
// are served, a line whose discount does not divide by its pieces, and how a message ends.
// Used by the readers of this folder only.
#pragma once

#include "adapters/marketplaces/inbound_event.hpp"
#include "core/result.hpp"
#include "marketplaces/foreign_object.hpp"

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace route9::adapters {

/// What the topics of a platform claim.
using Topics = std::span<const std::pair<std::string_view, EventKind>>;
/// Nullopt for a topic that is none of them.
std::optional<EventKind> claimed_kind(Topics topics, std::string_view topic) noexcept;
InboundEvent other_topic(std::string_view topic);
/// A claimed cancellation of an order whose signed body is open is an update.
EventKind kind_of_open(EventKind claimed) noexcept;

/// What a time without an offset means.
enum class Unmarked : std::uint8_t { utc, corridor };

/// "2026-01-01T02:58:00Z", "2026-01-01T09:58:00.0000000", "2026-01-01 09:58:00 +0700".
std::optional<Instant> read_time(
    ForeignObject& object, std::string_view name, Need need, Unmarked unmarked = Unmarked::utc
);
/// USD where it was refused.
Currency read_currency(ForeignObject& object, std::string_view name);
/// A code, or what the country is called; refuses all but Viet Nam and Laos.
std::string read_country(ForeignObject& object, std::string_view name, Need need);
/// As it is written in the country: family name first in Viet Nam. Both members are optional.
std::string full_name(
    ForeignObject& person, std::string_view given, std::string_view family, std::string_view country
);
/// Of the optional members the first that says something.
std::string first_text(ForeignObject& object, std::initializer_list<std::string_view> names);
/// Weight of one piece; 0 is how platforms write that they do not know.
std::optional<std::int64_t> read_piece_g(ForeignObject& item, std::string_view name);
/// Null when refused: 1 to limits::order_lines_max items.
const Json* item_list(ForeignObject& root, std::string_view name);
/// False for services, vouchers and downloads, of the platforms that tell.
bool needs_shipping(const Json& item);
/// Reads each of 1 to limits::order_lines_max items that is to be sent: read(ForeignObject&).
template <class Read>
void read_items(ForeignObject& root, std::string_view name, FieldErrors& errors, Read read) {
    const auto* items = item_list(root, name);
    for (std::size_t at = 0; items != nullptr && at < items->size(); ++at) {
        ForeignObject item{(*items)[at], pointer_step(root.pointer(name), at), errors};
        if (needs_shipping((*items)[at])) {
            read(item);
        }
    }
}

/// `total` was paid for `sold` pieces, of which `kept` are still to be sent. Becomes two lines
/// where it does not divide: the pieces cost together what was paid.
void add_pieces(
    fulfillment::Order& order,
    fulfillment::OrderLine piece,
    Money total,
    std::int64_t sold,
    std::int64_t kept
);

/// An error when a member was refused; ignored when there is nothing to ship.
Result<InboundEvent> finish_event(InboundEvent event, FieldErrors errors);

} // namespace route9::adapters
