// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/pack_parcel.hpp"

#include "fulfillment/departure_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/parcel_codes.hpp"
#include "fulfillment/tracking.hpp"
#include "gateway/floor/pick_pieces.hpp"
#include "gateway/orders/awaited_order.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/our_steps.hpp"
#include "gateway/shipping/parcel_custody.hpp"
#include "gateway/shipping/parcel_share.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "gateway/views/money_json.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

Result<void> check_weight(const Fulfillment& item, const PackOrder& pack) {
    if (pack.accept_weight || weight_is_near(item.mass_g, pack.weight_g)) {
        return {};
    }
    const std::string detail = "declared " + std::to_string(item.mass_g) + " g, weighed " +
                               std::to_string(pack.weight_g) +
                               R"( g: look into the parcel, or say "accept_weight": true)";
    return Failure{Error{
        .code = ErrorCode::state_forbids,
        .detail = detail,
        .fields = {{"/weight_g", "weight_differs", detail}},
    }};
}

/// The promise was made for the declared mass; the truck carries what the scale says.
Result<void> adjust_room(Tx& tx, Fulfillment& item, std::int64_t weight_g, Instant now) {
    if (!item.departure) {
        return {};
    }
    const auto departure = departures::find(tx, item.tenant, *item.departure);
    if (!departure || departure->state != DepartureState::open) {
        return fail(
            ErrorCode::sealed, "its departure closes or has closed; it needs another place"
        );
    }
    const std::int64_t more_g = weight_g - item.mass_g;
    if (more_g <= 0) {
        departures::give_room_back(tx, item.tenant, *item.departure, {.mass_g = -more_g});
    } else if (!departures::take_room(tx, item.tenant, *item.departure, {.mass_g = more_g})) {
        departures::give_room_back(tx, item.tenant, *item.departure, load_of(item));
        item.departure.reset();
        enqueue_replan(tx, item.tenant, ReplanScope::waiting, PlanCause::left_behind, now);
    }
    return {};
}

Parcel parcel_of(const Fulfillment& item, const PackOrder& pack) {
    return Parcel{
        .tenant = pack.tenant,
        .id = pack.parcel,
        .code = pack.code,
        .order = item.order,
        .fulfillment = item.id,
        .seller = item.seller,
        .carrier = item.carrier,
        .departure = item.departure,
        .manifest = std::nullopt,
        .house_bill = pack.code,
        .pieces = pack.pieces,
        .mass_g = pack.weight_g,
        .cod = std::nullopt,
        .status = std::string{name(TrackingStatus::created)},
        .status_at = whole_seconds(pack.now),
    };
}

Json packed_data(const Parcel& parcel) {
    Json data{
        {"parcel", parcel.id.text()},
        {"code", parcel.code},
        {"fulfillment", parcel.fulfillment.text()},
        {"weight_g", parcel.mass_g},
        {"pieces", parcel.pieces},
    };
    if (parcel.cod) {
        data["cod"] = money_json(*parcel.cod);
    }
    return data;
}

bool all_packed(const std::vector<Fulfillment>& all) {
    return std::ranges::all_of(all, [](const Fulfillment& item) {
        return item.status == FulfillmentStatus::packed ||
               item.status == FulfillmentStatus::cancelled;
    });
}

Failure code_taken(Tx& tx, const PackOrder& pack) {
    const auto holder = parcels::find_code(tx, pack.tenant, pack.code);
    if (!holder) {
        return fail(ErrorCode::state_forbids, "the fulfillment has a parcel already");
    }
    return Failure{Error{
        .code = ErrorCode::already_exists,
        .detail = "another parcel has this code; every label needs its own",
        .fields = {},
        .reference = holder->id.text(),
    }};
}

} // namespace

Result<void> may_pack(const Fulfillment& item, const OrderRecord& order) {
    if (item.status == FulfillmentStatus::packed) {
        return fail(ErrorCode::state_forbids, "the fulfillment is packed already");
    }
    const bool under_way =
        order.status == OrderStatus::routed || order.status == OrderStatus::packed;
    if (item.status != FulfillmentStatus::planned || !under_way) {
        return fail(
            ErrorCode::state_forbids,
            "the fulfillment is " + std::string{name(item.status)} + " and its order " +
                std::string{name(order.status)} + "; only planned work of a routed order is packed"
        );
    }
    if (has_reason(order.reasons, cancel_requested_reason)) {
        return fail(
            ErrorCode::state_forbids,
            "the buyer asks to cancel this order: cancel it, or refuse that at its marketplace"
        );
    }
    return {};
}

bool weight_is_near(std::int64_t declared_g, std::int64_t weighed_g) noexcept {
    if (declared_g == 0) { // nothing was declared
        return true;
    }
    const std::int64_t difference =
        std::max(declared_g, weighed_g) - std::min(declared_g, weighed_g);
    return difference <= weight_tolerance_g ||
           difference * 100 <= declared_g * weight_tolerance_percent;
}

Result<Parcel> pack_parcel(Tx& tx, PackOrder pack) {
    auto item = fulfillments::find(tx, pack.tenant, pack.fulfillment);
    if (!item) {
        return fail(ErrorCode::not_found);
    }
    TouchedOrders touched{tx, pack.tenant, pack.now, pack.ids};
    if (auto allowed = may_pack(*item, touched.order(item->order)); !allowed) {
        return Failure{std::move(allowed).error()};
    }
    if (auto picked = check_picked(tx, *item); !picked) {
        return Failure{std::move(picked).error()};
    }
    if (auto near = check_weight(*item, pack); !near) {
        return Failure{std::move(near).error()};
    }
    if (auto room = adjust_room(tx, *item, pack.weight_g, pack.now); !room) {
        return Failure{std::move(room).error()};
    }
    item->mass_g = pack.weight_g;
    item->status = FulfillmentStatus::packed;
    if (!fulfillments::update(tx, *item, FulfillmentStatus::planned)) {
        return fail(ErrorCode::conflict, "the fulfillment has changed meanwhile; try again");
    }
    const auto all = fulfillments::of_order(tx, pack.tenant, item->order);
    Parcel parcel = parcel_of(*item, pack);
    parcel.cod = cash_share(touched.order(item->order).order, all, item->id);
    if (!parcel_codes::claim(tx, pack.tenant, parcel.code)) {
        return fail(
            ErrorCode::already_exists, "another parcel has this code; every label needs its own"
        );
    }
    if (!parcels::insert(tx, parcel)) {
        return code_taken(tx, pack);
    }
    if (auto taken = pack_into_custody(tx, parcel, item->warehouse); !taken) {
        return Failure{std::move(taken).error()};
    }
    touched.tell(item->order, "parcel.packed", packed_data(parcel));
    if (all_packed(all)) {
        touched.set_status(item->order, OrderStatus::packed);
    }
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return parcel;
}

} // namespace route9::gateway
