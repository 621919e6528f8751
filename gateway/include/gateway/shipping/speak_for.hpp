// SPDX-License-Identifier: Apache-2.0
// What a principal says of a manifest: for the API's endpoints and the carriers' pages alike.
// Errors: those of acknowledge_manifest and settle_manifest, and of the store.
#pragma once

#include "core/json.hpp"
#include "core/principal.hpp"
#include "gateway/services.hpp"
#include "gateway/shipping/acknowledge_manifest.hpp"
#include "gateway/shipping/settle_manifest.hpp"
#include "platform/net.hpp"

namespace route9::gateway {

/// Precondition: a carrier's.
platform::task<Result<Json>> acknowledge_for(
    Services& services,
    Principal principal,
    ManifestId manifest,
    Acknowledgement answer,
    Tick deadline
);

/// A carrier speaks for its side, staff for ours.
platform::task<Result<Json>> settle_for(
    Services& services,
    Principal principal,
    ManifestId manifest,
    Settlement settlement,
    Tick deadline
);

} // namespace route9::gateway
