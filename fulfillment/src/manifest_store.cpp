// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/manifest_store.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::string_view, 5> kStates{
    "sealed", "handed_over", "acknowledged", "closed", "void"
};

} // namespace

std::string_view name(ManifestState state) noexcept {
    return kStates[static_cast<std::size_t>(state)];
}

namespace manifests {
namespace {

constexpr Statement kNextPosition{
    "manifest.next_position",
    "SELECT COALESCE(MAX(position), 0) + 1 FROM manifest WHERE tenant_id = $1 AND carrier_id = $2"
};
constexpr Statement kInsert{
    "manifest.insert",
    "INSERT INTO manifest (tenant_id, manifest_id, departure_id, carrier_id, position, state,"
    " lines, hash, signature, document, document_day, sealed_at, version) VALUES ($1, $2, $3, $4,"
    " $5, 'sealed', $6, $7, $8, $9, $10, $11, 1) ON CONFLICT DO NOTHING"
};
constexpr Statement kFind{
    "manifest.find",
    "SELECT tenant_id, manifest_id, departure_id, carrier_id, position, state, lines, hash,"
    " signature, document, sealed_at, acknowledged_at, acknowledgement, version, document_day,"
    " acknowledgement_sealed, replaced_by, handed_over_at, closed_at"
    " FROM manifest"
    " WHERE tenant_id = $1 AND manifest_id = $2"
};
constexpr Statement kFeed{
    "manifest.feed",
    "SELECT tenant_id, manifest_id, departure_id, carrier_id, position, state, lines, hash,"
    " signature, document, sealed_at, acknowledged_at, acknowledgement, version, document_day,"
    " acknowledgement_sealed, replaced_by, handed_over_at, closed_at"
    " FROM manifest"
    " WHERE tenant_id = $1 AND carrier_id = $2 AND position > $3 AND position <= $4"
    " ORDER BY position LIMIT $5"
};
constexpr Statement kFeedSizes{
    "manifest.feed_sizes",
    "SELECT position, length(document) FROM manifest"
    " WHERE tenant_id = $1 AND carrier_id = $2 AND position > $3 ORDER BY position LIMIT $4"
};
constexpr Statement kStandingOf{
    "manifest.standing_of",
    "SELECT tenant_id, manifest_id, departure_id, carrier_id, position, state, lines, hash,"
    " signature, document, sealed_at, acknowledged_at, acknowledgement, version, document_day,"
    " acknowledgement_sealed, replaced_by, handed_over_at, closed_at"
    " FROM manifest WHERE tenant_id = $1 AND departure_id = $2 AND state <> 'void'"
};
constexpr Statement kUpdate{
    "manifest.update",
    "UPDATE manifest SET state = $4, handed_over_at = $5, acknowledged_at = $6, closed_at = $7,"
    " acknowledgement_sealed = $8, acknowledgement = $9, version = version + $10"
    " WHERE tenant_id = $1 AND manifest_id = $2 AND version = $3"
};
constexpr Statement kVoidOne{
    "manifest.void_one",
    "UPDATE manifest SET state = 'void', void_at = $3, version = version + 1"
    " WHERE tenant_id = $1 AND manifest_id = $2 AND state <> 'void'"
};
constexpr Statement kReplace{
    "manifest.replace",
    "UPDATE manifest SET replaced_by = $3"
    " WHERE tenant_id = $1 AND manifest_id = $2 AND state = 'void'"
};
constexpr Statement kOfDeparture{
    "manifest.of_departure",
    "SELECT manifest_id, state, void_at, replaced_by FROM manifest"
    " WHERE tenant_id = $1 AND departure_id = $2 ORDER BY position"
};
constexpr Statement kRewrite{
    "manifest.rewrite",
    "UPDATE manifest SET document = $3, acknowledgement_sealed = $4, acknowledgement = NULL,"
    " version = version + 1 WHERE tenant_id = $1 AND manifest_id = $2"
};
constexpr Statement kCursor{
    "feed_cursor.find",
    "SELECT committed, leased_after, leased_to, leased_until, leased_key FROM feed_cursor"
    " WHERE tenant_id = $1 AND carrier_id = $2"
};
constexpr Statement kLease{
    "feed_cursor.lease",
    "INSERT INTO feed_cursor (tenant_id, carrier_id, committed, leased_after, leased_to,"
    " leased_until, leased_key) VALUES ($1, $2, 0, $3, $4, $5, $6)"
    " ON CONFLICT (tenant_id, carrier_id) DO UPDATE SET leased_after = excluded.leased_after,"
    " leased_to = excluded.leased_to, leased_until = excluded.leased_until,"
    " leased_key = excluded.leased_key"
};
constexpr Statement kCommit{
    "feed_cursor.commit",
    "INSERT INTO feed_cursor (tenant_id, carrier_id, committed, leased_after, leased_to,"
    " leased_until) VALUES ($1, $2, $3, 0, 0, 0) ON CONFLICT (tenant_id, carrier_id) DO UPDATE"
    " SET committed = excluded.committed, leased_until = 0"
    " WHERE excluded.committed > feed_cursor.committed"
};

constexpr Statement kBatchEnd{
    "feed_batch.end",
    "SELECT last_position FROM feed_batch"
    " WHERE tenant_id = $1 AND carrier_id = $2 AND after_position = $3"
};
constexpr Statement kKeepBatch{
    "feed_batch.insert",
    "INSERT INTO feed_batch (tenant_id, carrier_id, after_position, last_position)"
    " VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
};
constexpr Statement kForgetBatches{
    "feed_batch.forget",
    "DELETE FROM feed_batch WHERE tenant_id = $1 AND carrier_id = $2 AND last_position <= $3"
};

ManifestState parse_state(std::string_view text) {
    const auto* found = std::ranges::find(kStates, text);
    ROUTE9_ASSERT(found != kStates.end());
    return static_cast<ManifestState>(found - kStates.begin());
}

Manifest manifest_from(const Row& row) {
    Manifest manifest;
    manifest.tenant = row.get<TenantId>(0);
    manifest.id = row.get<ManifestId>(1);
    manifest.departure = row.get<DepartureId>(2);
    manifest.carrier = row.get<PartyId>(3);
    manifest.position = row.get<std::int64_t>(4);
    manifest.state = parse_state(row.get<std::string_view>(5));
    manifest.lines = row.get<std::int64_t>(6);
    manifest.hash = row.get<std::string>(7);
    std::ranges::copy(row.get<ByteView>(8), manifest.signature.begin());
    const auto document = row.get<ByteView>(9);
    manifest.document.assign(document.begin(), document.end());
    manifest.sealed_at = row.get<Instant>(10);
    manifest.acknowledged_at = row.get<std::optional<Instant>>(11);
    manifest.clear_acknowledgement = row.get<std::optional<std::string>>(12).value_or("");
    manifest.version = row.get<std::int64_t>(13);
    manifest.document_day = row.get<std::int64_t>(14);
    const auto acknowledgement = row.get<ByteView>(15);
    manifest.acknowledgement.assign(acknowledgement.begin(), acknowledgement.end());
    manifest.replaced_by = row.get<std::optional<ManifestId>>(16);
    manifest.handed_over_at = row.get<std::optional<Instant>>(17);
    manifest.closed_at = row.get<std::optional<Instant>>(18);
    return manifest;
}

} // namespace

bool insert(Tx& tx, Manifest& manifest) {
    {
        Rows rows = tx.query(kNextPosition, manifest.tenant, manifest.carrier);
        rows.next();
        manifest.position = rows.row().get<std::int64_t>(0);
    }
    return tx.execute(
               kInsert,
               manifest.tenant,
               manifest.id,
               manifest.departure,
               manifest.carrier,
               manifest.position,
               manifest.lines,
               manifest.hash,
               ByteView{manifest.signature},
               ByteView{manifest.document},
               manifest.document_day,
               manifest.sealed_at
           ) == 1;
}

std::optional<Manifest> find(Tx& tx, const TenantId& tenant, const ManifestId& id) {
    Rows rows = tx.query(kFind, tenant, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    return manifest_from(rows.row());
}

std::vector<Manifest> feed(
    Tx& tx,
    const TenantId& tenant,
    const PartyId& carrier,
    std::int64_t after,
    std::int64_t to,
    int limit
) {
    const std::int64_t end = to == 0 ? std::numeric_limits<std::int64_t>::max() : to;
    std::vector<Manifest> found;
    Rows rows = tx.query(kFeed, tenant, carrier, after, end, limit);
    while (rows.next()) {
        found.push_back(manifest_from(rows.row()));
    }
    return found;
}

std::optional<std::int64_t> feed_end(
    Tx& tx,
    const TenantId& tenant,
    const PartyId& carrier,
    std::int64_t after,
    int limit,
    std::int64_t bytes_max
) {
    std::optional<std::int64_t> end;
    std::int64_t bytes = 0;
    Rows rows = tx.query(kFeedSizes, tenant, carrier, after, limit);
    while (rows.next()) {
        bytes += rows.row().get<std::int64_t>(1);
        if (end && bytes > bytes_max) {
            break;
        }
        end = rows.row().get<std::int64_t>(0);
    }
    return end;
}

std::optional<Manifest> standing_of(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    Rows rows = tx.query(kStandingOf, tenant, departure);
    return rows.next() ? std::optional{manifest_from(rows.row())} : std::nullopt;
}

bool update(Tx& tx, Manifest& manifest, std::int64_t events) {
    ROUTE9_ASSERT(events > 0);
    std::optional<std::string_view> in_clear;
    if (!manifest.clear_acknowledgement.empty()) {
        in_clear = manifest.clear_acknowledgement;
    }
    const std::int64_t changed = tx.execute(
        kUpdate,
        manifest.tenant,
        manifest.id,
        manifest.version,
        name(manifest.state),
        manifest.handed_over_at,
        manifest.acknowledged_at,
        manifest.closed_at,
        ByteView{manifest.acknowledgement},
        in_clear,
        events
    );
    if (changed == 0) {
        return false;
    }
    manifest.version += events;
    return true;
}

bool void_one(Tx& tx, const TenantId& tenant, const ManifestId& id, Instant at) {
    return tx.execute(kVoidOne, tenant, id, at) == 1;
}

void replace(Tx& tx, const TenantId& tenant, const ManifestId& id, const ManifestId& by) {
    tx.execute(kReplace, tenant, id, by);
}

std::vector<DepartureManifest>
of_departure(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    std::vector<DepartureManifest> found;
    Rows rows = tx.query(kOfDeparture, tenant, departure);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(DepartureManifest{
            .id = row.get<ManifestId>(0),
            .state = parse_state(row.get<std::string_view>(1)),
            .void_at = row.get<std::optional<Instant>>(2),
            .replaced_by = row.get<std::optional<ManifestId>>(3),
        });
    }
    return found;
}

void rewrite(Tx& tx, const Manifest& manifest) {
    tx.execute(
        kRewrite,
        manifest.tenant,
        manifest.id,
        ByteView{manifest.document},
        ByteView{manifest.acknowledgement}
    );
}

FeedCursor cursor(Tx& tx, const TenantId& tenant, const PartyId& carrier) {
    Rows rows = tx.query(kCursor, tenant, carrier);
    if (!rows.next()) {
        return {};
    }
    const Row row = rows.row();
    return FeedCursor{
        .committed = row.get<std::int64_t>(0),
        .leased_after = row.get<std::int64_t>(1),
        .leased_to = row.get<std::int64_t>(2),
        .leased_until_ms = row.get<std::int64_t>(3),
        .leased_key = row.get<std::optional<KeyId>>(4),
    };
}

void lease(Tx& tx, const TenantId& tenant, const PartyId& carrier, const FeedCursor& cursor) {
    tx.execute(
        kLease,
        tenant,
        carrier,
        cursor.leased_after,
        cursor.leased_to,
        cursor.leased_until_ms,
        cursor.leased_key
    );
}

std::optional<std::int64_t>
batch_end(Tx& tx, const TenantId& tenant, const PartyId& carrier, std::int64_t after) {
    Rows rows = tx.query(kBatchEnd, tenant, carrier, after);
    if (!rows.next()) {
        return std::nullopt;
    }
    return rows.row().get<std::int64_t>(0);
}

void keep_batch(
    Tx& tx, const TenantId& tenant, const PartyId& carrier, std::int64_t after, std::int64_t last
) {
    tx.execute(kKeepBatch, tenant, carrier, after, last);
}

std::int64_t commit(Tx& tx, const TenantId& tenant, const PartyId& carrier, std::int64_t position) {
    tx.execute(kCommit, tenant, carrier, position);
    tx.execute(kForgetBatches, tenant, carrier, position);
    return cursor(tx, tenant, carrier).committed;
}

} // namespace manifests
} // namespace route9::fulfillment
