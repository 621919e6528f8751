// SPDX-License-Identifier: Apache-2.0
// What was heard of each connection, in slots of ten minutes, as the store keeps it for nine days.
// Several gateways add to one row. Owner: the watch of connections, which also forgets.
#pragma once

#include "core/tx.hpp"
#include "gateway/intake/connection_tally.hpp"

#include <cstdint>
#include <optional>
#include <span>

namespace route9::gateway::connection_traffic {

void add(Tx& tx, std::span<const HeardSlot> slots);
/// Of the slots from `first` to `last`, both in it; `slot` of what is given back means nothing.
HeardSlot
sum(Tx& tx,
    const TenantId& tenant,
    const ConnectionId& connection,
    std::int64_t first,
    std::int64_t last);
/// Nullopt when it never was.
std::optional<Instant> last_heard(Tx& tx, const TenantId& tenant, const ConnectionId& connection);
/// Rows of slots before `before`; how many, at most `limit`.
std::int64_t forget_old(Tx& tx, std::int64_t before, int limit);

} // namespace route9::gateway::connection_traffic
