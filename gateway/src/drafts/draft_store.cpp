// SPDX-License-Identifier: Apache-2.0
#include "gateway/drafts/draft_store.hpp"

#include "core/tenancy.hpp"

#include <algorithm>

namespace route9::gateway::drafts {
namespace {

constexpr Statement kInsert{
    "draft.insert",
    "INSERT INTO draft (tenant_id, draft_id, seller_id, channel, external_id, phone_index, wrapped,"
    " sealed, created_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)"
    " ON CONFLICT DO NOTHING"
};
constexpr Statement kCount{
    "draft.count", "SELECT COUNT(*) FROM draft WHERE tenant_id = $1 AND seller_id = $2"
};

#define ROUTE9_DRAFT_COLUMNS                                                                       \
    "tenant_id, draft_id, seller_id, channel, external_id, order_id, phone_index, wrapped, "       \
    "sealed,"                                                                                      \
    " created_at, version"

constexpr Statement kFind{
    "draft.find",
    "SELECT " ROUTE9_DRAFT_COLUMNS " FROM draft WHERE tenant_id = $1 AND draft_id = $2"
};
constexpr Statement kFindExternal{
    "draft.find_external",
    "SELECT " ROUTE9_DRAFT_COLUMNS " FROM draft"
    " WHERE tenant_id = $1 AND seller_id = $2 AND channel = $3 AND external_id = $4"
};
constexpr Statement kPage{
    "draft.page",
    "SELECT " ROUTE9_DRAFT_COLUMNS " FROM draft"
    " WHERE tenant_id = $1 AND draft_id < $2 ORDER BY draft_id DESC LIMIT $3"
};
constexpr Statement kPageOfSeller{
    "draft.page_of_seller",
    "SELECT " ROUTE9_DRAFT_COLUMNS " FROM draft"
    " WHERE tenant_id = $1 AND seller_id = $2 AND draft_id < $3 ORDER BY draft_id DESC LIMIT $4"
};
#undef ROUTE9_DRAFT_COLUMNS

constexpr Statement kUpdate{
    "draft.update",
    "UPDATE draft SET sealed = $4, phone_index = $5, order_id = $6, version = version + 1"
    " WHERE tenant_id = $1 AND draft_id = $2 AND version = $3"
};
constexpr Statement kRemove{
    "draft.delete", "DELETE FROM draft WHERE tenant_id = $1 AND draft_id = $2 AND version = $3"
};
constexpr Statement kErasePhone{
    "draft.erase_phone", "DELETE FROM draft WHERE tenant_id = $1 AND phone_index = $2"
};
constexpr Statement kForget{
    "draft.forget",
    "DELETE FROM draft WHERE tenant_id = $1 AND draft_id IN (SELECT draft_id FROM draft"
    " WHERE tenant_id = $1 AND draft_id < $2 ORDER BY draft_id LIMIT $3)"
};

Bytes bytes_from(ByteView view) {
    return {view.begin(), view.end()};
}

DraftRecord record_from(const Row& row) {
    DraftRecord record;
    record.tenant = row.get<TenantId>(0);
    record.id = row.get<DraftId>(1);
    record.seller = row.get<PartyId>(2);
    record.channel = row.get<std::string>(3);
    record.external_id = row.get<std::string>(4);
    record.order = row.get<std::optional<OrderId>>(5);
    const auto index = row.get<ByteView>(6);
    std::ranges::copy(
        index.first(std::min(index.size(), record.phone_index.size())), record.phone_index.begin()
    );
    record.wrapped = bytes_from(row.get<ByteView>(7));
    record.sealed = bytes_from(row.get<ByteView>(8));
    record.created_at = row.get<Instant>(9);
    record.version = row.get<std::int64_t>(10);
    return record;
}

std::optional<DraftRecord> first_of(Rows rows) {
    return rows.next() ? std::optional{record_from(rows.row())} : std::nullopt;
}

DraftId last_id() {
    IdBytes bytes{};
    bytes.fill(std::byte{0xff});
    return DraftId{bytes};
}

} // namespace

bool insert(Tx& tx, const DraftRecord& record) {
    return tx.execute(
               kInsert,
               record.tenant,
               record.id,
               record.seller,
               record.channel,
               record.external_id,
               record.phone_index,
               record.wrapped,
               record.sealed,
               record.created_at
           ) == 1;
}

std::int64_t count(Tx& tx, const TenantId& tenant, const PartyId& seller) {
    Rows rows = tx.query(kCount, tenant, seller);
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

std::optional<DraftRecord> find(Tx& tx, const TenantId& tenant, const DraftId& id) {
    return first_of(tx.query(kFind, tenant, id));
}

std::optional<DraftRecord> find_external(Tx& tx, const DraftRecord& like) {
    return first_of(
        tx.query(kFindExternal, like.tenant, like.seller, like.channel, like.external_id)
    );
}

std::vector<DraftRecord> page(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<PartyId>& seller,
    const std::optional<DraftId>& before,
    int limit
) {
    const DraftId end = before.value_or(last_id());
    Rows rows = seller ? tx.query(kPageOfSeller, tenant, *seller, end, limit)
                       : tx.query(kPage, tenant, end, limit);
    std::vector<DraftRecord> records;
    while (rows.next()) {
        records.push_back(record_from(rows.row()));
    }
    return records;
}

bool update(Tx& tx, DraftRecord& record) {
    const auto changed = tx.execute(
        kUpdate,
        record.tenant,
        record.id,
        record.version,
        record.sealed,
        record.phone_index,
        record.order
    );
    record.version += changed;
    return changed == 1;
}

bool remove(Tx& tx, const DraftRecord& record) {
    return tx.execute(kRemove, record.tenant, record.id, record.version) == 1;
}

std::int64_t erase_phone(Tx& tx, const TenantId& tenant, const BlindIndex& phone) {
    return phone == BlindIndex{} ? 0 : tx.execute(kErasePhone, tenant, phone);
}

std::int64_t forget_old(Tx& tx, Instant before, int limit) {
    std::int64_t forgotten = 0;
    for (const Tenant& tenant : tenancy::all_tenants(tx)) {
        const DraftId first_kept{first_id_bytes(before)};
        forgotten += tx.execute(kForget, tenant.id, first_kept, limit - forgotten);
    }
    return forgotten;
}

} // namespace route9::gateway::drafts
