// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/departure_store.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"

#include <array>
#include <utility>

namespace route9::fulfillment {
namespace {

constexpr std::array<std::pair<DepartureState, std::string_view>, 5> kStates{{
    {DepartureState::open, "open"},
    {DepartureState::closing, "closing"},
    {DepartureState::closed, "closed"},
    {DepartureState::departed, "departed"},
    {DepartureState::arrived, "arrived"},
}};

constexpr Statement kInsert{
    "departure.insert",
    "INSERT INTO departure (tenant_id, departure_id, reference, from_node, to_node, gate_id,"
    " carrier_id, truck_plate, master_bill, leaves, arrives, mass_max_g, mass_used_g, state,"
    " parcels, pieces, gross_g, version, vehicle_id, gross_mass_kg, volume_max_cm3, cold,"
    " timetable_id, return_leg, price_per_kg_micros, transshipment) VALUES ($1, $2, $3, $4, $5, $6,"
    " $7, $8, $9, $10, $11, $12, 0, 'open', 0, 0, 0, 1, $13, $14, $15, $16, $17, $18, $19, $20)"
    " ON CONFLICT DO NOTHING"
};
constexpr Statement kFind{
    "departure.find",
    "SELECT tenant_id, departure_id, reference, from_node, to_node, gate_id, carrier_id,"
    " truck_plate, master_bill, leaves, arrives, mass_max_g, mass_used_g, state, parcels,"
    " pieces, gross_g, version, content_hash, papers, vehicle_id, gross_mass_kg, volume_max_cm3,"
    " volume_used_cm3, cold, seals, timetable_id, return_leg, price_per_kg_micros,"
    " transshipment FROM departure WHERE tenant_id = $1 AND departure_id = $2"
};
constexpr Statement kByReference{
    "departure.by_reference",
    "SELECT departure_id FROM departure WHERE tenant_id = $1 AND reference = $2"
};
constexpr Statement kOpenAfter{
    "departure.open_after",
    "SELECT tenant_id, departure_id, reference, from_node, to_node, gate_id, carrier_id,"
    " truck_plate, master_bill, leaves, arrives, mass_max_g, mass_used_g, state, parcels,"
    " pieces, gross_g, version, content_hash, papers, vehicle_id, gross_mass_kg, volume_max_cm3,"
    " volume_used_cm3, cold, seals, timetable_id, return_leg, price_per_kg_micros,"
    " transshipment FROM departure WHERE tenant_id = $1 AND state = 'open' AND leaves > $2"
    " ORDER BY leaves, departure_id LIMIT $3"
};
constexpr Statement kPage{
    "departure.page",
    "SELECT tenant_id, departure_id, reference, from_node, to_node, gate_id, carrier_id,"
    " truck_plate, master_bill, leaves, arrives, mass_max_g, mass_used_g, state, parcels,"
    " pieces, gross_g, version, content_hash, papers, vehicle_id, gross_mass_kg, volume_max_cm3,"
    " volume_used_cm3, cold, seals, timetable_id, return_leg, price_per_kg_micros,"
    " transshipment FROM departure WHERE tenant_id = $1"
    " AND (departure_id < $2 OR $2 IS NULL) ORDER BY departure_id DESC LIMIT $3"
};
constexpr Statement kTakeRoom{
    "departure.take_room",
    "UPDATE departure SET mass_used_g = mass_used_g + $3, volume_used_cm3 = volume_used_cm3 + $4"
    " WHERE tenant_id = $1 AND departure_id = $2 AND state = 'open'"
    " AND mass_used_g + $3 <= mass_max_g"
    " AND volume_used_cm3 + $4 <= COALESCE(volume_max_cm3, volume_used_cm3 + $4)"
    " RETURNING departure_id"
};
constexpr Statement kGiveRoomBack{
    "departure.give_room_back",
    "UPDATE departure SET mass_used_g = mass_used_g - $3, volume_used_cm3 = volume_used_cm3 - $4"
    " WHERE tenant_id = $1 AND departure_id = $2"
};
constexpr Statement kAdvance{
    "departure.advance",
    "UPDATE departure SET state = $4, parcels = $5, pieces = $6, gross_g = $7, content_hash = $8,"
    " papers = $9, version = version + 1"
    " WHERE tenant_id = $1 AND departure_id = $2 AND version = $3"
};
constexpr Statement kReroute{
    "departure.reroute",
    "UPDATE departure SET gate_id = $4, leaves = $5, arrives = $6, version = version + 1"
    " WHERE tenant_id = $1 AND departure_id = $2 AND version = $3"
};
constexpr Statement kEquip{
    "departure.equip",
    "UPDATE departure SET vehicle_id = $4, truck_plate = $5, gross_mass_kg = $6, mass_max_g = $7,"
    " volume_max_cm3 = $8, cold = $9, transshipment = $10, version = version + 1"
    " WHERE tenant_id = $1 AND departure_id = $2 AND version = $3"
};
constexpr Statement kSeal{
    "departure.seal",
    "UPDATE departure SET seals = $4, version = version + 1"
    " WHERE tenant_id = $1 AND departure_id = $2 AND version = $3"
};
constexpr Statement kSealedUnderWay{
    "departure.sealed_under_way",
    "SELECT tenant_id, departure_id, reference, from_node, to_node, gate_id, carrier_id,"
    " truck_plate, master_bill, leaves, arrives, mass_max_g, mass_used_g, state, parcels,"
    " pieces, gross_g, version, content_hash, papers, vehicle_id, gross_mass_kg, volume_max_cm3,"
    " volume_used_cm3, cold, seals, timetable_id, return_leg, price_per_kg_micros,"
    " transshipment FROM departure WHERE tenant_id = $1"
    " AND state IN ('closed', 'departed') AND seals <> '[]' ORDER BY departure_id"
};
constexpr Statement kSnapshotNumber{
    "corridor_snapshot.number", "SELECT number FROM corridor_snapshot WHERE tenant_id = $1"
};
constexpr Statement kMoveSnapshot{
    "corridor_snapshot.move",
    "INSERT INTO corridor_snapshot (tenant_id, number) VALUES ($1, 1)"
    " ON CONFLICT (tenant_id) DO UPDATE SET number = corridor_snapshot.number + 1 RETURNING number"
};

std::optional<std::string_view> given(const std::string& text) {
    return text.empty() ? std::nullopt : std::optional{std::string_view{text}};
}

std::optional<std::string> stored(const std::optional<Transshipment>& transshipment) {
    return transshipment ? std::optional{stored_transshipment(*transshipment)} : std::nullopt;
}

DepartureRecord departure_from(const Row& row) {
    const auto transshipment = row.get<std::optional<std::string>>(29);
    return DepartureRecord{
        .tenant = row.get<TenantId>(0),
        .id = row.get<DepartureId>(1),
        .reference = row.get<std::string>(2),
        .from = row.get<std::string>(3),
        .to = row.get<std::string>(4),
        .gate = row.get<std::optional<std::string>>(5).value_or(""),
        .carrier = row.get<PartyId>(6),
        .truck_plate = row.get<std::string>(7),
        .master_bill = row.get<std::string>(8),
        .leaves = row.get<Instant>(9),
        .arrives = row.get<std::optional<Instant>>(10),
        .mass_max_g = row.get<std::int64_t>(11),
        .mass_used_g = row.get<std::int64_t>(12),
        .state =
            parse_departure_state(row.get<std::string_view>(13)).value_or(DepartureState::closed),
        .parcels = row.get<std::int64_t>(14),
        .pieces = row.get<std::int64_t>(15),
        .gross_g = row.get<std::int64_t>(16),
        .content_hash = row.get<std::string>(18),
        .papers = row.get<std::int64_t>(19),
        .version = row.get<std::int64_t>(17),
        .vehicle = row.get<std::optional<std::string>>(20).value_or(""),
        .gross_mass_kg = row.get<std::optional<std::int64_t>>(21),
        .volume_max_cm3 = row.get<std::optional<std::int64_t>>(22),
        .volume_used_cm3 = row.get<std::int64_t>(23),
        .cold = row.get<std::int64_t>(24) != 0,
        .seals = Json::parse(row.get<std::string_view>(25)).get<std::vector<std::string>>(),
        .timetable = row.get<std::optional<std::string>>(26).value_or(""),
        .return_leg = row.get<std::int64_t>(27) != 0,
        .price_per_kg_micros = row.get<std::optional<std::int64_t>>(28),
        .transshipment =
            transshipment ? std::optional{read_stored_transshipment(*transshipment)} : std::nullopt,
    };
}

Failure changed_meanwhile() {
    return fail(ErrorCode::precondition_failed, "the departure has changed meanwhile");
}

bool follows(DepartureState from, DepartureState to) {
    switch (from) {
    case DepartureState::open:
        return to == DepartureState::closing;
    case DepartureState::closing:
        return to == DepartureState::closed;
    case DepartureState::closed:
        return to == DepartureState::departed || to == DepartureState::closing;
    case DepartureState::departed:
        return to == DepartureState::arrived;
    case DepartureState::arrived:
        return false;
    }
    return false;
}

} // namespace

std::string_view name(DepartureState state) noexcept {
    for (const auto& [known, word] : kStates) {
        if (known == state) {
            return word;
        }
    }
    return {};
}

std::optional<DepartureState> parse_departure_state(std::string_view text) noexcept {
    for (const auto& [known, word] : kStates) {
        if (word == text) {
            return known;
        }
    }
    return std::nullopt;
}

namespace departures {

Result<DepartureRecord> create(Tx& tx, const DepartureRecord& departure) {
    const std::int64_t inserted = tx.execute(
        kInsert,
        departure.tenant,
        departure.id,
        departure.reference,
        departure.from,
        departure.to,
        given(departure.gate),
        departure.carrier,
        departure.truck_plate,
        departure.master_bill,
        departure.leaves,
        departure.arrives,
        departure.mass_max_g,
        given(departure.vehicle),
        departure.gross_mass_kg,
        departure.volume_max_cm3,
        std::int64_t{departure.cold},
        given(departure.timetable),
        std::int64_t{departure.return_leg},
        departure.price_per_kg_micros,
        stored(departure.transshipment)
    );
    if (inserted == 0) {
        Rows rows = tx.query(kByReference, departure.tenant, departure.reference);
        const bool found = rows.next();
        ROUTE9_ASSERT(found);
        return Failure{Error{
            .code = ErrorCode::already_exists,
            .detail = "a departure with this reference exists",
            .reference = rows.row().get<DepartureId>(0).text(),
        }};
    }
    move_snapshot(tx, departure.tenant);
    return departure;
}

std::optional<DepartureRecord> find(Tx& tx, const TenantId& tenant, const DepartureId& id) {
    Rows rows = tx.query(kFind, tenant, id);
    if (!rows.next()) {
        return std::nullopt;
    }
    return departure_from(rows.row());
}

Rows ask_open_after(Tx& tx, const TenantId& tenant, Instant now, int limit) {
    return tx.query(kOpenAfter, tenant, now, limit);
}

std::vector<DepartureRecord> read_departures(Rows asked) {
    std::vector<DepartureRecord> found;
    while (asked.next()) {
        found.push_back(departure_from(asked.row()));
    }
    return found;
}

std::vector<DepartureRecord>
page(Tx& tx, const TenantId& tenant, const std::optional<DepartureId>& before, int limit) {
    return read_departures(tx.query(kPage, tenant, before, limit));
}

bool take_room(Tx& tx, const TenantId& tenant, const DepartureId& id, const Load& load) {
    return has_taken_room(ask_room(tx, tenant, id, load));
}

Rows ask_room(Tx& tx, const TenantId& tenant, const DepartureId& id, const Load& load) {
    return tx.query(kTakeRoom, tenant, id, load.mass_g, load.volume_cm3);
}

bool has_taken_room(Rows asked) {
    return asked.next();
}

void give_room_back(Tx& tx, const TenantId& tenant, const DepartureId& id, const Load& load) {
    const std::int64_t changed =
        tx.execute(kGiveRoomBack, tenant, id, load.mass_g, load.volume_cm3);
    ROUTE9_ASSERT(changed == 1);
}

Result<DepartureRecord> advance(Tx& tx, DepartureRecord departure, DepartureState to) {
    if (!follows(departure.state, to)) {
        return fail(
            ErrorCode::state_forbids,
            "the departure is " + std::string{name(departure.state)} + "; it cannot become " +
                std::string{name(to)}
        );
    }
    const std::int64_t changed = tx.execute(
        kAdvance,
        departure.tenant,
        departure.id,
        departure.version,
        name(to),
        departure.parcels,
        departure.pieces,
        departure.gross_g,
        departure.content_hash,
        departure.papers
    );
    if (changed == 0) {
        return changed_meanwhile();
    }
    if (departure.state == DepartureState::open) {
        move_snapshot(tx, departure.tenant);
    }
    departure.state = to;
    ++departure.version;
    return departure;
}

Result<DepartureRecord> reroute(Tx& tx, DepartureRecord departure) {
    const std::int64_t changed = tx.execute(
        kReroute,
        departure.tenant,
        departure.id,
        departure.version,
        departure.gate,
        departure.leaves,
        departure.arrives
    );
    if (changed == 0) {
        return changed_meanwhile();
    }
    move_snapshot(tx, departure.tenant);
    ++departure.version;
    return departure;
}

Result<DepartureRecord> equip(Tx& tx, DepartureRecord departure) {
    const std::int64_t changed = tx.execute(
        kEquip,
        departure.tenant,
        departure.id,
        departure.version,
        given(departure.vehicle),
        departure.truck_plate,
        departure.gross_mass_kg,
        departure.mass_max_g,
        departure.volume_max_cm3,
        std::int64_t{departure.cold},
        stored(departure.transshipment)
    );
    if (changed == 0) {
        return changed_meanwhile();
    }
    move_snapshot(tx, departure.tenant);
    ++departure.version;
    return departure;
}

Result<DepartureRecord> seal(Tx& tx, DepartureRecord departure) {
    const std::string seals = Json(departure.seals).dump();
    if (tx.execute(kSeal, departure.tenant, departure.id, departure.version, seals) == 0) {
        return changed_meanwhile();
    }
    ++departure.version;
    return departure;
}

std::vector<DepartureRecord> sealed_under_way(Tx& tx, const TenantId& tenant) {
    return read_departures(tx.query(kSealedUnderWay, tenant));
}

Rows ask_snapshot_number(Tx& tx, const TenantId& tenant) {
    return tx.query(kSnapshotNumber, tenant);
}

std::int64_t read_snapshot_number(Rows asked) {
    return asked.next() ? asked.row().get<std::int64_t>(0) : 0;
}

std::int64_t move_snapshot(Tx& tx, const TenantId& tenant) {
    Rows rows = tx.query(kMoveSnapshot, tenant);
    const bool moved = rows.next();
    ROUTE9_ASSERT(moved);
    const auto number = rows.row().get<std::int64_t>(0);
    ROUTE9_ASSERT(!rows.next());
    return number;
}

} // namespace departures
} // namespace route9::fulfillment
