// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/custody_store.hpp"

#include "core/assert.hpp"
#include "core/limits.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <utility>

namespace route9::fulfillment::custody {
namespace {

constexpr Statement kLast{
    "custody_step.last",
    "SELECT tenant_id, parcel_id, sequence, act, from_kind, from_id, to_kind, to_id, at,"
    " manifest_id, statement FROM custody_step WHERE tenant_id = $1 AND parcel_id = $2"
    " ORDER BY sequence DESC LIMIT 1"
};
constexpr Statement kOfParcel{
    "custody_step.of_parcel",
    "SELECT tenant_id, parcel_id, sequence, act, from_kind, from_id, to_kind, to_id, at,"
    " manifest_id, statement FROM custody_step WHERE tenant_id = $1 AND parcel_id = $2"
    " ORDER BY sequence"
};
constexpr BulkStatement kAdd{
    .name = "custody_step.insert",
    .head = "INSERT INTO custody_step (tenant_id, parcel_id, sequence, act, from_kind, from_id,"
            " to_kind, to_id, at, manifest_id, statement) VALUES ",
    .row = "(@,@,@,@,@,@,@,@,@,@,@)",
    .tail = " ON CONFLICT DO NOTHING"
};
constexpr Statement kOfManifest{
    "custody_step.of_manifest",
    "SELECT s.tenant_id, s.parcel_id, s.sequence, s.act, s.from_kind, s.from_id, s.to_kind,"
    " s.to_id, s.at, s.manifest_id, s.statement, p.parcel_id, p.code, p.order_id, p.status"
    " FROM parcel p LEFT JOIN custody_step s ON s.tenant_id = p.tenant_id"
    " AND s.parcel_id = p.parcel_id AND s.sequence = (SELECT MAX(n.sequence) FROM custody_step n"
    " WHERE n.tenant_id = p.tenant_id AND n.parcel_id = p.parcel_id)"
    " WHERE p.tenant_id = $1 AND p.departure_id = $2 AND p.manifest_id = $3 AND p.parcel_id > $4"
    " ORDER BY p.parcel_id LIMIT $5"
};
/// Of those that both sides have settled to be ours: they are off the manifest's truck.
constexpr Statement kSettledBack{
    "custody_step.settled_back",
    "SELECT s.tenant_id, s.parcel_id, s.sequence, s.act, s.from_kind, s.from_id, s.to_kind,"
    " s.to_id, s.at, s.manifest_id, s.statement, p.parcel_id, p.code, p.order_id, p.status"
    " FROM parcel p JOIN custody_step s ON s.tenant_id = p.tenant_id"
    " AND s.parcel_id = p.parcel_id AND s.sequence = (SELECT MAX(n.sequence) FROM custody_step n"
    " WHERE n.tenant_id = p.tenant_id AND n.parcel_id = p.parcel_id)"
    " WHERE p.tenant_id = $1 AND p.parcel_id IN (SELECT c.parcel_id FROM custody_step c"
    " WHERE c.tenant_id = $1 AND c.manifest_id = $2 AND c.act = 'settled_to_warehouse')"
    " AND (p.manifest_id IS NULL OR p.manifest_id <> $2) ORDER BY p.parcel_id"
};
constexpr Statement kStepsSettledBack{
    "custody_step.all_settled_back",
    "SELECT s.tenant_id, s.parcel_id, s.sequence, s.act, s.from_kind, s.from_id, s.to_kind,"
    " s.to_id, s.at, s.manifest_id, s.statement FROM parcel p JOIN custody_step s"
    " ON s.tenant_id = p.tenant_id AND s.parcel_id = p.parcel_id"
    " WHERE p.tenant_id = $1 AND p.parcel_id IN (SELECT c.parcel_id FROM custody_step c"
    " WHERE c.tenant_id = $1 AND c.manifest_id = $2 AND c.act = 'settled_to_warehouse')"
    " AND (p.manifest_id IS NULL OR p.manifest_id <> $2)"
    " ORDER BY s.parcel_id, s.sequence"
};
constexpr Statement kStepsOfManifest{
    "custody_step.all_of_manifest",
    "SELECT s.tenant_id, s.parcel_id, s.sequence, s.act, s.from_kind, s.from_id, s.to_kind,"
    " s.to_id, s.at, s.manifest_id, s.statement FROM parcel p JOIN custody_step s"
    " ON s.tenant_id = p.tenant_id AND s.parcel_id = p.parcel_id"
    " WHERE p.tenant_id = $1 AND p.departure_id = $2 AND p.manifest_id = $3"
    " ORDER BY s.parcel_id, s.sequence"
};
constexpr Statement kCheck{
    "custody_step.check",
    "SELECT p.parcel_id FROM parcel p WHERE p.tenant_id = $1 AND (NOT EXISTS"
    " (SELECT 1 FROM custody_step f WHERE f.tenant_id = p.tenant_id"
    " AND f.parcel_id = p.parcel_id AND f.sequence = 1) OR EXISTS"
    " (SELECT 1 FROM custody_step s LEFT JOIN custody_step b ON b.tenant_id = s.tenant_id"
    " AND b.parcel_id = s.parcel_id AND b.sequence = s.sequence - 1"
    " WHERE s.tenant_id = p.tenant_id AND s.parcel_id = p.parcel_id AND s.sequence > 1"
    " AND (b.to_kind IS NULL OR b.to_kind <> s.from_kind OR b.to_id <> s.from_id)))"
    " ORDER BY p.parcel_id"
};

constexpr std::size_t kAll = std::numeric_limits<std::int64_t>::max();

Custodian custodian_from(const Row& row, int column) {
    const auto kind = parse_custodian_kind(row.get<std::string_view>(column));
    ROUTE9_ASSERT(kind.has_value());
    return {*kind, row.get<std::string>(column + 1)};
}

CustodyStep step_from(const Row& row) {
    const auto act = parse_custody_act(row.get<std::string_view>(3));
    ROUTE9_ASSERT(act.has_value());
    return {
        .tenant = row.get<TenantId>(0),
        .parcel = row.get<ParcelId>(1),
        .sequence = row.get<std::int64_t>(2),
        .act = *act,
        .from = custodian_from(row, 4),
        .to = custodian_from(row, 6),
        .at = row.get<Instant>(8),
        .manifest = row.get<std::optional<ManifestId>>(9),
        .statement = row.get<std::string>(10),
    };
}

std::vector<CustodyStep> all_of(Rows rows) {
    std::vector<CustodyStep> found;
    while (rows.next()) {
        found.push_back(step_from(rows.row()));
    }
    return found;
}

std::vector<ListedParcel> listed_in(Rows rows) {
    std::vector<ListedParcel> found;
    while (rows.next()) {
        const Row row = rows.row();
        ListedParcel parcel{
            .id = row.get<ParcelId>(11),
            .code = row.get<std::string>(12),
            .order = row.get<OrderId>(13),
            .status = row.get<std::string>(14),
        };
        if (row.get<std::optional<std::int64_t>>(2)) {
            parcel.last = step_from(row);
        }
        found.push_back(std::move(parcel));
    }
    return found;
}

void bind(std::vector<Param>& values, const CustodyStep& step) {
    values.insert(
        values.end(),
        {step.tenant,
         step.parcel,
         step.sequence,
         name(step.act),
         name(step.from.kind),
         step.from.id,
         name(step.to.kind),
         step.to.id,
         step.at,
         step.manifest,
         step.statement}
    );
}

} // namespace

std::optional<CustodyStep> last(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    Rows rows = tx.query(kLast, tenant, parcel);
    return rows.next() ? std::optional{step_from(rows.row())} : std::nullopt;
}

std::vector<CustodyStep> of_parcel(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    return all_of(tx.query(kOfParcel, tenant, parcel));
}

Result<CustodyStep> next_step(
    const TenantId& tenant, const ParcelId& parcel, const CustodyStep* last, const Taking& taking
) {
    const Custodian from = last == nullptr ? Custodian{} : last->to;
    auto to = follow(from, taking.act, taking.places);
    if (!to) {
        return Failure{std::move(to).error()};
    }
    return CustodyStep{
        .tenant = tenant,
        .parcel = parcel,
        .sequence = last == nullptr ? 1 : last->sequence + 1,
        .act = taking.act,
        .from = from,
        .to = std::move(*to),
        .at = taking.at,
        .manifest = taking.manifest,
        .statement = taking.statement,
    };
}

Result<void> add(Tx& tx, std::span<const CustodyStep> steps) {
    std::vector<Param> values;
    while (!steps.empty()) {
        const auto some = steps.first(std::min(steps.size(), limits::bulk_rows_max));
        values.clear();
        for (const CustodyStep& step : some) {
            bind(values, step);
        }
        if (tx.execute_bulk(kAdd, values) != std::ssize(some)) {
            return fail(ErrorCode::conflict, "a parcel has changed hands meanwhile; try again");
        }
        steps = steps.subspan(some.size());
    }
    return {};
}

Result<CustodyStep>
take(Tx& tx, const TenantId& tenant, const ParcelId& parcel, const Taking& taking) {
    const auto before = last(tx, tenant, parcel);
    auto step = next_step(tenant, parcel, before ? &*before : nullptr, taking);
    if (!step) {
        return step;
    }
    if (auto added = add(tx, {&*step, 1}); !added) {
        return Failure{std::move(added).error()};
    }
    return step;
}

std::vector<ListedParcel> of_manifest(
    Tx& tx, const TenantId& tenant, const DepartureId& departure, const ManifestId& manifest
) {
    auto found = of_manifest_after(tx, tenant, departure, manifest, {}, kAll);
    auto back = listed_in(tx.query(kSettledBack, tenant, manifest));
    std::ranges::move(back, std::back_inserter(found));
    std::ranges::sort(found, {}, &ListedParcel::id);
    return found;
}

std::vector<ListedParcel> of_manifest_after(
    Tx& tx,
    const TenantId& tenant,
    const DepartureId& departure,
    const ManifestId& manifest,
    const ParcelId& after,
    std::size_t limit
) {
    return listed_in(
        tx.query(kOfManifest, tenant, departure, manifest, after, static_cast<std::int64_t>(limit))
    );
}

std::vector<CustodyStep> steps_of_manifest(
    Tx& tx, const TenantId& tenant, const DepartureId& departure, const ManifestId& manifest
) {
    auto found = all_of(tx.query(kStepsOfManifest, tenant, departure, manifest));
    auto back = all_of(tx.query(kStepsSettledBack, tenant, manifest));
    std::ranges::move(back, std::back_inserter(found));
    std::ranges::sort(found, {}, [](const CustodyStep& step) {
        return std::pair{step.parcel, step.sequence};
    });
    return found;
}

std::vector<ParcelId> check(Tx& tx, const TenantId& tenant) {
    std::vector<ParcelId> found;
    Rows rows = tx.query(kCheck, tenant);
    while (rows.next()) {
        found.push_back(rows.row().get<ParcelId>(0));
    }
    return found;
}

} // namespace route9::fulfillment::custody
