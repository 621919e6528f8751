// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/place_order.hpp"

#include "fulfillment/departure_store.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/order_receivable.hpp"
#include "gateway/orders/order_words.hpp"

#include <algorithm>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::string_view kReplan = "replan";

Failure replan() {
    return Failure{Error{
        .code = ErrorCode::conflict,
        .detail = "stock, room or the corridor moved meanwhile",
        .fields = {},
        .reference = std::string{kReplan},
    }};
}

OrderReference reference_of(const OrderRecord& record) {
    return {record.tenant, record.seller, record.order.channel, record.order.external_id};
}

OrderReference reference_of(const PreparedOrder& prepared) {
    const Order& order = prepared.order;
    return {prepared.tenant, prepared.seller, order.channel, order.external_id};
}

std::optional<ConnectionReference> pushed_as(const PreparedOrder& prepared) {
    if (!prepared.connection) {
        return std::nullopt;
    }
    return ConnectionReference{prepared.tenant, *prepared.connection, prepared.order.external_id};
}

/// Uses it up: the next order of this id is not cancelled by it.
std::optional<EarlyWords> early_cancellation(Rows asked, Tx& tx, const PreparedOrder& prepared) {
    const Order& order = prepared.order;
    OrderReference named = reference_of(prepared);
    const auto pushed = pushed_as(prepared);
    if (auto words = orders::read_early_cancellation(std::move(asked))) {
        // One that named no channel was noted for the channel that is called like its connection.
        const ConnectionReference by_name{
            prepared.tenant, ConnectionId{order.channel}, order.external_id
        };
        orders::use_up_cancellation(tx, named, pushed.value_or(by_name));
        return words;
    }
    auto words = pushed ? orders::early_cancellation(tx, *pushed) : std::nullopt;
    if (words) {
        named.channel = pushed->connection.text();
        orders::use_up_cancellation(tx, *pushed, named);
    }
    return words;
}

Failure already_exists(Tx& tx, const OrderRecord& record) {
    const auto existing = orders::find_external(tx, reference_of(record));
    return Failure{Error{
        .code = ErrorCode::already_exists,
        .detail = "an order with this channel and external_id exists",
        .fields = {},
        .reference = existing ? existing->id.text() : "",
    }};
}

/// A cancellation that came before its order wins: nothing is reserved.
void cancel_at_birth(OrderDecision& decision, const PreparedOrder& prepared) {
    decision.fulfillments.clear();
    decision.stock.clear();
    decision.rooms.clear();
    decision.events.clear();
    decision.record.event_sequence = 0;
    decision.record.status = OrderStatus::cancelled;
    decision.record.reasons = reasons_text({{.code = "CANCELLED_BEFORE"}});
    add_order_events(decision, prepared.event_ids, prepared.now);
}

struct ClaimsAsked {
    std::vector<Rows> stock{};
    std::vector<Rows> rooms{};
};

ClaimsAsked ask_claims(Tx& tx, const OrderDecision& decision) {
    const OrderRecord& record = decision.record;
    ClaimsAsked asked{stock::ask_reserve(tx, record.tenant, record.seller, decision.stock)};
    for (const RoomClaim& room : decision.rooms) {
        asked.rooms.push_back(departures::ask_room(tx, record.tenant, room.departure, room.load));
    }
    return asked;
}

bool are_granted(ClaimsAsked asked, const OrderDecision& decision) {
    return stock::all_reserved(std::move(asked.stock), decision.stock) &&
           std::ranges::all_of(asked.rooms, [](Rows& room) {
               return departures::has_taken_room(std::move(room));
           });
}

} // namespace

bool needs_new_plan(const Error& error) noexcept {
    return error.code == ErrorCode::conflict && error.reference == kReplan;
}

