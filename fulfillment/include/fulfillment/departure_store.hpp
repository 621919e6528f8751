// SPDX-License-Identifier: Apache-2.0
// Departures: trucks from a warehouse over a gate with room by mass and, where its vehicle says how
// much it holds, by volume. Room is taken by conditional update in the transaction that stores the
// plan. State moves only open → closing → closed →
// departed → arrived, and from closed back to closing while its papers are made again: from
// `closing` on the counts are frozen and nothing comes aboard or leaves, `closed` has its manifest
// sealed. Opening, closing or rerouting one moves the corridor snapshot's number.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/departure_state.hpp"
#include "fulfillment/load.hpp"
#include "fulfillment/transshipment.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

struct DepartureRecord {
    TenantId tenant;
    DepartureId id;
    std::string reference; // the dispatcher's own name, unique per tenant
    std::string from;      // node ids
    std::string to;
    std::string gate; // empty = crosses none
    PartyId carrier;  // takes the parcels over for the last mile
    std::string truck_plate;
    std::string master_bill;
    Instant leaves{};
    std::optional<Instant> arrives;
    std::int64_t mass_max_g = 0;
    std::int64_t mass_used_g = 0; // promised to planned parcels
    DepartureState state = DepartureState::open;
    std::int64_t parcels = 0; // frozen from closing on, as are the two below
    std::int64_t pieces = 0;
    std::int64_t gross_g = 0;
    std::string content_hash; // of what its papers say (truck_content.hpp); empty before closed
    std::int64_t papers = 0;  // how often they were made
    std::int64_t version = 1;
    std::string vehicle{}; // empty = none is named; what follows is its, as it was named
    std::optional<std::int64_t> gross_mass_kg{};
    std::optional<std::int64_t> volume_max_cm3{}; // absent = not limited
    std::int64_t volume_used_cm3 = 0;
    bool cold = false;
    std::vector<std::string> seals{}; // numbers, in the order given
    std::string timetable{};          // the row that made it; empty = a person
    bool return_leg = false;          // it goes home anyway; its room is what it has to spare
    std::optional<std::int64_t> price_per_kg_micros{}; // instead of what the road costs
    std::optional<Transshipment> transshipment{}; // at its gate; absent: its vehicle goes through
};

/// The plate of the vehicle that crosses: what customs papers name.
inline const std::string& crossing_plate(const DepartureRecord& departure) noexcept {
    return departure.transshipment ? departure.transshipment->plate : departure.truck_plate;
}

namespace departures {

/// Error: already_exists when the reference is taken.
Result<DepartureRecord> create(Tx& tx, const DepartureRecord& departure);
std::optional<DepartureRecord> find(Tx& tx, const TenantId& tenant, const DepartureId& id);
/// Open ones that leave after `now`, by (leaves, id); asked now and read later, see Rows.
Rows ask_open_after(Tx& tx, const TenantId& tenant, Instant now, int limit);
std::vector<DepartureRecord> read_departures(Rows asked);

/// Newest first, before `before` (exclusive) when given.
std::vector<DepartureRecord>
page(Tx& tx, const TenantId& tenant, const std::optional<DepartureId>& before, int limit);

/// False when it is not open any more or lacks the room.
bool take_room(Tx& tx, const TenantId& tenant, const DepartureId& id, const Load& load);
/// The same, asked now and answered later, see Rows.
Rows ask_room(Tx& tx, const TenantId& tenant, const DepartureId& id, const Load& load);
bool has_taken_room(Rows asked);
void give_room_back(Tx& tx, const TenantId& tenant, const DepartureId& id, const Load& load);

/// Moves one step along the life cycle and writes the frozen counts and what its papers say.
/// Errors: state_forbids, precondition_failed (another version is stored).
Result<DepartureRecord> advance(Tx& tx, DepartureRecord departure, DepartureState to);
/// Writes gate, leaves and arrives. Error: precondition_failed.
Result<DepartureRecord> reroute(Tx& tx, DepartureRecord departure);
/// Writes vehicle, plate, what the vehicle says of itself, the second one, and the room. Error:
/// precondition_failed. Precondition: the room there is holds what is promised.
Result<DepartureRecord> equip(Tx& tx, DepartureRecord departure);
/// Writes the seals. Error: precondition_failed.
Result<DepartureRecord> seal(Tx& tx, DepartureRecord departure);
/// Writes the transshipment that was done, and the seals there are now. Errors: state_forbids (the
/// truck has not left, or has arrived); precondition_failed.
Result<DepartureRecord> transship(Tx& tx, DepartureRecord departure);
/// Closed or departed, with seals.
std::vector<DepartureRecord> sealed_under_way(Tx& tx, const TenantId& tenant);

/// The number of the tenant's corridor snapshot (0 before the first change), and its next.
Rows ask_snapshot_number(Tx& tx, const TenantId& tenant);
std::int64_t read_snapshot_number(Rows asked);
std::int64_t move_snapshot(Tx& tx, const TenantId& tenant);

} // namespace departures
} // namespace route9::fulfillment
