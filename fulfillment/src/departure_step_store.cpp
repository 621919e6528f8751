// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/departure_step_store.hpp"

#include "core/assert.hpp"

namespace route9::fulfillment::departure_steps {
namespace {

constexpr Statement kBegin{
    "departure_step.begin",
    "INSERT INTO departure_step (tenant_id, departure_id, to_state, at, job_id, seed, seed_day)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7)"
};
constexpr Statement kFind{
    "departure_step.find",
    "SELECT tenant_id, departure_id, to_state, at, job_id, seed, seed_day, done_parcel_id"
    " FROM departure_step WHERE tenant_id = $1 AND departure_id = $2"
};
constexpr Statement kAdvance{
    "departure_step.advance",
    "UPDATE departure_step SET done_parcel_id = $3 WHERE tenant_id = $1 AND departure_id = $2"
};
constexpr Statement kEnd{
    "departure_step.end", "DELETE FROM departure_step WHERE tenant_id = $1 AND departure_id = $2"
};

} // namespace

void begin(Tx& tx, const DepartureStep& step) {
    tx.execute(
        kBegin,
        step.tenant,
        step.departure,
        name(step.to),
        step.at,
        step.job,
        ByteView{step.seed},
        step.seed_day
    );
}

std::optional<DepartureStep> find(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    Rows rows = tx.query(kFind, tenant, departure);
    if (!rows.next()) {
        return std::nullopt;
    }
    const Row row = rows.row();
    const auto to = parse_departure_state(row.get<std::string_view>(2));
    ROUTE9_ASSERT(to.has_value());
    const auto seed = row.get<ByteView>(5);
    return DepartureStep{
        .tenant = row.get<TenantId>(0),
        .departure = row.get<DepartureId>(1),
        .to = *to,
        .at = row.get<Instant>(3),
        .job = row.get<JobId>(4),
        .seed = Bytes{seed.begin(), seed.end()},
        .seed_day = row.get<std::int64_t>(6),
        .done = row.get<std::optional<ParcelId>>(7),
    };
}

void advance(Tx& tx, const DepartureStep& step, const ParcelId& done) {
    const std::int64_t changed = tx.execute(kAdvance, step.tenant, step.departure, done);
    ROUTE9_ASSERT(changed == 1);
}

void end(Tx& tx, const DepartureStep& step) {
    const std::int64_t changed = tx.execute(kEnd, step.tenant, step.departure);
    ROUTE9_ASSERT(changed == 1);
}

} // namespace route9::fulfillment::departure_steps