Result<OrderRecord> store_order(
    Tx& tx,
    const PreparedOrder& prepared,
    OrderDecision decision,
    Prohibited prohibited,
    const WordsTools& tools,
    const StillWanted& still_wanted
) {
    Rows number = departures::ask_snapshot_number(tx, prepared.tenant);
    Rows cancelled = orders::ask_early_cancellation(tx, reference_of(prepared));
    if (!still_wanted()) {
        return fail(ErrorCode::conflict, "it is not wanted any more");
    }
    if (!decision.prohibited.empty() && prohibited == Prohibited::refuse) {
        return fail_fields(std::move(decision.prohibited));
    }
    if (const auto early = early_cancellation(std::move(cancelled), tx, prepared)) {
        cancel_at_birth(decision, prepared);
        const std::string words = open_early_words(
            tx, *early, prepared.tenant, prepared.order.external_id, tools.keyring
        );
        if (auto kept = keep_words(decision.record, prepared, words, tools.vault); !kept) {
            return Failure{std::move(kept).error()};
        }
    }
    const bool planned = !decision.fulfillments.empty();
    const std::int64_t current = departures::read_snapshot_number(std::move(number));
    if (planned && current != decision.ground_number) {
        return replan();
    }
    // Before the order's row, which keeps the number of its last event.
    if (auto booked = book_order_receivable(tx, prepared, decision); !booked) {
        return Failure{std::move(booked).error()};
    }
    if (prepared.was_awaited) {
        const auto version = orders::remove_awaited(tx, prepared.tenant, prepared.id);
        if (!version) {
            return fail(ErrorCode::conflict, "the order changed meanwhile; try again");
        }
        decision.record.version = *version + 1;
    }
    Rows order = orders::ask_insert(tx, decision.record);
    ClaimsAsked claims = ask_claims(tx, decision);
    const ByteView person_key = prepared.sealed.wrapped_key;
    if (!orders::finish_insert(std::move(order), tx, decision.record, person_key)) {
        return already_exists(tx, decision.record);
    }
    if (const auto pushed = pushed_as(prepared)) {
        orders::note_connection(tx, *pushed, decision.record.id);
    }
    if (!are_granted(std::move(claims), decision)) {
        return replan();
    }
    fulfillments::insert(tx, decision.fulfillments);
    journal::append(tx, decision.events);
    return std::move(decision.record);
}

namespace detail {

PlaceOrder place_decided(
    Services& services,
    std::shared_ptr<const PreparedOrder> prepared,
    std::shared_ptr<const OrderDecision> decision,
    Prohibited prohibited
) {
    const WordsTools words{services.vault, services.keyring};
    return [words, prepared = std::move(prepared), decision = std::move(decision), prohibited](
               Tx& tx, const StillWanted& still_wanted
           ) { return store_order(tx, *prepared, *decision, prohibited, words, still_wanted); };
}

PlaceOrder place_inside(
    Services& services, std::shared_ptr<const PreparedOrder> prepared, Prohibited prohibited
) {
    return [&services,
            prepared = std::move(prepared),
            prohibited](Tx& tx, const StillWanted& still_wanted) {
        const OrderView view = read_order_view(
            tx,
            prepared->tenant,
            prepared->seller,
            prepared->order,
            services.snapshots,
            prepared->now
        );
        const DecisionTools tools{services.catalogue, services.planners};
        const WordsTools words{services.vault, services.keyring};
        return store_order(
            tx, *prepared, decide_order(*prepared, view, tools), prohibited, words, still_wanted
        );
    };
}

platform::task<Result<std::shared_ptr<const OrderDecision>>>
decide_outside(Services& services, std::shared_ptr<const PreparedOrder> prepared, Tick deadline) {
    auto unit = [&services, prepared](Tx& tx) -> Result<OrderView> {
        return read_order_view(
            tx,
            prepared->tenant,
            prepared->seller,
            prepared->order,
            services.snapshots,
            prepared->now
        );
    };
    const auto view = co_await platform::read(
        services.store, Reach::of(prepared->tenant), std::move(unit), deadline
    );
    if (!view) {
        co_return Failure{view.error()};
    }
    const DecisionTools tools{services.catalogue, services.planners};
    co_return std::make_shared<const OrderDecision>(decide_order(*prepared, *view, tools));
}

} // namespace detail
} // namespace route9::gateway
