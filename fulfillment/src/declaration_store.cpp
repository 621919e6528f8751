// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declaration_store.hpp"

#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::pair<DeclarationStatus, std::string_view>, 3> kStatuses{{
    {DeclarationStatus::ready, "ready"},
    {DeclarationStatus::held, "held"},
    {DeclarationStatus::held_data, "held_data"},
}};

constexpr Statement kInsert{
    "declaration.insert",
    "INSERT INTO declaration (tenant_id, declaration_id, departure_id, parcel_id, seller_id,"
    " country, flow, regime, status, assessment, created_at, version)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
};
constexpr Statement kFind{
    "declaration.find",
    "SELECT tenant_id, declaration_id, departure_id, parcel_id, seller_id, country, flow, regime,"
    " status, assessment, created_at, version FROM declaration"
    " WHERE tenant_id = $1 AND declaration_id = $2"
};
constexpr Statement kPage{
    "declaration.page",
    "SELECT tenant_id, declaration_id, departure_id, parcel_id, seller_id, country, flow, regime,"
    " status, assessment, created_at, version FROM declaration"
    " WHERE tenant_id = $1 AND declaration_id > $2 AND departure_id = COALESCE($3, departure_id)"
    " AND seller_id = COALESCE($4, seller_id) ORDER BY declaration_id LIMIT $5"
};

DeclarationRecord declaration_from(const Row& row) {
    return DeclarationRecord{
        .tenant = row.get<TenantId>(0),
        .id = row.get<DeclarationId>(1),
        .departure = row.get<DepartureId>(2),
        .parcel = row.get<ParcelId>(3),
        .seller = row.get<PartyId>(4),
        .country = declarations::parse_country(row.get<std::string_view>(5))
                       .value_or(declarations::Country::vn),
        .flow = declarations::parse_flow(row.get<std::string_view>(6))
                    .value_or(declarations::Flow::exporting),
        .regime = row.get<std::string>(7),
        .status = parse_declaration_status(row.get<std::string_view>(8))
                      .value_or(DeclarationStatus::held),
        .assessment = row.get<std::string>(9),
        .created_at = row.get<Instant>(10),
        .version = row.get<std::int64_t>(11),
    };
}

} // namespace

std::string_view name(DeclarationStatus status) noexcept {
    for (const auto& [known, word] : kStatuses) {
        if (known == status) {
            return word;
        }
    }
    return {};
}

std::optional<DeclarationStatus> parse_declaration_status(std::string_view text) noexcept {
    for (const auto& [known, word] : kStatuses) {
        if (word == text) {
            return known;
        }
    }
    return std::nullopt;
}

namespace declaration_rows {

void insert(Tx& tx, std::span<const DeclarationRecord> declarations) {
    for (const DeclarationRecord& item : declarations) {
        tx.execute(
            kInsert,
            item.tenant,
            item.id,
            item.departure,
            item.parcel,
            item.seller,
            name(item.country),
            name(item.flow),
            item.regime,
            name(item.status),
            item.assessment,
            item.created_at,
            item.version
        );
    }
}

std::optional<DeclarationRecord> find(Tx& tx, const TenantId& tenant, const DeclarationId& id) {
    Rows rows = tx.query(kFind, tenant, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    return declaration_from(rows.row());
}

std::vector<DeclarationRecord> page(Tx& tx, const TenantId& tenant, const PageOf& wanted) {
    std::vector<DeclarationRecord> found;
    Rows rows =
        tx.query(kPage, tenant, wanted.after, wanted.departure, wanted.seller, wanted.limit);
    while (rows.next()) {
        found.push_back(declaration_from(rows.row()));
    }
    return found;
}

} // namespace declaration_rows
} // namespace route9::fulfillment
