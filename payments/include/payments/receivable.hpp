// SPDX-License-Identifier: Apache-2.0
// Money that buyers, carriers and marketplaces owe: booked when it becomes due, moved to the
// carrier's account when it collects cash, settled by matched movements. Every step is a ledger
// entry. Until it is settled a seller's share is pending, afterwards payable.
// Called inside a unit of work; ids and `now` are values; amounts above zero.
#pragma once

#include "core/money.hpp"
#include "core/names.hpp"
#include "core/time.hpp"
#include "core/tx.hpp"
#include "payments/ledger.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::payments {

enum class ReceivableKind : std::uint8_t { qr, transfer, cod, marketplace };
enum class ReceivableState : std::uint8_t { open, partial, settled, cancelled };

std::string_view name(ReceivableKind kind) noexcept;
std::optional<ReceivableKind> parse_receivable_kind(std::string_view text) noexcept;
std::string_view name(ReceivableState state) noexcept;
std::optional<ReceivableState> parse_receivable_state(std::string_view text) noexcept;

struct Receivable {
    ReceivableId id;
    ReceivableKind kind = ReceivableKind::qr;
    PartyId seller;
    std::string reference; // payment code; parcel or order number for cod and marketplace
    Money amount;
    Money settled{};
    std::string custodian{}; // the carrier that holds the cash
    Money custody{};         // what it collected, settled or not
    Money direct{};          // of `settled`, what never was in the carrier's hands
    Day due{};
    std::string payer{};        // buyer, carrier or marketplace; empty when nobody is known
    std::string bank_account{}; // where the money is hoped for
    std::string order{};
    std::string parcel{};
    std::string end_to_end{};
    ReceivableState state = ReceivableState::open;
    std::optional<Instant> cancelled_at{};

    Money remaining() const;   // not settled
    Money held() const;        // collected, and still with the carrier
    Money uncollected() const; // neither paid nor collected
};

/// What a list of receivables is confined to; empty members confine nothing.
struct ReceivableFilter {
    PartyId seller{};
    std::optional<ReceivableState> state{};
    std::string order{};
};

struct CashCollected {
    EntryId entry; // made from the carrier's event: the same event books once
    ReceivableId receivable;
    PartyId carrier;
    Money amount;
    Instant at{};
};

namespace receivables {

/// Errors: validation_failed; already_exists (the reference names another receivable, its id in
/// `reference`). Then nothing of it is kept. The same receivable again changes nothing.
Result<PostOutcome> book(Tx& tx, const TenantId& tenant, const Receivable& receivable, Instant now);

/// Errors: state_forbids (no cash on delivery, cancelled, another carrier); validation_failed (more
/// than is neither paid nor collected, unlike currency).
Result<void> may_collect(const Receivable& receivable, const CashCollected& collected);
/// The carrier holds the buyer's cash now. Errors: not_found and those of may_collect.
Result<PostOutcome> collect(Tx& tx, const TenantId& tenant, const CashCollected& collected);

/// The carrier never had the cash that it holds by our books; the sum that is taken back.
/// Error: not_found.
Result<Money>
take_back_cash(Tx& tx, const TenantId& tenant, ReceivableId id, EntryId entry, Instant now);

/// Nobody will pay what is open; what is settled stays settled. Errors: not_found; state_forbids
/// (all of it is settled, or cash is in a carrier's hands). Cancelling twice changes nothing.
Result<void> cancel(Tx& tx, const TenantId& tenant, ReceivableId id, EntryId entry, Instant now);
/// It was cancelled by mistake: what was open is owed again. Nothing when it is not cancelled.
/// Error: not_found.
Result<void> reopen(Tx& tx, const TenantId& tenant, ReceivableId id, EntryId entry, Instant now);

/// Another owes it, by another day; nothing when cash of it has been collected.
void hand_to(Tx& tx, const TenantId& tenant, ReceivableId id, const std::string& payer, Day due);

std::optional<Receivable> find(Tx& tx, const TenantId& tenant, ReceivableId id);
std::optional<Receivable>
find_by_reference(Tx& tx, const TenantId& tenant, std::string_view reference);
std::vector<Receivable> of_order(Tx& tx, const TenantId& tenant, std::string_view order);
/// Newest first, before `before` (exclusive) when given.
std::vector<Receivable> page(
    Tx& tx,
    const TenantId& tenant,
    const ReceivableFilter& filter,
    const std::optional<ReceivableId>& before,
    int limit
);

/// What settling `part` does to the books beside the bank's side: takes it from whoever owed it
/// and makes the seller's share payable. Balanced against −part. For reconcile.hpp.
std::vector<Posting> settlement_postings(const Receivable& receivable, Money part);
/// Stores the new settled amount and state. Precondition: part fits what is open.
void record_settlement(Tx& tx, const TenantId& tenant, const Receivable& receivable, Money part);

} // namespace receivables
} // namespace route9::payments
