// SPDX-License-Identifier: Apache-2.0
// What must be done now and then: forget answers after a day and deliveries after 35, and write
// down how far business time has come, so that it never runs backwards in one database.
#pragma once

#include "core/tx.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <atomic>

namespace route9::gateway {

/// Runs until `stopping`; one per process is enough, more do no harm.
platform::task<void> keep_house(Services& services, const std::atomic<bool>& stopping);

/// The latest business time the database has seen.
Instant business_time_seen(Tx& tx);
void note_business_time(Tx& tx, Instant now);

} // namespace route9::gateway
