// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/connection_tally.hpp"

#include <algorithm>

namespace route9::gateway {

void HeardSlot::add(const HeardSlot& more) {
    received += more.received;
    repeated += more.repeated;
    refused += more.refused;
    set_aside += more.set_aside;
    settled += more.settled;
    lag_ms += more.lag_ms;
    lag_ms_max = std::max(lag_ms_max, more.lag_ms_max);
    last_at = std::max(last_at, more.last_at);
}

std::int64_t slot_of(Instant at) noexcept {
    return std::chrono::floor<Seconds>(at.time_since_epoch()).count() / heard_slot.count();
}

void ConnectionTally::received(
    const TenantId& tenant, const ConnectionId& connection, Instant when, bool is_new
) {
    const std::scoped_lock lock{mutex_};
    HeardSlot& slot = at(tenant, connection, when);
    ++(is_new ? slot.received : slot.repeated);
    slot.last_at = std::max(slot.last_at, std::optional{when});
}

void ConnectionTally::refused(
    const TenantId& tenant, const ConnectionId& connection, Instant when
) {
    const std::scoped_lock lock{mutex_};
    ++at(tenant, connection, when).refused;
}

void ConnectionTally::set_aside(
    const TenantId& tenant, const ConnectionId& connection, Instant when
) {
    const std::scoped_lock lock{mutex_};
    ++at(tenant, connection, when).set_aside;
}

void ConnectionTally::settled(
    const TenantId& tenant, const ConnectionId& connection, Instant when, Milliseconds lag
) {
    const std::scoped_lock lock{mutex_};
    HeardSlot& slot = at(tenant, connection, when);
    ++slot.settled;
    const std::int64_t ms = std::max<std::int64_t>(0, lag.count());
    slot.lag_ms += ms;
    slot.lag_ms_max = std::max(slot.lag_ms_max, ms);
}

std::vector<HeardSlot> ConnectionTally::take() {
    std::map<std::pair<std::string, std::int64_t>, HeardSlot> taken;
    {
        const std::scoped_lock lock{mutex_};
        taken.swap(slots_);
    }
    std::vector<HeardSlot> slots;
    slots.reserve(taken.size());
    for (auto& [key, slot] : taken) {
        slots.push_back(std::move(slot));
    }
    return slots;
}

void ConnectionTally::put_back(std::vector<HeardSlot> slots) {
    const std::scoped_lock lock{mutex_};
    for (HeardSlot& slot : slots) {
        const auto key = std::pair{slot.connection.text(), slot.slot};
        const auto [known, is_new] = slots_.try_emplace(key, slot);
        if (!is_new) {
            known->second.add(slot);
        }
    }
}

HeardSlot&
ConnectionTally::at(const TenantId& tenant, const ConnectionId& connection, Instant when) {
    const std::int64_t slot = slot_of(when);
    const auto [found, is_new] = slots_.try_emplace(std::pair{connection.text(), slot});
    if (is_new) {
        found->second.tenant = tenant;
        found->second.connection = connection;
        found->second.slot = slot;
    }
    return found->second;
}

} // namespace route9::gateway
