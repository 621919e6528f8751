// SPDX-License-Identifier: Apache-2.0
// Returns as the store keeps them: one for each parcel (beside cancelled ones), with the pieces
// that were in it. What may follow what is decided in fulfillment/return_case.hpp. `version` is the
// ETag. Nothing here is personal: whose parcel it was stands in the order. Called inside a unit of
// work.
#pragma once

#include "core/money.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/return_case.hpp"
#include "fulfillment/stock.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment {

struct ReturnLine {
    Sku sku;
    std::int64_t sent = 0; // in the parcel when it left
    GradedPieces pieces{};
};

struct ReturnDecision {
    ReturnAct way = ReturnAct::send_back; // or dispose
    std::string rule;                     // of fulfillment/return_terms.hpp; empty: all was given
    bool by_person = false;               // else by what it is worth
    ReturnCosts costs;
    Instant at{};
};

struct ReturnCase {
    TenantId tenant;
    ReturnId id;
    ParcelId parcel;
    OrderId order;
    PartyId seller;
    PartyId carrier; // in whose hands it was
    ReturnReason reason = ReturnReason::refused;
    ReturnState state = ReturnState::at_branch;
    std::string warehouse; // where it comes back to
    std::optional<Instant> hold_until{};
    std::string hold_rule{};                // the row that says so; empty: the carrier's word
    std::optional<DepartureId> departure{}; // the truck that brings it
    std::int64_t mass_g = 0;
    std::optional<ReturnDecision> decision{};
    std::optional<ReturnDues> dues{}; // absent until it is received or disposed of
    Instant opened_at{};
    std::optional<Instant> received_at{};
    std::optional<Instant> graded_at{};
    std::int64_t version = 1;
    std::vector<ReturnLine> lines{}; // by SKU, each once
    ReturnOpener opened_by = ReturnOpener::person;
    std::string opened_rule{
    }; // the row of delivery_attempts.csv or holding_days.csv that opened it
    std::optional<Instant> cancelled_at{};

    /// Nothing else is open for its parcel.
    bool stands() const noexcept { return state != ReturnState::cancelled; }
};

namespace returns {

/// False when the parcel has one that stands.
bool insert(Tx& tx, const ReturnCase& opened);
std::optional<ReturnCase> find(Tx& tx, const TenantId& tenant, const ReturnId& id);
/// The one that stands, else the one cancelled last.
std::optional<ReturnCase> of_parcel(Tx& tx, const TenantId& tenant, const ParcelId& parcel);

struct PageOf {
    std::optional<PartyId> seller;
    std::optional<ReturnState> state;
    std::optional<ReturnId> before; // exclusive
    int limit = 0;
};
/// Newest first.
std::vector<ReturnCase> page(Tx& tx, const TenantId& tenant, const PageOf& wanted);

/// Writes what may change, lines too, and version + 1. False when another version is stored.
bool update(Tx& tx, ReturnCase& changed);

/// When its carrier says that it tried to deliver the parcel in vain; the latest hundred.
std::vector<Instant> failed_tries(Tx& tx, const TenantId& tenant, const ParcelId& parcel);

/// Pieces that came back and are not to be sold yet: on hand and blocked, with an adjustment.
void take_blocked(Tx& tx, const StockAdjustment& adjustment);
/// Blocked pieces may be sold.
void unblock(Tx& tx, const StockAdjustment& adjustment);
/// Blocked pieces, which are of no lot, are written off, with an adjustment (`quantity` is
/// negative).
void write_off_blocked(Tx& tx, const StockAdjustment& adjustment);

} // namespace returns
} // namespace route9::fulfillment
