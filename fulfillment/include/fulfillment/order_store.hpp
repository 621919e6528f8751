// SPDX-License-Identifier: Apache-2.0
// Orders as the store keeps them. The unit of work locks and changes an order only through the
// functions below; `version` is the ETag, `event_sequence` numbers the order's events.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/order.hpp"
#include "fulfillment/recipient_seal.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment {

/// An order without the recipient's personal data. `order.recipient` holds country, province and
/// district as codes once resolved, else as typed, and the carrier's pick-up point it is bound for
/// (pickup_name.hpp), whose place those codes then are.
struct OrderRecord {
    TenantId tenant;
    OrderId id;
    PartyId seller;
    OrderStatus status = OrderStatus::accepted;
    std::string reasons = "[]"; // JSON array of {code, pointer, message-id} a person can act on
    Order order;
    PersonId person;
    Bytes recipient;
    BlindIndex phone_index{};
    BlindIndex name_index{};
    Instant source_time{};
    Instant received_at{};
    std::int64_t version = 1;
    std::int64_t event_sequence = 0;
};

/// The natural key of an order.
struct OrderReference {
    TenantId tenant;
    PartyId seller;
    std::string channel;
    std::string external_id;
};

/// An order as the connection that pushed it names it.
struct ConnectionReference {
    TenantId tenant;
    ConnectionId connection;
    std::string external_id;
};

/// What was said with a cancellation that came before its order: sealed under the tenant's key of
/// `day`, or in clear when an earlier build has stored it.
struct EarlyWords {
    std::string clear;
    Bytes sealed;
    std::int64_t day = 0;
};

namespace orders {

/// False when the natural key exists already.
bool insert(Tx& tx, const OrderRecord& record, ByteView wrapped_person_key);
/// The same, asked now and answered later, see Rows; the rest is written with the answer.
Rows ask_insert(Tx& tx, const OrderRecord& record);
bool finish_insert(Rows asked, Tx& tx, const OrderRecord& record, ByteView wrapped_person_key);

std::optional<OrderRecord> find(Tx& tx, const TenantId& tenant, const OrderId& id);
/// The pick-up point it is bound for; empty: none, or no such order.
std::string pickup_of(Tx& tx, const TenantId& tenant, const OrderId& id);
std::optional<OrderRecord> find_external(Tx& tx, const OrderReference& reference);
/// Newest first, before `before` (exclusive) when given; one seller's when given.
std::vector<OrderRecord> page(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<PartyId>& seller,
    const std::optional<OrderId>& before,
    int limit
);

/// Makes room for the whole order where one stood as awaiting_details; the version it had, nullopt
/// when it does not stand so any more.
std::optional<std::int64_t> remove_awaited(Tx& tx, const TenantId& tenant, const OrderId& id);

/// Writes status, reasons, source time, version + 1 and the event sequence of `record`.
/// False when the stored version is not `record.version` any more.
bool update(Tx& tx, OrderRecord& record);
/// As update, and the recipient (codes and sealed bytes) and what was promised too.
bool update_recipient(Tx& tx, OrderRecord& record);

std::optional<Bytes> wrapped_person_key(Tx& tx, const TenantId& tenant, const PersonId& person);

void note_early_cancellation(
    Tx& tx, const OrderReference& reference, const EarlyWords& words, Instant at
);
std::optional<EarlyWords> early_cancellation(Tx& tx, const OrderReference& reference);
/// The same, asked now and answered later, see Rows.
Rows ask_early_cancellation(Tx& tx, const OrderReference& reference);
std::optional<EarlyWords> read_early_cancellation(Rows asked);

/// Remembers that the order came by this connection, once.
void note_connection(Tx& tx, const ConnectionReference& reference, const OrderId& id);
/// Every order that came by it with this external id: one for each channel its data claimed.
std::vector<OrderRecord> of_connection(Tx& tx, const ConnectionReference& reference);
void note_early_cancellation(
    Tx& tx, const ConnectionReference& reference, const EarlyWords& words, Instant at
);
std::optional<EarlyWords> early_cancellation(Tx& tx, const ConnectionReference& reference);

/// An early cancellation cancels one order. The first of the two is where that order found it; one
/// that named no channel was noted under both at the same time and is used up under both.
void use_up_cancellation(
    Tx& tx, const OrderReference& found, const ConnectionReference& perhaps_too
);
void use_up_cancellation(
    Tx& tx, const ConnectionReference& found, const OrderReference& perhaps_too
);

} // namespace orders
} // namespace route9::fulfillment
