// SPDX-License-Identifier: Apache-2.0
// Our side signs that a manifest's parcels are handed over: at the dock, or when the truck leaves.
// A statement without lines: all as they were sealed. It moves no custody; the carrier's answer or
// the departing truck does. Asked again it changes nothing. Errors: not_found; sealed (void).
#pragma once

#include "core/json.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "gateway/services.hpp"
#include "gateway/shipping/drawn_entropy.hpp"
#include "gateway/shipping/manifest_book.hpp"
#include "platform/net.hpp"

namespace route9::gateway {

struct HandOverOrder {
    TenantId tenant;
    ManifestId manifest;
    Speaker speaker;
    DrawnEntropy ids;
    Instant now{};
};

/// A unit of work. {manifest, state, handed_over_at?}.
Result<Json> hand_over_manifest(Tx& tx, HandOverOrder order);

/// The same for the manifest of a departing truck, if it has one.
platform::task<Result<void>>
hand_over_truck(Services& services, TenantId tenant, DepartureId departure, Tick deadline);

} // namespace route9::gateway
