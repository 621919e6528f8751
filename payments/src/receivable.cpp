// SPDX-License-Identifier: Apache-2.0
#include "payments/receivable.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"
#include "core/text.hpp"
#include "receivable_statements.hpp"

#include <algorithm>
#include <utility>

namespace route9::payments {
namespace {

constexpr std::size_t kTextMax = 120;

std::int64_t day_number(Day day) {
    return std::chrono::sys_days{day}.time_since_epoch().count();
}

Money difference(Money left, Money right) {
    const auto rest = left.minus(right);
    ROUTE9_ASSERT(rest.has_value());
    return *rest;
}

Account pending_of(const Receivable& receivable) {
    return {AccountKind::seller_pending, receivable.seller.text()};
}

/// Who owes it before any cash was collected.
Account debtor_of(const Receivable& receivable) {
    if (receivable.kind == ReceivableKind::marketplace) {
        return {AccountKind::receivable, receivable.payer};
    }
    return {AccountKind::clearing, std::string{name(receivable.kind)}};
}

Result<void> check(const Receivable& receivable) {
    FieldErrors errors;
    const auto need = [&](const std::string& text, const char* pointer) {
        if (text.empty() || text.size() > kTextMax) {
            errors.push_back({pointer, "out_of_range", "give 1 to 120 bytes of text"});
        }
    };
    need(receivable.seller.text(), "/seller");
    need(receivable.reference, "/reference");
    if (receivable.kind == ReceivableKind::marketplace) {
        need(receivable.payer, "/payer");
    }
    if (receivable.amount.is_zero() || receivable.amount.is_negative()) {
        errors.push_back({"/amount", "out_of_range", "give an amount above zero"});
    }
    if (!receivable.due.ok()) {
        errors.push_back({"/due", "malformed", "give a day like 2026-03-02"});
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return {};
}

bool same_claim(const Receivable& left, const Receivable& right) {
    return left.id == right.id && left.kind == right.kind && left.seller == right.seller &&
           left.reference == right.reference && left.amount == right.amount;
}

/// A ledger id that follows from the receivable's: booking has one entry of its own.
EntryId booking_entry(const ReceivableId& id) {
    return EntryId{id.bytes()};
}

/// The debtor owes `claim` more (less when it is negative), and the seller may hope for it.
Result<void>
post_claim(Tx& tx, const TenantId& tenant, const Receivable& receivable, Entry entry, Money claim) {
    entry.postings = {{debtor_of(receivable), claim}, {pending_of(receivable), claim.negated()}};
    auto posted = ledger::post(tx, tenant, entry);
    if (!posted) {
        return Failure{std::move(posted).error()};
    }
    return {};
}

std::optional<Receivable> first(Rows rows) {
    return rows.next() ? std::optional{read_receivable(rows.row())} : std::nullopt;
}

} // namespace

Money Receivable::remaining() const {
    return settled.is_zero() ? amount : difference(amount, settled);
}

Money Receivable::held() const {
    const std::int64_t paid_in = settled.minor() - direct.minor();
    return Money::of_minor(custody.minor() - paid_in, amount.currency());
}

Money Receivable::uncollected() const {
    const std::int64_t rest = amount.minor() - direct.minor() - custody.minor();
    return Money::of_minor(rest, amount.currency());
}

Receivable read_receivable(const Row& row) {
    const auto currency = row.get<Currency>(4);
    const auto money = [&](int column) {
        return Money::of_minor(row.get<std::int64_t>(column), currency);
    };
    Receivable receivable{
        .id = row.get<ReceivableId>(0),
        .kind = parse_receivable_kind(row.get<std::string_view>(1)).value(),
        .seller = row.get<PartyId>(2),
        .reference = row.get<std::string>(3),
        .amount = money(5),
        .settled = money(6),
        .custodian = row.get<std::string>(7),
        .custody = money(8),
        .direct = money(17),
        .due = Day{std::chrono::sys_days{std::chrono::days{row.get<std::int64_t>(9)}}},
        .payer = row.get<std::string>(10),
        .bank_account = row.get<std::string>(11),
        .order = row.get<std::string>(12),
        .parcel = row.get<std::string>(13),
        .end_to_end = row.get<std::string>(14),
        .state = parse_receivable_state(row.get<std::string_view>(15)).value(),
        .cancelled_at = row.get<std::optional<Instant>>(16),
    };
    return receivable;
}

namespace receivables {

Result<PostOutcome>
book(Tx& tx, const TenantId& tenant, const Receivable& receivable, Instant now) {
    if (auto sound = check(receivable); !sound) {
        return Failure{std::move(sound).error()};
    }
    const auto added = tx.execute(
        sql::receivable_add,
        tenant,
        receivable.id,
        name(receivable.kind),
        receivable.seller,
        receivable.reference,
        receivable.amount.currency(),
        receivable.amount.minor(),
        day_number(receivable.due),
        receivable.payer,
        receivable.bank_account,
        receivable.order,
        receivable.parcel,
        receivable.end_to_end,
        now,
        fold_memo(receivable.reference)
    );
    if (added == 0) {
        auto known = find(tx, tenant, receivable.id);
        if (!known) {
            known = find_by_reference(tx, tenant, receivable.reference);
        }
        ROUTE9_ASSERT(known.has_value());
        if (same_claim(*known, receivable)) {
            return PostOutcome::known;
        }
        return Failure{Error{
            .code = ErrorCode::already_exists,
            .detail = "another receivable has this id or reference",
            .reference = known->id.text(),
        }};
    }
    auto posted = ledger::post(
        tx,
        tenant,
        {.id = booking_entry(receivable.id),
         .at = now,
         .kind = "receivable",
         .reference = receivable.id.text(),
         .postings =
             {
                 {debtor_of(receivable), receivable.amount},
                 {pending_of(receivable), receivable.amount.negated()},
             }}
    );
    if (!posted) {
        tx.execute(sql::receivable_drop, tenant, receivable.id);
    }
    return posted;
}

Result<void> may_collect(const Receivable& receivable, const CashCollected& collected) {
    const bool other_carrier =
        !receivable.custodian.empty() && receivable.custodian != collected.carrier.text();
    if (receivable.kind != ReceivableKind::cod || receivable.state == ReceivableState::cancelled ||
        other_carrier) {
        return fail(
            ErrorCode::state_forbids,
            "cash is collected once, by one carrier, for an open cash-on-delivery receivable"
        );
    }
    if (collected.amount.currency() != receivable.amount.currency()) {
        return fail_field("/amount", "wrong_currency", "give it in the receivable's currency");
    }
    if (collected.amount.is_zero() || collected.amount.is_negative() ||
        collected.amount.minor() > receivable.uncollected().minor()) {
        return fail_field(
            "/amount", "out_of_range", "give more than zero and at most what is still to collect"
        );
    }
    return {};
}

Result<PostOutcome> collect(Tx& tx, const TenantId& tenant, const CashCollected& collected) {
    const auto& carrier = collected.carrier.text();
    if (carrier.empty() || carrier.size() > Account::owner_bytes_max) {
        return fail_field("/carrier", "out_of_range", "give 1 to 120 bytes of text");
    }
    const auto receivable = find(tx, tenant, collected.receivable);
    if (!receivable) {
        return fail(ErrorCode::not_found, "there is no such receivable");
    }
    const Entry entry{
        .id = collected.entry,
        .at = collected.at,
        .kind = "collection",
        .reference = collected.receivable.text(),
        .postings =
            {
                {{AccountKind::receivable, carrier}, collected.amount},
                {debtor_of(*receivable), collected.amount.negated()},
            }
    };
    if (ledger::knows(tx, tenant, entry)) {
        return PostOutcome::known;
    }
    if (auto allowed = may_collect(*receivable, collected); !allowed) {
        return Failure{std::move(allowed).error()};
    }
    const auto custody = receivable->custody.is_zero()
                             ? collected.amount
                             : receivable->custody.plus(collected.amount).value();
    tx.execute(sql::receivable_set_custody, tenant, collected.receivable, carrier, custody.minor());
    return ledger::post(tx, tenant, entry);
}

Result<Money>
take_back_cash(Tx& tx, const TenantId& tenant, ReceivableId id, EntryId entry, Instant now) {
    const auto receivable = find(tx, tenant, id);
    if (!receivable) {
        return fail(ErrorCode::not_found, "there is no such receivable");
    }
    const Money held = receivable->held();
    if (held.is_zero()) {
        return held;
    }
    const std::int64_t left = receivable->custody.minor() - held.minor();
    tx.execute(sql::receivable_set_custody, tenant, id, receivable->custodian, left);
    auto posted = ledger::post(
        tx,
        tenant,
        {.id = entry,
         .at = now,
         .kind = "collection_taken_back",
         .reference = id.text(),
         .postings =
             {
                 {debtor_of(*receivable), held},
                 {{AccountKind::receivable, receivable->custodian}, held.negated()},
             }}
    );
    if (!posted) {
        return Failure{std::move(posted).error()};
    }
    return held;
}

Result<void> cancel(Tx& tx, const TenantId& tenant, ReceivableId id, EntryId entry, Instant now) {
    const auto receivable = find(tx, tenant, id);
    if (!receivable) {
        return fail(ErrorCode::not_found, "there is no such receivable");
    }
    if (receivable->state == ReceivableState::cancelled) {
        return {};
    }
    if (receivable->state == ReceivableState::settled || !receivable->held().is_zero()) {
        return fail(ErrorCode::state_forbids, "it is paid or collected: refund it instead");
    }
    tx.execute(sql::receivable_cancel, tenant, id, now);
    return post_claim(
        tx,
        tenant,
        *receivable,
        {.id = entry, .at = now, .kind = "cancellation", .reference = id.text()},
        receivable->remaining().negated()
    );
}

void hand_to(Tx& tx, const TenantId& tenant, ReceivableId id, const std::string& payer, Day due) {
    tx.execute(sql::receivable_hand_to, tenant, id, payer, day_number(due));
}

Result<void> reopen(Tx& tx, const TenantId& tenant, ReceivableId id, EntryId entry, Instant now) {
    const auto receivable = find(tx, tenant, id);
    if (!receivable) {
        return fail(ErrorCode::not_found, "there is no such receivable");
    }
    if (receivable->state != ReceivableState::cancelled) {
        return {};
    }
    const auto state =
        receivable->settled.is_zero() ? ReceivableState::open : ReceivableState::partial;
    tx.execute(sql::receivable_reopen, tenant, id, name(state));
    return post_claim(
        tx,
        tenant,
        *receivable,
        {.id = entry, .at = now, .kind = "reopening", .reference = id.text()},
        receivable->remaining()
    );
}

std::optional<Receivable> find(Tx& tx, const TenantId& tenant, ReceivableId id) {
    return first(tx.query(sql::receivable_find, tenant, id));
}

std::optional<Receivable>
find_by_reference(Tx& tx, const TenantId& tenant, std::string_view reference) {
    return first(tx.query(sql::receivable_by_reference, tenant, reference));
}

std::vector<Receivable> of_order(Tx& tx, const TenantId& tenant, std::string_view order) {
    std::vector<Receivable> found;
    auto rows = tx.query(sql::receivable_of_order, tenant, order);
    while (rows.next()) {
        found.push_back(read_receivable(rows.row()));
    }
    return found;
}

std::vector<Posting> settlement_postings(const Receivable& receivable, Money part) {
    ROUTE9_ASSERT(receivable.state != ReceivableState::cancelled);
    const auto currency = part.currency();
    // Cash in the carrier's hands is settled first, then what is still on its way.
    const auto from_custody = std::min(receivable.held().minor(), part.minor());
    std::vector<Posting> postings;
    if (from_custody > 0) {
        postings.push_back(
            {{AccountKind::receivable, receivable.custodian},
             Money::of_minor(-from_custody, currency)}
        );
    }
    if (from_custody < part.minor()) {
        postings.push_back(
            {debtor_of(receivable), Money::of_minor(from_custody - part.minor(), currency)}
        );
    }
    postings.push_back({pending_of(receivable), part});
    postings.push_back({{AccountKind::seller_payable, receivable.seller.text()}, part.negated()});
    return postings;
}

void record_settlement(Tx& tx, const TenantId& tenant, const Receivable& receivable, Money part) {
    ROUTE9_ASSERT(!part.is_negative() && part.minor() <= receivable.remaining().minor());
    const auto settled = receivable.settled.minor() + part.minor();
    const auto state =
        settled == receivable.amount.minor() ? ReceivableState::settled : ReceivableState::partial;
    const auto past_carrier = std::max<std::int64_t>(0, part.minor() - receivable.held().minor());
    const auto direct = receivable.direct.minor() + past_carrier;
    tx.execute(sql::receivable_settle, tenant, receivable.id, settled, direct, name(state));
}

} // namespace receivables
} // namespace route9::payments
