// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/parcel_custody.hpp"

#include "core/assert.hpp"
#include "fulfillment/custody_store.hpp"
#include "fulfillment/fulfillment_store.hpp"

#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

Result<void> done(const Result<CustodyStep>& step) {
    return step ? Result<void>{} : Result<void>{Failure{step.error()}};
}

std::string warehouse_of(Tx& tx, const Parcel& parcel) {
    const auto item = fulfillments::find(tx, parcel.tenant, parcel.fulfillment);
    ROUTE9_ASSERT(item.has_value());
    return item->warehouse;
}

} // namespace

std::optional<CustodyAct> ending_act(TrackingStatus status) {
    if (status == TrackingStatus::delivered) {
        return CustodyAct::delivered;
    }
    return status == TrackingStatus::returned ? std::optional{CustodyAct::returned} : std::nullopt;
}

Result<void> pack_into_custody(Tx& tx, const Parcel& parcel, const std::string& warehouse) {
    const custody::Taking taking{
        .act = CustodyAct::packed, .places = {.warehouse = warehouse}, .at = parcel.status_at
    };
    const auto step = custody::next_step(parcel.tenant, parcel.id, nullptr, taking);
    ROUTE9_ASSERT(step.has_value());
    return custody::add(tx, {&*step, 1});
}

Result<void>
depart_with_custody(Tx& tx, const Parcel& parcel, const DepartureRecord& departure, Instant at) {
    const auto last = custody::last(tx, parcel.tenant, parcel.id);
    if (!last || last->to.kind != CustodianKind::warehouse) {
        return {};
    }
    const auto step = custody::next_step(
        parcel.tenant,
        parcel.id,
        &*last,
        {.act = CustodyAct::handed_over,
         .places = {.warehouse = last->to.id, .truck = departure.reference},
         .at = at,
         .manifest = parcel.manifest}
    );
    ROUTE9_ASSERT(step.has_value());
    return custody::add(tx, {&*step, 1});
}

Result<void> take_back_custody(Tx& tx, const Parcel& parcel, Instant at) {
    const auto last = custody::last(tx, parcel.tenant, parcel.id);
    if (!last || last->to.kind != CustodianKind::carrier) {
        return {};
    }
    const custody::Taking taking{
        .act = CustodyAct::taken_back,
        .places = {.warehouse = warehouse_of(tx, parcel), .carrier = last->to.id},
        .at = at,
        .manifest = parcel.manifest
    };
    return done(custody::take(tx, parcel.tenant, parcel.id, taking));
}

Result<bool> follow_with_custody(Tx& tx, const Parcel& parcel, TrackingStatus before, Instant now) {
    const auto ended = ending_act(before);
    const auto ends = ending_act(parse_tracking_status(parcel.status));
    if (!ended && !ends) {
        return true;
    }
    auto last = custody::last(tx, parcel.tenant, parcel.id);
    custody::Taking taking{
        .places = {.warehouse = warehouse_of(tx, parcel), .carrier = parcel.carrier.text()},
        .at = now,
        .manifest = parcel.manifest
    };
    std::vector<CustodyStep> steps;
    const auto take = [&](CustodyAct act) {
        taking.act = act;
        auto step = custody::next_step(parcel.tenant, parcel.id, last ? &*last : nullptr, taking);
        if (!step) {
            return false;
        }
        last = *step;
        steps.push_back(std::move(*step));
        return true;
    };
    bool clear = true;
    if (ended && last && last->act == *ended) {
        clear = take(CustodyAct::corrected);
    }
    if (ends) {
        clear = take(*ends) && clear;
    }
    if (auto added = custody::add(tx, steps); !added) {
        return Failure{std::move(added).error()};
    }
    return clear;
}

} // namespace route9::gateway
