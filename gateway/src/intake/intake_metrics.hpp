// SPDX-License-Identifier: Apache-2.0
// What becomes of pushed messages, counted and, where a person must look, logged. No personal data:
// ids, states and the verifier's words.
#pragma once

#include "adapters/marketplaces/signature_verifier.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/inbox.hpp"
#include "gateway/services.hpp"

namespace route9::gateway {

struct CountedDelivery {
    TenantId tenant;
    InboxId id;
    ConnectionId connection;
    Instant received_at{};
};

/// A delivery that has come to its end; one that was set aside is logged.
void count_delivery(Services& services, const CountedDelivery& which, InboxState state);

/// A message that was not believed. Ids that no connection has are counted together: strangers
/// choose them. `connection` is null then.
void count_refusal(Services& services, const Connection* connection, adapters::Refusal why);

} // namespace route9::gateway
