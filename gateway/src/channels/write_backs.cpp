// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/write_backs.hpp"

#include "adapters/marketplaces/shop_api.hpp"
#include "core/json.hpp"
#include "fulfillment/order_store.hpp"

#include <algorithm>
#include <optional>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::WriteAction;

constexpr Statement kReader{
    "write_back.reader", "SELECT position FROM write_back_reader WHERE one = 1"
};
/// By what it was, so that two processes do not both go on from there.
constexpr Statement kMoveReader{
    "write_back.move_reader",
    "UPDATE write_back_reader SET position = $2 WHERE one = 1 AND position = $1"
};
constexpr Statement kEnd{
    "write_back.end", "SELECT MAX(position) FROM journal WHERE position > $1 AND position <= $2"
};
constexpr Statement kJournal{
    "write_back.journal",
    "SELECT tenant_id, type, subject, at, data FROM journal"
    " WHERE position > $1 AND position <= $2"
    " AND type IN ('order.routed', 'parcel.packed', 'order.handed_over', 'order.cancelled',"
    " 'parcel.status_changed') ORDER BY position"
};
constexpr Statement kDue{
    "write_back.due",
    "SELECT 1 FROM write_back WHERE state = 'waiting' AND leased_until <= $1 LIMIT 1"
};
/// Every place where the order is known, and whether somebody has authorised us there.
constexpr Statement kPlaces{
    "write_back.places",
    "SELECT o.connection_id, o.external_id, c.platform, a.connection_id"
    " FROM order_connection o JOIN connection c"
    " ON c.tenant_id = o.tenant_id AND c.connection_id = o.connection_id"
    " LEFT JOIN connection_access a"
    " ON a.tenant_id = o.tenant_id AND a.connection_id = o.connection_id"
    " WHERE o.tenant_id = $1 AND o.order_id = $2"
};
constexpr Statement kInsert{
    "write_back.insert",
    "INSERT INTO write_back (tenant_id, connection_id, external_id, action, tracking, order_id,"
    " state, result, attempt, leased_until, happened_at)"
    " VALUES ($1, $2, $3, $4, $5, $6, $7, '', 0, 0, $8) ON CONFLICT DO NOTHING"
};
/// Of the other steps at a place.
constexpr Statement kSteps{
    "write_back.steps",
    "SELECT action, state FROM write_back"
    " WHERE tenant_id = $1 AND connection_id = $2 AND external_id = $3"
};
constexpr Statement kNext{
    "write_back.next",
    "UPDATE write_back SET state = 'waiting', leased_until = 0"
    " WHERE tenant_id = $1 AND connection_id = $2 AND external_id = $3 AND action = $4"
    " AND state = 'behind'"
};
constexpr Statement kMoot{
    "write_back.moot",
    "UPDATE write_back SET state = 'moot', leased_until = 0"
    " WHERE tenant_id = $1 AND connection_id = $2 AND external_id = $3 AND action = $4"
    " AND state = 'refused'"
};
/// An attempt that is under way ends without a word here: its lease is gone.
constexpr Statement kMootAll{
    "write_back.moot_all",
    "UPDATE write_back SET state = 'moot', leased_until = 0"
    " WHERE tenant_id = $1 AND order_id = $2 AND action <> 'cancelled'"
    " AND state IN ('behind', 'waiting', 'refused')"
};
#define ROUTE9_CLAIM_WRITES(lock)                                                                  \
    "UPDATE write_back SET attempt = attempt + 1, leased_until = $2"                               \
    " WHERE (tenant_id, connection_id, external_id, action) IN"                                    \
    " (SELECT tenant_id, connection_id, external_id, action FROM write_back"                       \
    " WHERE state = 'waiting' AND leased_until <= $1 ORDER BY leased_until LIMIT $3" lock ")"      \
    " RETURNING tenant_id, connection_id, external_id, action, tracking, order_id, attempt"

constexpr Statement kClaim{"write_back.claim", ROUTE9_CLAIM_WRITES("")};
constexpr Statement kClaimUnlocked{
    "write_back.claim", ROUTE9_CLAIM_WRITES(" FOR UPDATE SKIP LOCKED")
};

#undef ROUTE9_CLAIM_WRITES

#define ROUTE9_THIS_WRITE                                                                          \
    " WHERE tenant_id = $1 AND connection_id = $2 AND external_id = $3 AND action = $4"            \
    " AND leased_until = $5"

constexpr Statement kFinish{
    "write_back.finish",
    "UPDATE write_back SET state = $6, result = $7, leased_until = 0" ROUTE9_THIS_WRITE
};
constexpr Statement kPutBack{
    "write_back.put_back",
    "UPDATE write_back SET leased_until = $6, attempt = $7, result = $8" ROUTE9_THIS_WRITE
};

#undef ROUTE9_THIS_WRITE

