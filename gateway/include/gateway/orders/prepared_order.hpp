// SPDX-License-Identifier: Apache-2.0
// An order made ready outside every transaction: phone and address normalised, the recipient
// sealed, ids drawn. Deciding and storing it afterwards is pure, so both may run again.
#pragma once

#include "core/names.hpp"
#include "core/time.hpp"
#include "fulfillment/address.hpp"
#include "fulfillment/order.hpp"
#include "fulfillment/recipient_seal.hpp"
#include "gateway/keyring.hpp"
#include "payments/payment_code.hpp"

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

inline constexpr std::size_t order_parcels_max = 6;
inline constexpr std::size_t order_events_max = 4;

/// Why an order waits for a person or ended: a stable code, the member to mend, what it could be,
/// what somebody said about it, and what is wrong with the member (a PhoneFault's name).
struct HoldReason {
    std::string code;
    std::string pointer{};
    std::vector<std::string> candidates{};
    std::string note{};
    std::string why{};

    friend bool operator==(const HoldReason&, const HoldReason&) = default;
};

/// Compact JSON, as stored with the order; sentences are rendered when it is read.
std::string reasons_text(const std::vector<HoldReason>& reasons);
std::vector<HoldReason> parse_reasons(std::string_view text);

struct OrderArrival {
    TenantId tenant;
    PartyId seller;
    fulfillment::Order order;
    Instant source_time{};                    // by the source's own clock
    std::optional<ConnectionId> connection{}; // that pushed it
};

struct PreparedOrder {
    TenantId tenant;
    PartyId seller;
    /// recipient: country, province and district as codes where known, and a carrier's pick-up
    /// point (fulfillment/pickup_name.hpp); the rest is sealed.
    fulfillment::Order order;
    fulfillment::ResolvedAddress address;
    std::vector<HoldReason> reasons; // found without the store
    fulfillment::SealedRecipient sealed;
    OrderId id;
    std::array<FulfillmentId, order_parcels_max> fulfillment_ids{};
    std::array<EventId, order_events_max> event_ids{};
    ReceivableId receivable_id;
    std::optional<payments::PaymentCode> payment_code; // always set by prepare_order
    Instant source_time{};
    Instant now{};
    std::optional<ConnectionId> connection{};
    bool was_awaited = false; // `id` stands as awaiting_details
    SealNonce words_nonce{};  // for words that came before the order
};

struct PreparationTools {
    const fulfillment::AddressBook& addresses;
    const TenantKeys& keys;
    const Vault& vault;
    Entropy& entropy;
    Instant now{};
};

PreparedOrder prepare_order(OrderArrival arrival, const PreparationTools& tools);

} // namespace route9::gateway
