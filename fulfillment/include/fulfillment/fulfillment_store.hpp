// SPDX-License-Identifier: Apache-2.0
// Fulfillments: one parcel's work at one warehouse, with the confirmed plan (compact JSON of ids)
// and the assessment of both countries. What a fulfillment holds (stock, room on a departure) is
// given back when it is cancelled or planned anew.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/load.hpp"
#include "fulfillment/replanning.hpp"
#include "fulfillment/stock.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

/// `held` keeps its stock while something outside is in the way (a closed gate, a full truck).
enum class FulfillmentStatus : std::uint8_t { planned, held, packed, cancelled };

std::string_view name(FulfillmentStatus status) noexcept;
std::optional<FulfillmentStatus> parse_fulfillment_status(std::string_view text) noexcept;

struct FulfillmentLine {
    Sku sku;
    std::int64_t quantity = 0;

    friend bool operator==(const FulfillmentLine&, const FulfillmentLine&) = default;
};

struct Fulfillment {
    TenantId tenant;
    FulfillmentId id;
    OrderId order;
    PartyId seller;
    std::string warehouse;
    std::string gate; // empty = crosses none
    std::optional<DepartureId> departure;
    PartyId carrier; // empty = not chosen yet
    FulfillmentStatus status = FulfillmentStatus::planned;
    std::int64_t plan_version = 1;
    std::int64_t snapshot = 0;
    std::vector<FulfillmentLine> lines;
    std::int64_t mass_g = 0;
    std::optional<Instant> eta; // at the destination hub; absent while held
    std::string plan;           // path, cost, km, grams, chosen and rejected options
    std::string assessment;     // both sides, line by line, with rule ids
    PlanCause plan_reason = PlanCause::placed;
    std::optional<Instant> promised{}; // the eta last told; absent: the first one
    Instant settled_until{};           // it rests until then, see replanning.hpp
    std::int64_t volume_cm3 = 0;       // of what its products say
    bool cold = false;                 // some of it must be kept cold
};

/// What it holds of its warehouse's stock, each SKU once.
std::vector<StockClaim> claims_of(const Fulfillment& fulfillment);
/// What it takes of its truck.
Load load_of(const Fulfillment& fulfillment) noexcept;

namespace fulfillments {

void insert(Tx& tx, std::span<const Fulfillment> fulfillments);
std::optional<Fulfillment> find(Tx& tx, const TenantId& tenant, const FulfillmentId& id);
/// Planned or held work with a place on the departure, at most `limit`.
std::vector<Fulfillment>
not_packed_for(Tx& tx, const TenantId& tenant, const DepartureId& departure, int limit);
/// Work on the departure that crosses the border by another gate, at most `limit`.
std::vector<Fulfillment> by_other_gate(
    Tx& tx, const TenantId& tenant, const DepartureId& departure, const std::string& gate, int limit
);
std::vector<Fulfillment> of_order(Tx& tx, const TenantId& tenant, const OrderId& order);
/// Oldest first after `after`; one warehouse's and one seller's when given.
struct PageOf {
    std::optional<PartyId> seller;
    std::optional<FulfillmentStatus> status;
    std::optional<std::string> warehouse;
    FulfillmentId after;
    int limit = 0;
};
std::vector<Fulfillment> page(Tx& tx, const TenantId& tenant, const PageOf& wanted);
/// False when the status has changed meanwhile.
bool change_status(
    Tx& tx, const Fulfillment& fulfillment, FulfillmentStatus from, FulfillmentStatus to
);
/// Writes status, gate, departure, carrier and mass. False when it is not `from` any more.
bool update(Tx& tx, const Fulfillment& fulfillment, FulfillmentStatus from);

/// Writes what a new plan decides: status, gate, departure, carrier, eta, plan, plan_version,
/// snapshot, plan_reason, promised and settled_until. False when its plan_version is not
/// `from_version` any more, or its status not `from`.
bool replan(
    Tx& tx, const Fulfillment& fulfillment, FulfillmentStatus from, std::int64_t from_version
);

} // namespace fulfillments
} // namespace route9::fulfillment
