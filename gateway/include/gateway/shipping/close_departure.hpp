// SPDX-License-Identifier: Apache-2.0
// A departure closes: counts are frozen, the carrier's manifest is sealed, stock leaves, cash on
// delivery becomes due (and payments that came before it are tried again), both countries'
// declarations are made, and work that was not packed in time loses its place; all in one unit. The
// papers are made before it on what was read, and made again when something moved meanwhile.
// Errors: not_found; sealed (closed already); conflict (it keeps moving).
#pragma once

#include "gateway/services.hpp"
#include "gateway/shipping/closing_draft.hpp"
#include "platform/net.hpp"

namespace route9::gateway {

/// A unit of work; `index_key` is the tenant's, of blind indexes. Error beside those above:
/// conflict with moved_while_closing().
Result<fulfillment::DepartureRecord>
close_departure(Tx& tx, ClosingDraft draft, const Secret& index_key);

bool moved_while_closing(const Error& error) noexcept;

/// Reads, drafts, closes, and wakes the carrier's feed.
platform::task<Result<fulfillment::DepartureRecord>>
close_truck(Services& services, TenantId tenant, DepartureId departure, Tick deadline);

} // namespace route9::gateway
