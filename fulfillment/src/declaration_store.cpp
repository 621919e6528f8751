// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/declaration_store.hpp"

#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::pair<DeclarationStatus, std::string_view>, 4> kStatuses{{
    {DeclarationStatus::ready, "ready"},
    {DeclarationStatus::held, "held"},
    {DeclarationStatus::held_data, "held_data"},
    {DeclarationStatus::void_, "void"},
}};

constexpr Statement kInsert{
    "declaration.insert",
    "INSERT INTO declaration (tenant_id, declaration_id, departure_id, parcel_id, seller_id,"
    " country, flow, regime, status, assessment, created_at, version, gate_id, office, parcel_code,"
    " pieces, mass_g)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"
};
constexpr Statement kFind{
    "declaration.find",
    "SELECT tenant_id, declaration_id, departure_id, parcel_id, seller_id, country, flow, regime,"
    " status, assessment, created_at, version, gate_id, office, parcel_code, pieces, mass_g"
    " FROM declaration"
    " WHERE tenant_id = $1 AND declaration_id = $2"
};
constexpr Statement kPage{
    "declaration.page",
    "SELECT tenant_id, declaration_id, departure_id, parcel_id, seller_id, country, flow, regime,"
    " status, assessment, created_at, version, gate_id, office, parcel_code, pieces, mass_g"
    " FROM declaration"
    " WHERE tenant_id = $1 AND declaration_id > $2 AND departure_id = COALESCE($3, departure_id)"
    " AND seller_id = COALESCE($4, seller_id) AND (CAST($6 AS bigint) = 0 OR status <> 'void')"
    " ORDER BY declaration_id LIMIT $5"
};

constexpr Statement kLive{
    "declaration.live",
    "SELECT parcel_id, country, status, gate_id, parcel_code, pieces, mass_g FROM declaration"
    " WHERE tenant_id = $1 AND departure_id = $2 AND status <> 'void' ORDER BY parcel_id, country"
};
constexpr Statement kHeld{
    "declaration.held",
    "SELECT DISTINCT parcel_code FROM declaration WHERE tenant_id = $1 AND departure_id = $2"
    " AND status IN ('held', 'held_data') AND parcel_code <> '' ORDER BY parcel_code"
};
constexpr Statement kVoidOfParcel{
    "declaration.void_of_parcel",
    "UPDATE declaration SET status = 'void', version = version + 1"
    " WHERE tenant_id = $1 AND parcel_id = $2 AND status <> 'void'"
    " RETURNING declaration_id, country"
};

std::string text_or_empty(const Row& row, int column) {
    return row.get<std::optional<std::string>>(column).value_or("");
}

ContentLine content_from(const Row& row, int column) {
    return ContentLine{
        .code = row.get<std::string>(column),
        .pieces = row.get<std::optional<std::int64_t>>(column + 1).value_or(0),
        .mass_g = row.get<std::optional<std::int64_t>>(column + 2).value_or(0),
    };
}

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
        .gate = text_or_empty(row, 12),
        .office = row.get<std::string>(13),
        .content = content_from(row, 14),
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

bool allows_crossing(DeclarationStatus status) noexcept {
    return status == DeclarationStatus::ready;
}

namespace declaration_rows {

void insert(Tx& tx, std::span<const DeclarationRecord> declarations) {
    for (const DeclarationRecord& item : declarations) {
        const std::optional<std::string> gate =
            item.gate.empty() ? std::nullopt : std::optional{item.gate};
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
            item.version,
            gate,
            item.office,
            item.content.code,
            item.content.pieces,
            item.content.mass_g
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
    const std::int64_t without_void = wanted.without_void ? 1 : 0;
    Rows rows = tx.query(
        kPage, tenant, wanted.after, wanted.departure, wanted.seller, wanted.limit, without_void
    );
    while (rows.next()) {
        found.push_back(declaration_from(rows.row()));
    }
    return found;
}

std::vector<LiveDeclaration> live(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    std::vector<LiveDeclaration> found;
    Rows rows = tx.query(kLive, tenant, departure);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(LiveDeclaration{
            .parcel = row.get<ParcelId>(0),
            .country = declarations::parse_country(row.get<std::string_view>(1))
                           .value_or(declarations::Country::vn),
            .status = parse_declaration_status(row.get<std::string_view>(2))
                          .value_or(DeclarationStatus::held),
            .gate = text_or_empty(row, 3),
            .content = content_from(row, 4),
        });
    }
    return found;
}

std::vector<std::string> held(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    std::vector<std::string> codes;
    Rows rows = tx.query(kHeld, tenant, departure);
    while (rows.next()) {
        codes.push_back(rows.row().get<std::string>(0));
    }
    return codes;
}

std::vector<VoidedDeclaration>
void_of_parcel(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    std::vector<VoidedDeclaration> voided;
    Rows rows = tx.query(kVoidOfParcel, tenant, parcel);
    while (rows.next()) {
        voided.push_back(VoidedDeclaration{
            .id = rows.row().get<DeclarationId>(0),
            .country = declarations::parse_country(rows.row().get<std::string_view>(1))
                           .value_or(declarations::Country::vn),
        });
    }
    return voided;
}

} // namespace declaration_rows
} // namespace route9::fulfillment
