// SPDX-License-Identifier: Apache-2.0
// A carrier's answer of more lines than a unit of work may move parcels for: its words are stored
// at once, custody follows in a chain of units of parcels_followed_per_unit. A job keeps how far it
// has come; whoever speaks of the manifest next, or the worker, goes on where it stopped. Until it
// is done nobody says more of the manifest; papers that become void end it. Errors: those of the
// store.
#pragma once

#include "core/json.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/custody_store.hpp"
#include "fulfillment/line_settlement.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace route9::gateway {

/// The job that goes on with a chain; its payload names the manifest.
inline constexpr std::string_view custody_following_job = "custody.follow";
inline constexpr std::size_t parcels_followed_per_unit = 200;

/// What the carrier has found, by the parcels' codes.
using FoundLines = std::map<std::string, fulfillment::LineResult, std::less<>>;

/// What is with somebody else already (it was delivered before this answer) stays there; what is
/// not in `found` too. Two steps a parcel at most. `taking.act` is of no importance.
Result<void> take_over(
    Tx& tx,
    const TenantId& tenant,
    std::span<const fulfillment::ListedParcel> parcels,
    const FoundLines& found,
    fulfillment::custody::Taking taking
);

struct StatementFollowing {
    TenantId tenant;
    ManifestId manifest;
    std::string statement{}; // its hash
    Instant at{};
    ParcelId after{}; // all up to this one are done
};

/// Precondition: none is under way for the manifest.
void begin_following(Tx& tx, const StatementFollowing& following);
std::optional<StatementFollowing>
find_following(Tx& tx, const TenantId& tenant, const ManifestId& manifest);
void end_following(Tx& tx, const TenantId& tenant, const ManifestId& manifest);

/// Without an answer a chain was under way before, and nothing was done.
struct ManifestAnswer {
    std::optional<Json> answer{};
    bool follows = false; // a chain is under way now
};
using ManifestUnit = std::function<Result<ManifestAnswer>(Tx& tx)>;

/// Says something of a manifest; ends when custody has followed.
platform::task<Result<Json>> speak_of_manifest(
    Services& services, Reach reach, ManifestId manifest, ManifestUnit unit, Tick deadline
);

/// Goes on with the chain that is under way; nothing when there is none.
platform::task<Result<void>>
finish_following(Services& services, TenantId tenant, ManifestId manifest, Tick deadline);

} // namespace route9::gateway
