// SPDX-License-Identifier: Apache-2.0
#include "gateway/aggregates/aggregate_members.hpp"

#include "adapters/documents/sscc.hpp"
#include "fulfillment/custody_store.hpp"
#include "fulfillment/loaded_parcels.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/aggregates/member_check.hpp"
#include "gateway/shipping/find_parcel.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

namespace {

Failure changed_meanwhile() {
    return fail(ErrorCode::conflict, "it has changed meanwhile; try again");
}

/// EPCIS 2.0 §7.4.2: what was done to the parent, and with whom.
void tell_members(
    TouchedOrders& touched,
    const Aggregate& parent,
    const std::vector<std::string>& children,
    bool added,
    std::string_view biz_step,
    const std::string& broken_seal = {}
) {
    Json data{
        {"aggregate", parent.id.text()},
        {"kind", std::string{name(parent.kind)}},
        {"action", added ? "ADD" : "DELETE"},
        {"parent", parent.code},
        {"children", children},
        {"biz_step", std::string{biz_step}},
        {"warehouse", parent.warehouse},
    };
    if (!broken_seal.empty()) {
        data["broken_seal"] = broken_seal;
    }
    touched.tell_of(
        parent.id.text(),
        parent.version,
        added ? "aggregate.members_added" : "aggregate.members_removed",
        data
    );
}

std::string break_seal(Aggregate& aggregate) {
    return std::exchange(aggregate.seal, {});
}

/// The pallet on which a bag stands counts the bag's parcels too.
void count_on_pallet(Tx& tx, const Aggregate& bag, std::int64_t more) {
    const auto pallet = aggregates::parent(tx, bag.tenant, bag.id);
    if (pallet && more != 0) {
        aggregates::count(tx, *pallet, more);
    }
}

class Changing {
public:
    Changing(Tx& tx, MembersOrder& order, Aggregate aggregate)
        : tx_(tx), order_(order), changed_{std::move(aggregate), {}},
          touched_(tx, order.tenant, order.now, order.ids) {}

    Result<void> take_out() {
        FieldErrors errors;
        std::vector<std::string> codes;
        for (std::size_t i = 0; i < order_.remove.size(); ++i) {
            const NamedMember member = named_member(tx_, order_.tenant, order_.remove[i]);
            const std::string fault = check_taken(tx_, member, changed_.aggregate);
            if (!fault.empty()) {
                errors.push_back({pointer_step("/remove", i), "not_in_it", fault});
            } else if (take_out(member)) {
                codes.push_back(code_of(member));
            }
        }
        if (!errors.empty()) {
            return fail_fields(std::move(errors));
        }
        if (codes.empty()) {
            return {};
        }
        changed_.broken_seal = break_seal(changed_.aggregate);
        if (!aggregates::update(tx_, changed_.aggregate)) {
            return changed_meanwhile();
        }
        const std::int64_t fewer = changed_.aggregate.parcels - parcels_before_;
        count_on_pallet(tx_, changed_.aggregate, fewer);
        tell_members(touched_, changed_.aggregate, codes, false, "unpacking", changed_.broken_seal);
        return {};
    }

    Result<void> put_in() {
        MemberCheck check{tx_, changed_.aggregate};
        FieldErrors errors;
        std::vector<NamedMember> members;
        for (std::size_t i = 0; i < order_.add.size(); ++i) {
            NamedMember member = named_member(tx_, order_.tenant, order_.add[i]);
            if (check.is_needed(member, pointer_step("/add", i), errors)) {
                members.push_back(std::move(member));
            }
        }
        if (!errors.empty()) {
            return fail_fields(std::move(errors));
        }
        return members.empty() ? Result<void>{} : put_in(members);
    }

    Result<ChangedAggregate> finish() {
        if (auto stored = touched_.store(); !stored) {
            return Failure{std::move(stored).error()};
        }
        return std::move(changed_);
    }

private:
    bool take_out(const NamedMember& member) {
        const bool taken = member.parcel
                               ? aggregates::take_out(tx_, changed_.aggregate, member.parcel->id)
                               : aggregates::take_out(tx_, changed_.aggregate, member.bag->id);
        if (taken) {
            --changed_.aggregate.members;
            changed_.aggregate.parcels -= parcels_of(member);
        }
        return taken;
    }

    Result<void> put_in(const std::vector<NamedMember>& members) {
        Aggregate& into = changed_.aggregate;
        std::vector<std::string> codes;
        std::int64_t parcels = 0;
        for (const NamedMember& member : members) {
            codes.push_back(code_of(member));
            parcels += parcels_of(member);
        }
        const auto count = static_cast<std::int64_t>(members.size());
        if (!has_room(into, count, parcels)) {
            return fail(
                ErrorCode::state_forbids,
                "a bag takes " + std::to_string(bag_parcels_max) + " parcels, a pallet " +
                    std::to_string(pallet_members_max) + " members with " +
                    std::to_string(pallet_parcels_max) + " parcels"
            );
        }
        for (const NamedMember& member : members) {
            const bool is_in = member.parcel
                                   ? aggregates::put_in(tx_, into, member.parcel->id, order_.now)
                                   : aggregates::put_in(tx_, into, member.bag->id, order_.now);
            if (!is_in) {
                return changed_meanwhile();
            }
        }
        into.members += count;
        into.parcels += parcels;
        if (!aggregates::update(tx_, into)) {
            return changed_meanwhile();
        }
        tell_members(touched_, into, codes, true, "packing");
        return {};
    }

