// SPDX-License-Identifier: Apache-2.0
// Orders that are to be asked for at their source, as the store keeps them: one row for each, a
// queue entry of its own (lease in milliseconds of the clock of leases). What a message asks for
// while an earlier answer is on its way is asked for again.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

struct OrderFetch {
    TenantId tenant;
    ConnectionId connection;
    std::string external_id;
    std::string shop;       // as the message called it; empty when it named none
    std::int64_t round = 0; // of messages
    std::int64_t attempt = 0;
    std::int64_t lease = 0; // until then; by it a claim is known
    Instant asked_at{};
};

/// One that waits for a person.
struct ParkedFetch {
    ConnectionId connection;
    std::string external_id;
    std::string reason;
    Instant asked_at{};
};

/// How many orders of a connection are to be asked for, and how many of those wait for a person.
struct FetchCounts {
    std::int64_t waiting = 0;
    std::int64_t parked = 0;
};

namespace order_fetches {

/// Once more when it is asked for already; a parked one is tried anew.
void ask(Tx& tx, const OrderFetch& fetch);
/// Connections with orders that are due, each once, at most `limit`.
std::vector<ConnectionId> waiting(Tx& tx, std::int64_t now_ms, int limit);
/// Due ones of a connection, longest waiting first; leased until `lease_until_ms`.
std::vector<OrderFetch> claim(
    Tx& tx,
    const ConnectionId& connection,
    std::int64_t now_ms,
    std::int64_t lease_until_ms,
    int limit
);
/// Settled, or due again when a message has come meanwhile. False when another attempt has taken
/// over: the caller must write nothing.
bool settle(Tx& tx, const OrderFetch& fetch);
/// Due again at `until_ms`, with as many attempts as it says. False as above.
bool put_back(Tx& tx, const OrderFetch& fetch, std::int64_t until_ms, std::string_view reason);
bool park(Tx& tx, const OrderFetch& fetch, std::string_view reason);
/// What waits for its turn is due now, parked ones too: the shop has been authorised anew.
void wake(Tx& tx, const ConnectionId& connection);
/// Newest first.
std::vector<ParkedFetch> parked(Tx& tx, const TenantId& tenant, int limit);
FetchCounts count(Tx& tx, const TenantId& tenant, const ConnectionId& connection);
void void_leases(Tx& tx);

} // namespace order_fetches
} // namespace route9::gateway
