// SPDX-License-Identifier: Apache-2.0
// Holds: pieces kept for somebody until a moment. They are reserved while the hold is active; then
// they leave (committed: sold elsewhere) or are free again (released, expired). A hold ends once:
// its state moves by conditional update in the transaction that moves the pieces.
#pragma once

#include "core/id.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/stock.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

struct HoldTag {
    static constexpr std::string_view prefix = "hld";
};
using HoldId = Id<HoldTag>;

// Nobody else needs these; docs/operations.md lists them with the others.
inline constexpr std::chrono::hours hold_age_max{24};
inline constexpr std::chrono::days ended_hold_age_max{35};
inline constexpr std::size_t hold_lines_max = 100;
inline constexpr std::int64_t holds_of_seller_max = 10'000; // active ones
inline constexpr int holds_per_unit_max = 16;

enum class HoldState : std::uint8_t { active, committed, released, expired };

std::string_view name(HoldState state) noexcept;
std::optional<HoldState> parse_hold_state(std::string_view text) noexcept;

struct StockHold {
    TenantId tenant;
    HoldId id;
    PartyId seller;
    std::string purpose; // the client's own words or number; may be empty
    HoldState state = HoldState::active;
    Instant created_at{};
    Instant expires_at{};
    std::optional<Instant> ended_at{};
    std::vector<StockClaim> lines{}; // by SKU and warehouse, each once
};

/// The same with each (sku, warehouse) once and in order: the pieces of equal ones are added up.
std::vector<StockClaim> counted_together(std::span<const StockClaim> claims);

namespace holds {

/// Reserves all lines or nothing. Holds of this seller that are due end first, some of them.
/// Errors: insufficient_stock, naming each line that is short; state_forbids (too many active).
Result<void> open(Tx& tx, const StockHold& hold);
std::optional<StockHold> find(Tx& tx, const TenantId& tenant, const HoldId& id);
/// Newest first, before `before` (exclusive) when given; sellers see their own.
struct PageOf {
    std::optional<PartyId> seller;
    std::optional<HoldState> state;
    std::optional<HoldId> before;
    int limit = 0;
};
std::vector<StockHold> page(Tx& tx, const TenantId& tenant, const PageOf& wanted);

/// The pieces leave, an adjustment each (`ids`, one a line). A committed one stays as it is.
/// Error: state_forbids when it was released or its time is over.
Result<StockHold> commit(Tx& tx, StockHold hold, Instant now, std::span<const IdBytes> ids);
/// The pieces are free again. One that was released or expired stays as it is. Error:
/// state_forbids when it was committed.
Result<StockHold> release(Tx& tx, StockHold hold, Instant now);

/// Ends what is due, of all tenants, the longest due first; the holds that ended.
std::vector<StockHold> expire_due(Tx& tx, Instant now, int limit);
/// Lets ended ones go by age; how many.
std::int64_t forget_old(Tx& tx, Instant now, int limit);

} // namespace holds
} // namespace route9::fulfillment
