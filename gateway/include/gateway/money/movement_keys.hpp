// SPDX-License-Identifier: Apache-2.0
// A tenant's keys for units that match or show movements of the bank. They ask the keyring inside
// the unit, so that they live no longer than Services.
#pragma once

#include "gateway/services.hpp"
#include "payments/movement_facts.hpp"

#include <memory>

namespace route9::gateway {

/// Error: not_found (no such tenant), and those of the store.
platform::task<Result<std::shared_ptr<const payments::MovementKeys>>>
movement_keys(Services& services, TenantId tenant, Tick deadline);

} // namespace route9::gateway