constexpr Statement kOfOrder{
    "write_back.of_order",
    "SELECT connection_id, action, state, result, happened_at FROM write_back"
    " WHERE tenant_id = $1 AND order_id = $2 ORDER BY happened_at, connection_id, action"
};
constexpr Statement kVoidLeases{
    "write_back.void_leases", "UPDATE write_back SET leased_until = 0 WHERE state = 'waiting'"
};

/// What is kept of an action beside its name: the parcel's code, or this of a cancellation.
constexpr std::string_view kOutOfStock = "out_of_stock";

/// Shown as what it is to whoever reads the order: not told yet.
constexpr std::string_view kBehind = "behind";
constexpr std::string_view kWaiting = "waiting";

/// Where an order is told of.
struct Place {
    ConnectionId connection;
    std::string external_id;
};

/// Those whose row names the action: nobody else is told of it.
std::vector<Place> places_of(Tx& tx, const ToTell& told, const adapters::ProfileTable& profiles) {
    std::vector<Place> places;
    Rows rows = tx.query(kPlaces, told.tenant, told.order);
    while (rows.next()) {
        const Row row = rows.row();
        const auto platform = row.get<std::string>(2);
        const auto* api = adapters::find_shop_api(platform);
        const bool needs_leave = api != nullptr && api->is_pushed;
        const bool has_leave = row.get<std::optional<ConnectionId>>(3).has_value();
        const auto* profile = profiles.find(platform);
        const bool is_told = profile != nullptr && profile->tells.contains(told.action);
        if (is_told && (has_leave || !needs_leave)) {
            places.push_back({row.get<ConnectionId>(0), row.get<std::string>(1)});
        }
    }
    return places;
}

/// What an entry means for a marketplace.
std::optional<WriteAction> told_by(std::string_view type, const Json& data) {
    if (type == "order.routed") {
        return WriteAction::accepted;
    }
    if (type == "parcel.packed") {
        return WriteAction::packed;
    }
    if (type == "order.handed_over") {
        return WriteAction::shipped;
    }
    if (type == "order.cancelled") {
        return WriteAction::cancelled;
    }
    const std::string status = data.value("status", "");
    if (status == "delivered") {
        return WriteAction::delivered;
    }
    return status == "delivery_failed" ? std::optional{WriteAction::delivery_failed} : std::nullopt;
}

std::string detail_of(WriteAction action, const Json& data) {
    return action == WriteAction::packed      ? data.value("code", "")
           : action == WriteAction::cancelled ? data.value("why", "")
                                              : std::string{};
}

struct Step {
    WriteAction action = WriteAction::packed;
    std::string state;
};

std::vector<Step> steps_at(
    Tx& tx, const TenantId& tenant, const ConnectionId& connection, const std::string& external_id
) {
    std::vector<Step> steps;
    Rows rows = tx.query(kSteps, tenant, connection, external_id);
    while (rows.next()) {
        const Row row = rows.row();
        if (const auto action = adapters::parse_write_action(row.get<std::string_view>(0))) {
            steps.push_back({*action, row.get<std::string>(1)});
        }
    }
    return steps;
}

/// A step does not overtake one that is not told yet. A cancellation waits for nothing: it has made
/// the others needless.
std::string_view first_state(Tx& tx, const ToTell& told, const Place& place) {
    const auto steps = steps_at(tx, told.tenant, place.connection, place.external_id);
    const bool is_behind = std::ranges::any_of(steps, [](const Step& step) {
        return step.state == kWaiting || step.state == kBehind;
    });
    return is_behind && told.action != WriteAction::cancelled ? kBehind : kWaiting;
}

/// What a step that was told makes needless of those before it. That a delivery was told says
/// nothing of how the order was packed: many platforms learn the last mile by themselves.
bool makes_moot(WriteAction told, WriteAction earlier) {
    if (told == WriteAction::delivered) {
        return earlier == WriteAction::delivery_failed;
    }
    return told != WriteAction::delivery_failed && earlier < told;
}

/// The first that waited for this one may be told now, and an earlier refusal may not matter any
/// more.
void go_on(Tx& tx, const WriteBackRow& row, bool is_done) {
    std::optional<WriteAction> next;
    for (const Step& step : steps_at(tx, row.tenant, row.connection, row.what.external_id)) {
        if (step.state == kBehind) {
            next = std::min(next.value_or(step.action), step.action);
        } else if (is_done && makes_moot(row.what.action, step.action)) {
            tx.execute(kMoot, row.tenant, row.connection, row.what.external_id, name(step.action));
        }
    }
    if (next) {
        tx.execute(kNext, row.tenant, row.connection, row.what.external_id, name(*next));
    }
}

