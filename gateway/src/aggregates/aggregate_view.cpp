// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregates/aggregate_view.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

namespace {

Json named(const Aggregate& aggregate) {
    return Json{
        {"id", aggregate.id.text()},
        {"code", aggregate.code},
        {"kind", std::string{name(aggregate.kind)}},
    };
}

} // namespace

Json aggregate_view(const Aggregate& aggregate) {
    Json json = named(aggregate);
    json["warehouse"] = aggregate.warehouse;
    json["state"] = aggregate.closed_at ? "closed" : "open";
    json["members"] = aggregate.members;
    json["parcels"] = aggregate.parcels;
    json["created_at"] = format_utc(aggregate.created_at);
    if (!aggregate.seal.empty()) {
        json["seal"] = aggregate.seal;
    }
    if (aggregate.closed_at) {
        json["closed_at"] = format_utc(*aggregate.closed_at);
    }
    if (aggregate.loaded_on) {
        json["departure"] = aggregate.loaded_on->text();
    }
    return json;
}

WholeAggregate read_whole(Tx& tx, Aggregate aggregate) {
    const TenantId tenant = aggregate.tenant;
    const AggregateId id = aggregate.id;
    return WholeAggregate{
        .aggregate = std::move(aggregate),
        .parent = aggregates::parent(tx, tenant, id),
        .way = way_of(tx, tenant, id),
        .mass_g = aggregates::mass_g(tx, tenant, id),
        .parcels = aggregates::parcels_in(tx, tenant, id),
        .bags = aggregates::bags_in(tx, tenant, id),
    };
}

Json whole_view(const WholeAggregate& whole) {
    Json json = aggregate_view(whole.aggregate);
    json["weight_g"] = whole.mass_g;
    if (whole.way) {
        json["to"] = whole.way->end;
        if (!whole.way->gate.empty()) {
            json["gate"] = whole.way->gate;
        }
    }
    if (whole.parent) {
        json["in"] = named(*whole.parent);
    }
    Json& contents = json["contents"] = Json::array();
    for (const Aggregate& bag : whole.bags) {
        Json member = named(bag);
        member["parcels"] = bag.parcels;
        contents.push_back(std::move(member));
    }
    for (const auto& parcel : whole.parcels) {
        Json member{
            {"id", parcel.id.text()},
            {"code", parcel.code},
            {"kind", "parcel"},
            {"weight_g", parcel.mass_g},
            {"status", parcel.status},
        };
        if (parcel.departure) {
            member["departure"] = parcel.departure->text();
        }
        contents.push_back(std::move(member));
    }
    return json;
}

Json changed_view(const WholeAggregate& whole, const std::string& broken_seal) {
    Json json = whole_view(whole);
    if (!broken_seal.empty()) {
        json["warnings"] = Json::array({{{"code", "seal_broken"}, {"seal", broken_seal}}});
    }
    return json;
}

Json containers_of(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    const auto parent = aggregates::parent(tx, tenant, parcel);
    if (!parent) {
        return nullptr;
    }
    Json json = named(*parent);
    if (const auto outer = aggregates::parent(tx, tenant, parent->id)) {
        json["in"] = named(*outer);
    }
    return json;
}

} // namespace route9::gateway
