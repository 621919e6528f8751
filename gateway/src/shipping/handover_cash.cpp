// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/handover_cash.hpp"

#include "core/assert.hpp"
#include "core/crypto.hpp"
#include "gateway/money/retry_waiting.hpp"
#include "gateway/orders/receivable_news.hpp"
#include "payments/awaited_references.hpp"
#include "payments/receivable.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace route9::gateway {
namespace {

using fulfillment::Parcel;
using payments::Receivable;
using payments::ReceivableState;

Day due_after(Instant at) {
    return Day{std::chrono::sys_days{corridor_day(at)} + std::chrono::days{1}};
}

Receivable receivable_of(const Parcel& parcel, ReceivableId id, Instant at) {
    Receivable receivable;
    receivable.id = id;
    receivable.kind = payments::ReceivableKind::cod;
    receivable.seller = parcel.seller;
    receivable.reference = parcel.code;
    receivable.amount = *parcel.cod;
    receivable.settled = Money::zero(parcel.cod->currency());
    receivable.custody = Money::zero(parcel.cod->currency());
    receivable.due = due_after(at);
    receivable.payer = parcel.carrier.text();
    receivable.order = parcel.order.text();
    receivable.parcel = parcel.id.text();
    return receivable;
}

/// The same act on the same version of the parcel moves the books once.
EntryId entry_of(std::string_view act, const Parcel& parcel) {
    const std::string text =
        std::string{act} + "|" + parcel.id.text() + "|" + std::to_string(parcel.version);
    const Digest256 digest = sha256(as_byte_view(text));
    IdBytes bytes{};
    std::copy_n(digest.begin(), bytes.size(), bytes.begin());
    return EntryId{bytes};
}

std::optional<Receivable> owed_before(Tx& tx, const TenantId& tenant, const Parcel& parcel) {
    auto owed = payments::receivables::find_by_reference(tx, tenant, parcel.code);
    const bool is_its =
        owed && owed->kind == payments::ReceivableKind::cod && owed->parcel == parcel.id.text();
    return is_its ? std::move(owed) : std::nullopt;
}

} // namespace

void HandoverCash::book(const Parcel& parcel, const Secret& index_key) const {
    if (!parcel.cod) {
        return;
    }
    const Receivable fresh = receivable_of(parcel, ReceivableId::make(at, ids), at);
    const auto booked = payments::receivables::book(tx, tenant, fresh, at);
    auto owed = booked ? std::nullopt : owed_before(tx, tenant, parcel);
    if (!booked && !owed) {
        touched.tell(
            parcel.order,
            "alert.cash_refused",
            Json{{"parcel", parcel.id.text()}, {"why", booked.error().detail}}
        );
        return;
    }
    if (owed) {
        payments::receivables::hand_to(tx, tenant, owed->id, fresh.payer, fresh.due);
        if (owed->state != ReceivableState::cancelled) {
            return; // paid in part before the parcel was taken off
        }
        const auto reopened = payments::receivables::reopen(
            tx, tenant, owed->id, entry_of("cash owed again", parcel), at
        );
        ROUTE9_ASSERT(reopened.has_value());
    }
    // The label has told the code since the parcel was packed: it may have been paid by now.
    const auto reference = payments::reference_index(index_key, parcel.code);
    retry_waiting(tx, tenant, reference, ids, at);
    Json news = receivable_news(owed ? *owed : fresh);
    if (owed) {
        news["why"] = "loaded_again";
    }
    touched.tell(parcel.order, owed ? "receivable.reopened" : "receivable.booked", std::move(news));
}

void HandoverCash::take_back(const Parcel& parcel) const {
    const auto owed = parcel.cod ? owed_before(tx, tenant, parcel) : std::nullopt;
    if (!owed || owed->state == ReceivableState::cancelled || !owed->settled.is_zero() ||
        !owed->custody.is_zero()) {
        return;
    }
    const auto cancelled = payments::receivables::cancel(
        tx, tenant, owed->id, entry_of("cash left behind", parcel), at
    );
    ROUTE9_ASSERT(cancelled.has_value());
    Json news = receivable_news(*owed);
    news["why"] = "left_behind";
    touched.tell(parcel.order, "receivable.cancelled", std::move(news));
}

} // namespace route9::gateway