void note(Tx& tx, const ToTell& told, const adapters::ProfileTable& profiles) {
    if (told.action == WriteAction::cancelled) {
        tx.execute(kMootAll, told.tenant, told.order);
        if (told.by_source) {
            return;
        }
    }
    if (told.action == WriteAction::delivered) {
        const auto record = fulfillment::orders::find(tx, told.tenant, told.order);
        if (!record || record->status != fulfillment::OrderStatus::delivered) {
            return; // other parcels of it are still on their way
        }
    }
    for (const Place& place : places_of(tx, told, profiles)) {
        tx.execute(
            kInsert,
            told.tenant,
            place.connection,
            place.external_id,
            name(told.action),
            told.detail,
            told.order,
            first_state(tx, told, place),
            told.at
        );
    }
}

} // namespace

namespace write_backs {

JournalNews look(Tx& tx, std::int64_t entries) {
    JournalNews news;
    {
        Rows rows = tx.query(kReader);
        news.from = rows.next() ? rows.row().get<std::int64_t>(0) : 0;
    }
    {
        Rows rows = tx.query(kEnd, news.from, news.from + entries);
        const bool is_any = rows.next();
        const auto end = is_any ? rows.row().get<std::optional<std::int64_t>>(0) : std::nullopt;
        news.reached = end.value_or(news.from);
    }
    Rows rows = tx.query(kJournal, news.from, news.reached);
    while (rows.next()) {
        const Row row = rows.row();
        const Json data = Json::parse(row.get<std::string_view>(4));
        const auto order = OrderId::parse(row.get<std::string>(2));
        const auto action = told_by(row.get<std::string_view>(1), data);
        if (order && action) {
            news.to_tell.push_back({
                .tenant = row.get<TenantId>(0),
                .order = *order,
                .action = *action,
                .detail = detail_of(*action, data),
                .by_source = *action == WriteAction::cancelled && data.value("by", "") == "source",
                .at = row.get<Instant>(3),
            });
        }
    }
    return news;
}

bool take(Tx& tx, const JournalNews& news, const adapters::ProfileTable& profiles) {
    if (tx.execute(kMoveReader, news.from, news.reached) == 0) {
        return false;
    }
    for (const ToTell& told : news.to_tell) {
        note(tx, told, profiles);
    }
    return true;
}

bool is_due(Tx& tx, std::int64_t now_ms) {
    return tx.query(kDue, now_ms).next();
}

std::vector<WriteBackRow>
claim(Tx& tx, std::int64_t now_ms, std::int64_t lease_until_ms, int limit) {
    std::vector<WriteBackRow> claimed;
    const Statement& statement = tx.engine() == Engine::sqlite ? kClaim : kClaimUnlocked;
    Rows rows = tx.query(statement, now_ms, lease_until_ms, limit);
    while (rows.next()) {
        const Row row = rows.row();
        WriteBackRow write;
        write.tenant = row.get<TenantId>(0);
        write.connection = row.get<ConnectionId>(1);
        write.what.external_id = row.get<std::string>(2);
        write.what.action = adapters::parse_write_action(row.get<std::string_view>(3))
                                .value_or(WriteAction::packed);
        const auto detail = row.get<std::string>(4);
        write.what.is_out_of_stock = detail == kOutOfStock;
        write.what.tracking = write.what.action == WriteAction::packed ? detail : "";
        write.order = row.get<OrderId>(5);
        write.attempt = row.get<std::int64_t>(6);
        write.lease = lease_until_ms;
        claimed.push_back(std::move(write));
    }
    return claimed;
}

bool finish(Tx& tx, const WriteBackRow& row, std::string_view state, std::string_view result) {
    const bool is_ours = tx.execute(
                             kFinish,
                             row.tenant,
                             row.connection,
                             row.what.external_id,
                             name(row.what.action),
                             row.lease,
                             state,
                             result
                         ) == 1;
    if (is_ours) {
        go_on(tx, row, state == "done");
    }
    return is_ours;
}

bool put_back(Tx& tx, const WriteBackRow& row, std::int64_t until_ms, std::string_view result) {
    return tx.execute(
               kPutBack,
               row.tenant,
               row.connection,
               row.what.external_id,
               name(row.what.action),
               row.lease,
               until_ms,
               row.attempt,
               result
           ) == 1;
}

std::vector<WriteBackResult> of_order(Tx& tx, const TenantId& tenant, const OrderId& order) {
    std::vector<WriteBackResult> results;
    Rows rows = tx.query(kOfOrder, tenant, order);
    while (rows.next()) {
        const Row row = rows.row();
        const auto state = row.get<std::string>(2);
        results.push_back(
            {row.get<ConnectionId>(0),
             row.get<std::string>(1),
             state == kBehind ? std::string{kWaiting} : state,
             row.get<std::string>(3),
             row.get<Instant>(4)}
        );
    }
    return results;
}

void void_leases(Tx& tx) {
    tx.execute(kVoidLeases);
}

} // namespace write_backs
} // namespace route9::gateway
