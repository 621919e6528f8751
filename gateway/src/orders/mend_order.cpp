// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/mend_order.hpp"

#include "core/text.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/phone.hpp"
#include "gateway/orders/awaited_order.hpp"
#include "gateway/orders/cancel_order.hpp"
#include "gateway/orders/order_decision.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/order_view.hpp"
#include "gateway/replanning/replan_jobs.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// Confirms what the new decision claims; inside a unit nothing moves between look and claim.
Result<void> claim(Tx& tx, const OrderDecision& decision) {
    const OrderRecord& record = decision.record;
    const bool reserved =
        decision.stock.empty() || stock::reserve(tx, record.tenant, record.seller, decision.stock);
    bool roomy = true;
    for (const RoomClaim& room : decision.rooms) {
        roomy = roomy && departures::take_room(tx, record.tenant, room.departure, room.load);
    }
    if (!reserved || !roomy) {
        return fail(ErrorCode::overloaded, "stock or room moved meanwhile; try again");
    }
    return {};
}

constexpr std::string_view kUntaken = "UPDATE_NOT_TAKEN";

std::vector<std::string> untaken_in(std::string_view reasons) {
    for (HoldReason& reason : parse_reasons(reasons)) {
        if (reason.code == kUntaken) {
            return std::move(reason.candidates);
        }
    }
    return {};
}

} // namespace

bool can_be_mended(OrderStatus status) noexcept {
    return status == OrderStatus::held || status == OrderStatus::backordered ||
           status == OrderStatus::accepted || status == OrderStatus::routed;
}

std::string with_untaken(std::string_view reasons, const std::vector<std::string>& members) {
    std::vector<HoldReason> kept = parse_reasons(reasons);
    std::erase_if(kept, [](const HoldReason& reason) { return reason.code == kUntaken; });
    if (!members.empty()) {
        kept.push_back({std::string{kUntaken}, "", members});
    }
    return reasons_text(kept);
}

Result<Secret> person_key_of(Tx& tx, const OrderRecord& record, const Vault& vault) {
    const auto wrapped = orders::wrapped_person_key(tx, record.tenant, record.person);
    if (!wrapped) {
        return fail(ErrorCode::state_forbids, "the recipient of this order has been erased");
    }
    return vault.unwrap(*wrapped, person_key_context(record.tenant, record.person));
}

Result<Mending> prepare_mending(
    const LoadedOrder& loaded,
    const PersonalDetails& details,
    const Secret& person_key,
    const PreparationTools& tools
) {
    const OrderRecord& record = loaded.record;
    if (!can_be_mended(record.status)) {
        return fail(
            ErrorCode::state_forbids,
            "an order can be changed until it is packed; this one is " +
                std::string{name(record.status)}
        );
    }
    OrderArrival arrival{
        .tenant = record.tenant,
        .seller = record.seller,
        .order = record.order,
        .source_time = std::max(record.source_time, tools.now),
    };
    arrival.order.recipient = details.recipient;
    arrival.order.note = details.note;
    Mending mending{
        .prepared = prepare_order(std::move(arrival), tools), .version = record.version
    };
    PreparedOrder& prepared = mending.prepared;
    prepared.id = record.id;
    prepared.sealed.person = record.person;
    prepared.sealed.sealed = reseal_recipient(
        details, record.tenant, record.person, person_key, make_nonce(tools.entropy)
    );
    return mending;
}

Result<OrderRecord> mend_order(Tx& tx, const Mending& mending, Services& services) {
    const PreparedOrder& prepared = mending.prepared;
    auto record = orders::find(tx, prepared.tenant, prepared.id);
    if (!record || record->version != mending.version) {
        return fail(ErrorCode::precondition_failed, "the order changed meanwhile; read it again");
    }
    if (auto released = release_fulfillments(tx, *record, prepared.now); !released) {
        return Failure{std::move(released).error()};
    }
    const OrderView view = read_order_view(
        tx, prepared.tenant, prepared.seller, prepared.order, services.snapshots, prepared.now
    );
    OrderDecision decision = decide_order(prepared, view, {services.catalogue, services.planners});
    OrderRecord& decided = decision.record;
    decided.version = record->version;
    decided.received_at = record->received_at;
    decided.event_sequence = record->event_sequence;
    decision.events.clear();
    const auto untaken = mending.untaken.value_or(untaken_in(record->reasons));
    decided.reasons = with_untaken(decided.reasons, untaken);
    const bool is_pushed = mending.untaken.has_value(); // and newer: see take_update.hpp
    if (!is_pushed && has_reason(record->reasons, cancel_requested_reason)) {
        auto reasons = parse_reasons(decided.reasons);
        reasons.push_back({.code = std::string{cancel_requested_reason}});
        decided.reasons = reasons_text(reasons);
    }
    Json data{{"status", std::string{name(decided.status)}}};
    if (!untaken.empty()) {
        data["not_taken"] = untaken;
    }
    decision.events.push_back(
        order_event(decided, prepared.event_ids[0], "order.updated", prepared.now, std::move(data))
    );
    add_outcome_event(decision, prepared.event_ids[1], prepared.now);
    if (auto claimed = claim(tx, decision); !claimed) {
        return Failure{std::move(claimed).error()};
    }
    for (Fulfillment& item : decision.fulfillments) {
        item.plan_version = record->version + 1;
        item.plan_reason = PlanCause::mended;
    }
    fulfillments::insert(tx, decision.fulfillments);
    if (!orders::update_recipient(tx, decided)) {
        return fail(ErrorCode::precondition_failed, "the order changed meanwhile; read it again");
    }
    journal::append(tx, decision.events);
    enqueue_waiting(tx, decided.tenant, PlanCause::stock_arrived, prepared.now);
    return std::move(decided);
}

} // namespace route9::gateway
