// SPDX-License-Identifier: Apache-2.0
// Connections as the API shows them: never a secret, a token or a setting that is one.
#pragma once

#include "core/json.hpp"
#include "gateway/channels/connection_health.hpp"
#include "gateway/channels/connection_trial.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/inbox.hpp"

#include <vector>

namespace route9::gateway {

/// With how it fares at present.
Json connection_view(Tx& tx, const Connection& connection, const Vault& vault, Instant now);
Json queue_view(const ConnectionQueue& queue);
Json trial_view(const Connection& connection, const std::vector<TrialStep>& steps);
Json delivery_view(const SetAside& delivery);

} // namespace route9::gateway
