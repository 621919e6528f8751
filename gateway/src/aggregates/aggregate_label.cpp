// SPDX-License-Identifier: Apache-2.0
#include "aggregates/aggregate_label.hpp"

#include "core/tenancy.hpp"
#include "gateway/aggregates/aggregate_view.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

Result<adapters::AggregateLabel>
read_aggregate_label(Tx& tx, const TenantId& tenant, std::string_view name, Instant now) {
    auto aggregate = find_aggregate(tx, tenant, name);
    if (!aggregate) {
        return fail(ErrorCode::not_found);
    }
    const auto owner = tenancy::find_tenant(tx, tenant);
    const auto way = way_of(tx, tenant, aggregate->id);
    return adapters::AggregateLabel{
        .code = aggregate->code,
        .pallet = aggregate->kind == AggregateKind::pallet,
        .company = owner ? owner->name : tenant.text(),
        .from = aggregate->warehouse,
        .to = way ? way->end : "",
        .gate = way ? way->gate : "",
        .seal = aggregate->seal,
        .parcels = aggregate->parcels,
        .mass_g = aggregates::mass_g(tx, tenant, aggregate->id),
        .printed_at = now,
    };
}

} // namespace route9::gateway
