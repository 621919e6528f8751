// SPDX-License-Identifier: Apache-2.0
// What the platforms' APIs have in common: bodies and tokens in JSON, times as seconds or
// milliseconds, and an order whose word for its state decides. Used by this folder only.
#pragma once

#include "adapters/marketplaces/api_call.hpp"
#include "adapters/marketplaces/listing.hpp"
#include "adapters/marketplaces/shop_api.hpp"
#include "marketplaces/order_parts.hpp"

#include <functional>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::adapters {

std::string epoch_seconds(Instant at);
std::string epoch_milliseconds(Instant at);
/// Seconds or milliseconds since 1970, told apart by their size; 0 and null are none.
std::optional<Instant> read_epoch(ForeignObject& object, std::string_view name, Need need);

/// Sets the event's kind by the word; refuses a word that no row names. Whether an order that is
/// to be sent must be read: only then.
bool read_state(
    ForeignObject& object, std::string_view name, const OrderStates& states, InboundEvent& event
);
bool apply_state(
    ForeignObject& object,
    std::string_view name,
    std::optional<SourceState> state,
    const std::string& word,
    InboundEvent& event
);

/// Orders of a batch by their ids: not_found for those that are not in the answer.
std::vector<FetchedOrder> by_ids(
    std::span<const std::string> ids,
    const Json* orders,
    std::string_view id_member,
    const std::function<Result<InboundEvent>(const Json&)>& read
);
Failure not_at_platform();
/// A member's text or whole number; empty where it is none.
std::string id_at(const Json& object, std::string_view name);
/// Of several names the first that says something.
std::string first_of(const Json& object, std::initializer_list<std::string_view> names);
/// What these members say, one after the other; never empty.
std::string complaint_text(const Json& object, std::initializer_list<std::string_view> names);
/// A number where it is one: some platforms take no text there.
Json number_or_text(const std::string& id);
/// An id as one part of a path.
std::string path_part(const std::string& id);
/// What the platform calls the goods of a line; nothing where it does not say.
void add_listing(std::vector<Listing>& listings, Listing listing);
/// Null when a step is missing.
const Json* find_path(const Json& root, std::string_view pointer);

/// Gives the call a body, and says what it is; none where `body` is null.
ApiCall with_json(ApiCall call, const Json& body);
/// An access token that nothing but asking again renews. Errors: validation_failed.
Result<ApiTokens> read_access_token(const Json& answer, Instant now);
/// A token, whatever its length; refuses one that is missing.
Secret read_secret(ForeignObject& object, const Json& json, std::string_view name);
/// Lives of tokens are told in seconds from now, or as the time when they end.
std::optional<Instant> read_expiry(ForeignObject& object, std::string_view name, Instant now);

} // namespace route9::adapters
