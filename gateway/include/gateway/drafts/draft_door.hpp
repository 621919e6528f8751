// SPDX-License-Identifier: Apache-2.0
// Drafts on their way in: what a request or a message says becomes a sealed record; and the one
// that a caller may see.
#pragma once

#include "adapters/chat/chat_order.hpp"
#include "core/json.hpp"
#include "core/principal.hpp"
#include "core/result.hpp"
#include "gateway/drafts/draft_content.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <memory>
#include <string>
#include <string_view>

namespace route9::gateway {

inline constexpr std::string_view chat_channel = "chat"; // of a draft that names none

/// What is known of a draft before it has a record.
struct DraftArrival {
    TenantId tenant;
    PartyId seller;
    std::string channel;     // empty: chat_channel
    std::string external_id; // empty: the draft's own id
    DraftContent content;
};

/// {"text"?, "order"? (as POST /v1/orders, incomplete), "channel"?, "external_id"?}; what the order
/// names counts more than what the text says. Error: validation_failed.
Result<DraftArrival> read_draft(const Json& body, const Services& services);

/// Reads the text; `hints` is what else is known.
DraftContent
read_draft_text(std::string text, const adapters::ChatHints& hints, const Services& services);

/// A record that is not stored yet. Errors: those of the store.
platform::task<Result<DraftRecord>>
seal_new_draft(Services& services, DraftArrival arrival, Tick deadline);

/// A unit's part. Errors: already_exists (the reference is the draft that is there), state_forbids
/// (the seller has too many).
Result<void> store_draft(Tx& tx, const DraftRecord& record);

/// A draft of somebody else is like one that does not exist. Error: not_found.
Result<DraftRecord> find_draft_for(Tx& tx, const Principal& principal, std::string_view id_text);

} // namespace route9::gateway
