// SPDX-License-Identifier: Apache-2.0
// What somebody must look at because a connection no longer does its work: it has fallen silent,
// most of what it says is refused, the shop must authorise again, soon or now, or a carrier that is
// asked for its parcels does not answer. An alert stands for as long as it is true; that it began
// and ended is in the journal once, however many gateways look.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "gateway/intake/connection.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

enum class AlertKind : std::uint8_t { silent, failing, access_lost, access_ending, unanswered };

std::string_view name(AlertKind kind) noexcept;

struct ConnectionAlert {
    AlertKind kind = AlertKind::silent;
    Instant since{};
    std::string detail; // in words, for a person; of no shop's customers
};

namespace connection_alerts {

/// What is true of the connection now. `listening_since`: when this gateway began, before which
/// nothing could be heard. A paused connection has none.
std::vector<ConnectionAlert> find(
    Tx& tx, const Connection& connection, const Vault& vault, Instant listening_since, Instant now
);

/// Those that stand.
std::vector<ConnectionAlert>
standing(Tx& tx, const TenantId& tenant, const ConnectionId& connection);
std::int64_t count(Tx& tx, AlertKind kind);

/// Makes what stands what is true and tells the journal; how many began and ended. `ids` are for
/// the journal's events.
struct Changed {
    std::vector<AlertKind> began;
    std::vector<AlertKind> ended;
};
Changed settle(
    Tx& tx,
    const Connection& connection,
    const std::vector<ConnectionAlert>& now_true,
    Entropy& ids,
    Instant now
);

} // namespace connection_alerts
} // namespace route9::gateway
