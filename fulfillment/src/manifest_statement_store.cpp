// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/manifest_statement_store.hpp"

#include "core/assert.hpp"

#include <algorithm>

namespace route9::fulfillment {
namespace {

constexpr Statement kInsert{
    "manifest_statement.insert",
    "INSERT INTO manifest_statement (tenant_id, manifest_id, side, round, carrier_id, statement,"
    " hash, public_key, signature, signer, countersigned, at) VALUES ($1, $2, $3, $4, $5, $6, $7,"
    " $8, $9, $10, $11, $12) ON CONFLICT DO NOTHING"
};
constexpr Statement kOfManifest{
    "manifest_statement.of_manifest",
    "SELECT tenant_id, manifest_id, side, round, carrier_id, statement, hash, public_key,"
    " signature, signer, countersigned, at FROM manifest_statement"
    " WHERE tenant_id = $1 AND manifest_id = $2 ORDER BY at, side, round"
};
constexpr Statement kFindKey{
    "carrier_signing_key.find",
    "SELECT number, public_key, from_at, until_at FROM carrier_signing_key"
    " WHERE tenant_id = $1 AND carrier_id = $2 ORDER BY number DESC LIMIT 1"
};
constexpr Statement kEndKey{
    "carrier_signing_key.end",
    "UPDATE carrier_signing_key SET until_at = $4"
    " WHERE tenant_id = $1 AND carrier_id = $2 AND number = $3"
};
constexpr Statement kInsertKey{
    "carrier_signing_key.insert",
    "INSERT INTO carrier_signing_key (tenant_id, carrier_id, number, public_key, from_at)"
    " VALUES ($1, $2, $3, $4, $5)"
};

ManifestStatement statement_from(const Row& row) {
    const auto side = parse_manifest_side(row.get<std::string_view>(2));
    ROUTE9_ASSERT(side.has_value());
    ManifestStatement statement{
        .tenant = row.get<TenantId>(0),
        .manifest = row.get<ManifestId>(1),
        .side = *side,
        .round = row.get<std::int64_t>(3),
        .carrier = row.get<PartyId>(4),
        .statement = row.get<std::string>(5),
        .hash = row.get<std::string>(6),
        .signer = row.get<std::string>(9),
        .countersigned = row.get<std::int64_t>(10) != 0,
        .at = row.get<Instant>(11),
    };
    std::ranges::copy(row.get<ByteView>(7), statement.public_key.begin());
    std::ranges::copy(row.get<ByteView>(8), statement.signature.begin());
    return statement;
}

} // namespace

namespace manifest_statements {

bool insert(Tx& tx, const ManifestStatement& statement) {
    return tx.execute(
               kInsert,
               statement.tenant,
               statement.manifest,
               name(statement.side),
               statement.round,
               statement.carrier,
               statement.statement,
               statement.hash,
               ByteView{statement.public_key},
               ByteView{statement.signature},
               statement.signer,
               statement.countersigned ? 1 : 0,
               statement.at
           ) == 1;
}

std::vector<ManifestStatement>
of_manifest(Tx& tx, const TenantId& tenant, const ManifestId& manifest) {
    std::vector<ManifestStatement> found;
    Rows rows = tx.query(kOfManifest, tenant, manifest);
    while (rows.next()) {
        found.push_back(statement_from(rows.row()));
    }
    return found;
}

} // namespace manifest_statements

namespace carrier_signing_keys {

std::optional<CarrierSigningKey> find(Tx& tx, const TenantId& tenant, const PartyId& carrier) {
    Rows rows = tx.query(kFindKey, tenant, carrier);
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    CarrierSigningKey key{
        .number = row.get<std::int64_t>(0),
        .from = row.get<Instant>(2),
        .until = row.get<std::optional<Instant>>(3),
    };
    std::ranges::copy(row.get<ByteView>(1), key.public_key.begin());
    return key;
}

CarrierSigningKey
put(Tx& tx, const TenantId& tenant, const PartyId& carrier, const PublicKey& key, Instant at) {
    const auto present = find(tx, tenant, carrier);
    if (present && present->public_key == key) {
        return *present;
    }
    if (present) {
        tx.execute(kEndKey, tenant, carrier, present->number, at);
    }
    const CarrierSigningKey next{
        .number = present ? present->number + 1 : 1, .public_key = key, .from = at
    };
    tx.execute(kInsertKey, tenant, carrier, next.number, ByteView{next.public_key}, next.from);
    return next;
}

} // namespace carrier_signing_keys
} // namespace route9::fulfillment
