// SPDX-License-Identifier: Apache-2.0
// Waves: planned work of trucks that leave soon, picked together. A fulfillment is in one open wave
// at most. What has become of it is read from the fulfillment and what was picked of it
// (pick_store.hpp), so that whoever picks, packs or plans anew tells no wave. A wave closes when
// nothing of it is left to pick: packed, reported short, or gone to another truck.
#pragma once

#include "core/id.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/pick_store.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

struct WaveTag {
    static constexpr std::string_view prefix = "wav";
};
using WaveId = Id<WaveTag>;

inline constexpr int wave_work_max = 100;           // fulfillments of one
inline constexpr std::int64_t waves_open_max = 100; // of a tenant

struct Wave {
    TenantId tenant;
    WaveId id;
    std::string warehouse;
    std::optional<DepartureId> departure{}; // that it was asked for
    std::optional<Instant> until{};
    Instant created_at{};
    std::optional<Instant> closed_at{};
};

enum class WaveWorkState : std::uint8_t { waiting, picking, picked, missing, packed, gone };

std::string_view name(WaveWorkState state) noexcept;

struct WaveWork {
    FulfillmentId fulfillment;
    OrderId order;
    PartyId seller;
    DepartureId departure; // its truck when it was gathered
    Instant leaves{};
    WaveWorkState state = WaveWorkState::waiting;
    std::vector<PickLine> lines{}; // each SKU once
};

/// Pieces of one SKU that a wave's work still takes from the shelves.
struct WaveGoods {
    PartyId seller;
    Sku sku;
    std::int64_t to_pick = 0;
    std::int64_t picked = 0; // and not yet on a truck, by the books
};

/// By seller and SKU; goods of which all is picked are left out.
std::vector<WaveGoods> goods_of(std::span<const WaveWork> work);

namespace waves {

/// What may be gathered: planned for an open truck from there, in no open wave; the truck that
/// leaves first stands first.
struct Wanted {
    std::string warehouse;
    std::optional<DepartureId> departure; // of that one only
    std::optional<Instant> until;         // of those that leave by then
};
struct Gathered {
    FulfillmentId fulfillment;
    DepartureId departure;
};
std::vector<Gathered> waiting(Tx& tx, const TenantId& tenant, const Wanted& wanted, int limit);

/// Error: state_forbids (too many are open).
Result<void> open(Tx& tx, const Wave& wave, std::span<const Gathered> work);
std::optional<Wave> find(Tx& tx, const TenantId& tenant, const WaveId& id);
/// By (leaves, departure, fulfillment).
std::vector<WaveWork> work(Tx& tx, const Wave& wave);
struct PageOf {
    std::optional<std::string> warehouse;
    std::optional<WaveId> before; // exclusive
    int limit = 0;
};
/// Newest first.
std::vector<Wave> page(Tx& tx, const TenantId& tenant, const PageOf& wanted);
/// Closes those of which nothing is left to pick, of all tenants.
std::vector<Wave> close_done(Tx& tx, Instant now, int limit);

} // namespace waves
} // namespace route9::fulfillment