    Tx& tx_;
    MembersOrder& order_;
    ChangedAggregate changed_;
    std::int64_t parcels_before_ = changed_.aggregate.parcels;
    TouchedOrders touched_;
};

} // namespace

std::optional<Aggregate> find_aggregate(Tx& tx, const TenantId& tenant, std::string_view name) {
    if (const auto id = AggregateId::parse(name)) {
        return aggregates::find(tx, tenant, *id);
    }
    const auto code = adapters::parcel_name_in(name);
    return code ? aggregates::find_code(tx, tenant, *code) : std::nullopt;
}

std::optional<ParcelWay> way_of(Tx& tx, const TenantId& tenant, const AggregateId& aggregate) {
    const auto first = aggregates::parcels_after(tx, tenant, aggregate, std::nullopt, 1);
    const auto parcel = first.empty() ? std::nullopt : parcels::find(tx, tenant, first.front());
    const auto item = parcel ? fulfillments::find(tx, tenant, parcel->fulfillment) : std::nullopt;
    return item ? std::optional{way_of(*item)} : std::nullopt;
}

Result<ChangedAggregate> change_members(Tx& tx, MembersOrder order) {
    auto aggregate = find_aggregate(tx, order.tenant, order.aggregate);
    if (!aggregate) {
        return fail(ErrorCode::not_found);
    }
    if (aggregate->loaded_on) {
        return fail(
            ErrorCode::sealed, "it stands on " + aggregate->loaded_on->text() + "; unload it first"
        );
    }
    if (aggregate->closed_at && !order.add.empty()) {
        return fail(ErrorCode::sealed, "it is closed; nothing goes in any more");
    }
    Changing changing{tx, order, std::move(*aggregate)};
    if (auto taken = changing.take_out(); !taken) {
        return Failure{std::move(taken).error()};
    }
    if (auto put = changing.put_in(); !put) {
        return Failure{std::move(put).error()};
    }
    return changing.finish();
}

Result<Aggregate> close_aggregate(Tx& tx, ClosingOrder order) {
    auto aggregate = find_aggregate(tx, order.tenant, order.aggregate);
    if (!aggregate) {
        return fail(ErrorCode::not_found);
    }
    const bool same_seal = order.seal.empty() || order.seal == aggregate->seal;
    if (aggregate->closed_at && same_seal) {
        return std::move(*aggregate);
    }
    if (aggregate->loaded_on) {
        return fail(ErrorCode::sealed, "it stands on a truck; unload it first");
    }
    if (aggregate->members == 0) {
        return fail(ErrorCode::state_forbids, "it is empty; put something in first");
    }
    aggregate->closed_at = aggregate->closed_at.value_or(order.now);
    aggregate->seal = order.seal.empty() ? aggregate->seal : order.seal;
    if (!aggregates::update(tx, *aggregate)) {
        return changed_meanwhile();
    }
    TouchedOrders touched{tx, order.tenant, order.now, order.ids};
    Json data{
        {"aggregate", aggregate->id.text()},
        {"code", aggregate->code},
        {"kind", std::string{name(aggregate->kind)}},
        {"parcels", aggregate->parcels},
    };
    if (!aggregate->seal.empty()) {
        data["seal"] = aggregate->seal;
    }
    touched.tell_of(aggregate->id.text(), aggregate->version, "aggregate.closed", data);
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return std::move(*aggregate);
}

Result<std::optional<ChangedAggregate>>
take_parcel_out(Tx& tx, const Parcel& parcel, std::string_view biz_step, TouchedOrders& touched) {
    auto parent = aggregates::parent(tx, parcel.tenant, parcel.id);
    if (!parent || !aggregates::take_out(tx, *parent, parcel.id)) {
        return std::optional<ChangedAggregate>{};
    }
    ChangedAggregate changed{std::move(*parent), {}};
    --changed.aggregate.members;
    --changed.aggregate.parcels;
    changed.broken_seal = break_seal(changed.aggregate);
    if (!aggregates::update(tx, changed.aggregate)) {
        return changed_meanwhile();
    }
    count_on_pallet(tx, changed.aggregate, -1);
    tell_members(touched, changed.aggregate, {parcel.code}, false, biz_step, changed.broken_seal);
    return std::optional{std::move(changed)};
}

} // namespace route9::gateway
