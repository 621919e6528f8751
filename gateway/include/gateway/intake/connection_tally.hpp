// SPDX-License-Identifier: Apache-2.0
// What is heard of each connection, counted in memory by the hot path and taken from here every few
// seconds to be written down (connection_traffic). Only connections that exist are counted, so that
// strangers cannot fill it. Owned by the composition root; thread-safe. What a killed process had
// not written yet is lost: it is statistics, the messages themselves are in the inbox.
#pragma once

#include "core/names.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace route9::gateway {

/// Ten minutes of one connection. Counts are messages; `lag` is from the door to the end of the
/// work on one.
struct HeardSlot {
    TenantId tenant;
    ConnectionId connection;
    std::int64_t slot = 0; // number of ten minutes since 1970, business time
    std::int64_t received = 0;
    std::int64_t repeated = 0;  // there already: harmless
    std::int64_t refused = 0;   // by their signature
    std::int64_t set_aside = 0; // a person must look
    std::int64_t settled = 0;   // work on them has ended
    std::int64_t lag_ms = 0;    // of all settled together
    std::int64_t lag_ms_max = 0;
    std::optional<Instant> last_at{}; // received

    void add(const HeardSlot& more);
};

inline constexpr Seconds heard_slot{600};

std::int64_t slot_of(Instant at) noexcept;

class ConnectionTally {
public:
    void received(const TenantId& tenant, const ConnectionId& connection, Instant at, bool is_new);
    void refused(const TenantId& tenant, const ConnectionId& connection, Instant at);
    void set_aside(const TenantId& tenant, const ConnectionId& connection, Instant at);
    void
    settled(const TenantId& tenant, const ConnectionId& connection, Instant at, Milliseconds lag);

    /// All there is; the tally is empty afterwards.
    std::vector<HeardSlot> take();
    /// What could not be written goes back.
    void put_back(std::vector<HeardSlot> slots);

private:
    HeardSlot& at(const TenantId& tenant, const ConnectionId& connection, Instant when);

    std::mutex mutex_;
    std::map<std::pair<std::string, std::int64_t>, HeardSlot> slots_; // by connection's id and slot
};

} // namespace route9::gateway
