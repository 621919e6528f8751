// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregates/member_check.hpp"

#include "core/assert.hpp"
#include "fulfillment/custody_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/loaded_parcels.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/aggregates/aggregate_members.hpp"
#include "gateway/shipping/find_parcel.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

namespace {

std::optional<Aggregate> parent_of(Tx& tx, const TenantId& tenant, const NamedMember& member) {
    return member.parcel ? aggregates::parent(tx, tenant, member.parcel->id)
                         : aggregates::parent(tx, tenant, member.bag->id);
}

std::string goes_elsewhere(const std::string& code, const std::string& there, const char* by) {
    return code + " goes " + by + " " + (there.empty() ? "nowhere that was planned" : there) +
           ", what is in it does not";
}

} // namespace

NamedMember named_member(Tx& tx, const TenantId& tenant, std::string_view name) {
    NamedMember member;
    member.parcel = find_parcel(tx, tenant, name);
    if (!member.parcel) {
        member.bag = find_aggregate(tx, tenant, name);
    }
    return member;
}

const std::string& code_of(const NamedMember& member) {
    ROUTE9_ASSERT(member.parcel || member.bag);
    return member.parcel ? member.parcel->code : member.bag->code;
}

std::int64_t parcels_of(const NamedMember& member) {
    return member.parcel ? 1 : member.bag->parcels;
}

std::string check_taken(Tx& tx, const NamedMember& member, const Aggregate& aggregate) {
    if (!member.parcel && !member.bag) {
        return "there is no such parcel or bag";
    }
    const auto parent = parent_of(tx, aggregate.tenant, member);
    if (parent && parent->id != aggregate.id) {
        return code_of(member) + " is in " + parent->code;
    }
    return {};
}

MemberCheck::MemberCheck(Tx& tx, const Aggregate& into)
    : tx_(tx), into_(into), way_(way_of(tx, into.tenant, into.id)) {}

bool MemberCheck::is_needed(
    const NamedMember& member, const std::string& pointer, FieldErrors& errors
) {
    if (!member.parcel && !member.bag) {
        errors.push_back({pointer, "unknown", "there is no such parcel or bag"});
        return false;
    }
    const std::string& code = code_of(member);
    if (!named_.insert(code).second) {
        errors.push_back({pointer, "repeated", "name each once"});
        return false;
    }
    const auto parent = parent_of(tx_, into_.tenant, member);
    if (parent && parent->id == into_.id) {
        return false;
    }
    Fault fault;
    if (parent) {
        fault = {"in_another", code + " is in " + parent->code + "; take it out there first"};
    } else {
        fault = member.parcel ? check_parcel(*member.parcel) : check_bag(*member.bag);
    }
    if (!fault.word.empty()) {
        errors.push_back({pointer, std::string{fault.word}, fault.message});
    }
    return fault.word.empty();
}

MemberCheck::Fault MemberCheck::check_parcel(const Parcel& parcel) {
    if (parcel.manifest || parcel.status != name(TrackingStatus::created)) {
        return {
            "state_forbids",
            "the parcel " + parcel.code + " is " +
                (parcel.manifest ? "on a sealed manifest" : parcel.status)
        };
    }
    if (parcel.departure &&
        loaded_parcels::is_on(tx_, parcel.tenant, parcel.id, *parcel.departure)) {
        return {"aboard", "the parcel " + parcel.code + " was loaded; unload it first"};
    }
    const auto held = custody::last(tx_, parcel.tenant, parcel.id);
    if (held && held->to.kind != CustodianKind::warehouse) {
        return {
            "not_here",
            "the parcel " + parcel.code + " is with the " + std::string{name(held->to.kind)}
        };
    }
    const auto item = fulfillments::find(tx_, parcel.tenant, parcel.fulfillment);
    ROUTE9_ASSERT(item.has_value());
    return check_way(way_of(*item), parcel.code);
}

MemberCheck::Fault MemberCheck::check_bag(const Aggregate& bag) {
    if (into_.kind != AggregateKind::pallet || bag.kind != AggregateKind::bag) {
        return {"wrong_kind", "a bag holds parcels, a pallet holds parcels and bags"};
    }
    if (!bag.closed_at || bag.members == 0) {
        return {"not_closed", "close the bag " + bag.code + " first"};
    }
    if (bag.loaded_on) {
        return {"aboard", "the bag " + bag.code + " was loaded; unload it first"};
    }
    const auto way = way_of(tx_, bag.tenant, bag.id);
    return way ? check_way(*way, bag.code) : Fault{"not_closed", "the bag is empty"};
}

MemberCheck::Fault MemberCheck::check_way(const ParcelWay& way, const std::string& code) {
    if (way.warehouse != into_.warehouse) {
        return {"other_origin", code + " lies at " + way.warehouse};
    }
    if (!way_) {
        way_ = way;
    }
    if (way.end != way_->end) {
        return {"other_destination", goes_elsewhere(code, way.end, "to")};
    }
    if (way.gate != way_->gate) {
        return {"other_gate", goes_elsewhere(code, way.gate, "by")};
    }
    return {};
}

} // namespace route9::gateway
