// SPDX-License-Identifier: Apache-2.0
// Cancelling an order before hand-over: everything it holds (stock, room, what is still owed) is
// given back in the same unit. After hand-over it is a recall, which is refused here.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "fulfillment/order_store.hpp"

#include <array>
#include <cstddef>
#include <string>

namespace route9::gateway {

/// Drawn before the unit of work.
struct CancelIds {
    EventId event;
    std::array<EntryId, 2> entries{}; // for what is owed
    std::array<EventId, 4> news{};    // of what is owed
    SealNonce words_nonce{};
};

struct Cancellation {
    std::string reason;
    Instant at{};
    Instant source_time{};
    CancelIds ids;
    bool by_source = false; // which need not be told
};

CancelIds draw_cancel_ids(Instant now, Entropy& entropy);

/// Errors: sealed (a parcel has left, or its truck is being closed), state_forbids (delivered,
/// returned); cancelling again changes nothing.
Result<fulfillment::OrderRecord> cancel_order(
    Tx& tx, fulfillment::OrderRecord record, const Cancellation& cancellation, const Vault& vault
);

/// Gives back what the order's live fulfillments hold and closes them. Error: sealed.
Result<void> release_fulfillments(Tx& tx, const fulfillment::OrderRecord& record, Instant at);

} // namespace route9::gateway
