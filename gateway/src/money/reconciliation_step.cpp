// SPDX-License-Identifier: Apache-2.0
#include "gateway/money/reconciliation_step.hpp"

#include "core/assert.hpp"
#include "core/crypto.hpp"
#include "core/journal.hpp"
#include "core/limits.hpp"
#include "fulfillment/order_store.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/views/money_json.hpp"
#include "payments/receivable.hpp"
#include "payments/reconciliation_run.hpp"

#include <algorithm>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using payments::AppliedMatch;
using payments::OpenItem;
using payments::ReconcileResult;
using payments::ResolvedItem;

/// The same event gets the same id when the unit runs again. It keeps the time of `at`.
EventId event_id(Instant at, std::string_view type, std::string_view about) {
    const std::string text = std::string{type} + "\n" + std::string{about};
    const Digest256 digest = sha256(as_byte_view(text));
    IdBytes bytes{};
    auto ms = static_cast<std::uint64_t>(at.time_since_epoch().count());
    constexpr std::size_t time_bytes = 6;
    for (std::size_t i = time_bytes; i-- > 0; ms >>= 8U) {
        bytes.at(i) = static_cast<std::byte>(ms & 0xFFU);
    }
    std::copy_n(digest.begin(), bytes.size() - time_bytes, bytes.begin() + time_bytes);
    return EventId{bytes};
}

class Teller {
public:
    Teller(Tx& tx, const TenantId& tenant, Instant now) : tx_(tx), tenant_(tenant), now_(now) {}

    void tell(const AppliedMatch& applied);
    void tell(const OpenItem& item);
    void tell(const ResolvedItem& item);

private:
    void tell_paid(const AppliedMatch& applied, const payments::Share& share);
    void tell_of_item(std::string_view type, const std::string& subject, const Json& data);
    void append(const Event& event) { journal::append(tx_, std::span{&event, 1}); }

    Tx& tx_;
    const TenantId& tenant_;
    Instant now_;
};

/// A return or reversal settles nothing; its open item tells of it.
void Teller::tell(const AppliedMatch& applied) {
    if (applied.match.kind != payments::MatchKind::allocation) {
        return;
    }
    for (const payments::Share& share : applied.match.expected) {
        tell_paid(applied, share);
    }
}

/// An order's receivable speaks in the order's own sequence, which must have no gap; any other one
/// in a sequence of its own.
void Teller::tell_paid(const AppliedMatch& applied, const payments::Share& share) {
    constexpr std::string_view type = "payment.matched";
    const auto id = ReceivableId::parse(share.id).value();
    const auto receivable = payments::receivables::find(tx_, tenant_, id);
    ROUTE9_ASSERT(receivable.has_value());
    Json data{
        {"match", applied.id.text()},
        {"rule", std::string{name(applied.match.rule)}},
        {"receivable", share.id},
        {"reference", receivable->reference},
        {"amount", money_json(share.amount)},
        {"remaining", money_json(receivable->remaining())},
        {"state", std::string{name(receivable->state)}},
    };
    const EventId event = event_id(now_, type, applied.id.text() + "\n" + share.id);
    if (const auto order_id = OrderId::parse(receivable->order)) {
        if (auto order = fulfillment::orders::find(tx_, tenant_, *order_id)) {
            append(order_event(*order, event, std::string{type}, now_, std::move(data)));
            const bool updated = fulfillment::orders::update(tx_, *order);
            ROUTE9_ASSERT(updated);
            return;
        }
    }
    append(
        {.id = event,
         .tenant = tenant_,
         .seller = receivable->seller,
         .carrier = {},
         .type = std::string{type},
         .subject = share.id,
         .sequence = journal::last_sequence(tx_, tenant_, share.id) + 1,
         .at = now_,
         .data = data.dump()}
    );
}

void Teller::tell(const OpenItem& item) {
    Json data{{"open_item", item.id.text()}, {"code", item.code}};
    if (item.amount) {
        data["amount"] = money_json(*item.amount);
    }
    if (item.receivable) {
        data["receivable"] = item.receivable->text();
    }
    tell_of_item("open_item.created", item.id.text(), data);
}

void Teller::tell(const ResolvedItem& item) {
    Json data{{"open_item", item.id.text()}, {"code", item.code}, {"resolution", item.resolution}};
    if (item.match) {
        data["match"] = item.match->text();
    }
    tell_of_item("open_item.resolved", item.id.text(), data);
}

void Teller::tell_of_item(std::string_view type, const std::string& subject, const Json& data) {
    append(
        {.id = event_id(now_, type, subject),
         .tenant = tenant_,
         .seller = {},
         .carrier = {},
         .type = std::string{type},
         .subject = subject,
         .sequence = journal::last_sequence(tx_, tenant_, subject) + 1,
         .at = now_,
         .data = data.dump()}
    );
}

StepResult tell_all(Tx& tx, const TenantId& tenant, const ReconcileResult& result, Instant now) {
    Teller teller{tx, tenant, now};
    for (const AppliedMatch& match : result.matches) {
        teller.tell(match);
    }
    for (const OpenItem& item : result.open_items) {
        teller.tell(item);
    }
    for (const ResolvedItem& item : result.resolved) {
        teller.tell(item);
    }
    return {
        .movements = result.movements,
        .matched = result.matches.size(),
        .opened = result.open_items.size(),
    };
}

} // namespace

Result<StepResult> reconciliation_step(
    Tx& tx,
    const TenantId& tenant,
    const payments::MovementKeys& keys,
    const RunId& run,
    Instant now
) {
    const auto result = payments::reconcile_next(tx, tenant, keys, now);
    if (!result) {
        return Failure{result.error()};
    }
    if (result->movements > 0) {
        payments::runs::add(tx, tenant, run, *result);
    }
    return tell_all(tx, tenant, *result, now);
}

Result<StepResult> retry_step(
    Tx& tx,
    const TenantId& tenant,
    const payments::MovementKeys& keys,
    const MovementId& movement,
    Instant now
) {
    const auto result = payments::reconcile_again(tx, tenant, keys, movement, now);
    if (!result) {
        return Failure{result.error()};
    }
    if (result->movements > 0) {
        if (const auto run = payments::runs::of_movement(tx, tenant, movement)) {
            payments::runs::add(tx, tenant, *run, *result);
        }
    }
    return tell_all(tx, tenant, *result, now);
}

} // namespace route9::gateway
