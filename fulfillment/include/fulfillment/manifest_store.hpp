// SPDX-License-Identifier: Apache-2.0
// Sealed manifests and the feed each carrier polls. A carrier's manifests have positions 1, 2, 3 …
// without gaps. The feed is at least once: a poll leases the batch it returns, the same cursor
// gives the same batch until a later one is committed; later commits win, older ones change
// nothing. Lease times are machine milliseconds.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

/// handed_over: by our side, signed. acknowledged: every line has an answer, some are disputed.
/// closed: no line is disputed. void: its truck's papers were made again.
enum class ManifestState : std::uint8_t { sealed, handed_over, acknowledged, closed, void_ };

std::string_view name(ManifestState state) noexcept;

struct Manifest {
    TenantId tenant;
    ManifestId id;
    DepartureId departure;
    PartyId carrier;
    std::int64_t position = 0;
    ManifestState state = ManifestState::sealed;
    std::int64_t lines = 0;
    std::string hash; // lower-case hex SHA-256 over the line digests
    Signature signature{};
    Bytes document; // the manifest as served, sealed at rest under the key of `document_day`
    std::int64_t document_day = 0;
    Instant sealed_at{};
    std::optional<Instant> acknowledged_at; // when the last line had its answer
    /// What the carrier answered so far, sealed as the document is; in clear when an earlier build
    /// has stored it. Empty before.
    Bytes acknowledgement;
    std::string clear_acknowledgement;
    std::int64_t version = 1;
    std::optional<ManifestId> replaced_by{}; // of a void one, once its successor is sealed
    std::optional<Instant> handed_over_at{};
    std::optional<Instant> closed_at{};

    bool has_answer() const { return !acknowledgement.empty() || !clear_acknowledgement.empty(); }
};

/// A carrier's place in its feed.
struct FeedCursor {
    std::int64_t committed = 0;
    std::int64_t leased_after = 0;
    std::int64_t leased_to = 0;
    std::int64_t leased_until_ms = 0;
    std::optional<KeyId> leased_key; // whose poll took it
};

namespace manifests {

/// Takes the carrier's next position and stores it. False when the departure has one for it.
bool insert(Tx& tx, Manifest& manifest);
std::optional<Manifest> find(Tx& tx, const TenantId& tenant, const ManifestId& id);
/// Positions after `after` up to `to` (0 = no end), at most `limit`.
std::vector<Manifest> feed(
    Tx& tx,
    const TenantId& tenant,
    const PartyId& carrier,
    std::int64_t after,
    std::int64_t to,
    int limit
);
/// The last position after `after` of as many manifests as `limit` and `bytes_max` of documents
/// hold, one in any case; nullopt when there is none.
std::optional<std::int64_t> feed_end(
    Tx& tx,
    const TenantId& tenant,
    const PartyId& carrier,
    std::int64_t after,
    int limit,
    std::int64_t bytes_max
);
/// Its truck's papers are made again: from now on it says nothing. False when it was void already.
bool void_one(Tx& tx, const TenantId& tenant, const ManifestId& id, Instant at);
/// Names the successor of a void one.
void replace(Tx& tx, const TenantId& tenant, const ManifestId& id, const ManifestId& by);
/// All of a departure, void ones too, oldest first.
struct DepartureManifest {
    ManifestId id;
    ManifestState state = ManifestState::sealed;
    std::optional<Instant> void_at;
    std::optional<ManifestId> replaced_by;
};
std::vector<DepartureManifest>
of_departure(Tx& tx, const TenantId& tenant, const DepartureId& departure);
/// The one of a departure that is not void.
std::optional<Manifest> standing_of(Tx& tx, const TenantId& tenant, const DepartureId& departure);
/// Writes state, its times and the acknowledgement, and version + `events`: its events are numbered
/// by it. False when another version is stored. Precondition: at least one event.
bool update(Tx& tx, Manifest& manifest, std::int64_t events);
/// Stores document and acknowledgement as they are in `manifest`: lines of it were erased.
void rewrite(Tx& tx, const Manifest& manifest);

FeedCursor cursor(Tx& tx, const TenantId& tenant, const PartyId& carrier);
void lease(Tx& tx, const TenantId& tenant, const PartyId& carrier, const FeedCursor& cursor);
/// Where the batch that was served after a position ends; nullopt before the first time.
std::optional<std::int64_t>
batch_end(Tx& tx, const TenantId& tenant, const PartyId& carrier, std::int64_t after);
void keep_batch(
    Tx& tx, const TenantId& tenant, const PartyId& carrier, std::int64_t after, std::int64_t last
);
/// Forgets the batches it covers. The committed position afterwards.
std::int64_t commit(Tx& tx, const TenantId& tenant, const PartyId& carrier, std::int64_t position);

} // namespace manifests
} // namespace route9::fulfillment
