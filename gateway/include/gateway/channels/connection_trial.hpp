// SPDX-License-Identifier: Apache-2.0
// Whether a connection would work, tried before the first order depends on it: its address, its
// secret, what has come, what the shop has authorised, and a call of the platform's API that
// changes nothing. Pausing and retrying are not tried. Called on an I/O worker.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "core/result.hpp"
#include "gateway/channels/connection_health.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

enum class TrialOutcome : std::uint8_t {
    good,
    failed,
    open, // nothing can be said yet, or nothing is needed
};

struct TrialStep {
    std::string_view name; // address, secret, messages, access, call
    TrialOutcome outcome = TrialOutcome::open;
    std::string detail; // what is so and what to do, for a person
};

std::string_view name(TrialOutcome outcome) noexcept;

/// Every step but the call, from what is known. `profile` is the platform's.
std::vector<TrialStep> try_on_paper(
    const Connection& connection,
    const ConnectionHealth& health,
    const adapters::Profile& profile,
    Instant now
);

/// Asks the platform, where its API is called, for what has changed in the last minutes; a carrier
/// for one of its parcels.
platform::task<TrialStep> try_call(Services& services, Connection connection, Tick deadline);

/// Every step, in the order above. Errors: those of the store.
platform::task<Result<std::vector<TrialStep>>>
try_connection(Services& services, Connection connection, Tick deadline);

} // namespace route9::gateway
