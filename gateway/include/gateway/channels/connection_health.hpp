// SPDX-License-Identifier: Apache-2.0
// How a connection fares, for whoever looks at it: when it was last heard, what became of the
// messages of a day, how long they took, what its shop has authorised and what somebody must look
// at. Values read in one unit; no secret and no token.
#pragma once

#include "core/tx.hpp"
#include "core/vault.hpp"
#include "gateway/channels/channel_polls.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/connection_alerts.hpp"
#include "gateway/intake/connection_tally.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

struct ConnectionHealth {
    std::optional<Instant> last_heard;
    HeardSlot day;    // the last 24 hours
    HeardSlot lately; // the last 10 to 20 minutes
    std::vector<ConnectionAlert> alerts;
    /// Of a platform whose API is called: what the shop has authorised; absent = nothing yet.
    bool calls_api = false;
    bool is_pushed = false; // it goes on by pushes without
    std::optional<ConnectionAccess> access;
};

/// What waits, of one connection.
struct ConnectionQueue {
    std::int64_t deliveries = 0; // to be worked off
    std::optional<Instant> oldest_at;
    std::int64_t fetches = 0; // orders that are to be asked for
    std::int64_t parked = 0;  // of them: a person must look
    std::vector<PollState> polls;
};

ConnectionHealth health_of(Tx& tx, const Connection& connection, const Vault& vault, Instant now);
ConnectionQueue queue_of(Tx& tx, const Connection& connection);

/// Refused and set aside of every thousand messages; 0 when there were none.
std::int64_t errors_per_thousand(const HeardSlot& heard);

} // namespace route9::gateway
