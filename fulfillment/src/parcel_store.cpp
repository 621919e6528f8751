// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/parcel_store.hpp"

#include <map>
#include <utility>

namespace route9::fulfillment::parcels {
namespace {

constexpr Statement kInsert{
    "parcel.insert",
    "INSERT INTO parcel (tenant_id, parcel_id, code, order_id, fulfillment_id, seller_id,"
    " carrier_id, departure_id, manifest_id, house_bill, pieces, mass_g, cod_minor, cod_currency,"
    " status, status_at, version) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13,"
    " $14, $15, $16, $17) ON CONFLICT DO NOTHING"
};
constexpr Statement kFind{
    "parcel.find",
    "SELECT tenant_id, parcel_id, code, order_id, fulfillment_id, seller_id, carrier_id,"
    " departure_id, manifest_id, house_bill, pieces, mass_g, cod_minor, cod_currency, status,"
    " status_at, version, cash FROM parcel WHERE tenant_id = $1 AND parcel_id = $2"
};
constexpr Statement kFindCode{
    "parcel.find_code",
    "SELECT tenant_id, parcel_id, code, order_id, fulfillment_id, seller_id, carrier_id,"
    " departure_id, manifest_id, house_bill, pieces, mass_g, cod_minor, cod_currency, status,"
    " status_at, version, cash FROM parcel WHERE tenant_id = $1 AND code = $2"
};
constexpr Statement kFindCodeAnywhere{
    "parcel.find_code_anywhere",
    "SELECT tenant_id, parcel_id, code, order_id, fulfillment_id, seller_id, carrier_id,"
    " departure_id, manifest_id, house_bill, pieces, mass_g, cod_minor, cod_currency, status,"
    " status_at, version, cash FROM parcel WHERE code = $1 LIMIT 2"
};
constexpr Statement kOfDeparture{
    "parcel.of_departure",
    "SELECT tenant_id, parcel_id, code, order_id, fulfillment_id, seller_id, carrier_id,"
    " departure_id, manifest_id, house_bill, pieces, mass_g, cod_minor, cod_currency, status,"
    " status_at, version, cash FROM parcel WHERE tenant_id = $1 AND departure_id = $2 ORDER BY "
    "parcel_id"
};
constexpr Statement kOfDepartureAfter{
    "parcel.of_departure_after",
    "SELECT tenant_id, parcel_id, code, order_id, fulfillment_id, seller_id, carrier_id,"
    " departure_id, manifest_id, house_bill, pieces, mass_g, cod_minor, cod_currency, status,"
    " status_at, version, cash FROM parcel WHERE tenant_id = $1 AND departure_id = $2 AND "
    "parcel_id > $3"
    " ORDER BY parcel_id LIMIT $4"
};
constexpr Statement kCargo{
    "parcel.cargo",
    "SELECT pieces, mass_g, cod_minor, cod_currency FROM parcel"
    " WHERE tenant_id = $1 AND departure_id = $2 AND status <> 'cancelled'"
};
constexpr Statement kAboard{
    "parcel.aboard",
    "SELECT p.parcel_id, p.code, p.pieces, p.mass_g, f.gate_id FROM parcel p JOIN fulfillment f"
    " ON f.tenant_id = p.tenant_id AND f.fulfillment_id = p.fulfillment_id"
    " WHERE p.tenant_id = $1 AND p.departure_id = $2 AND p.status <> 'cancelled'"
};
constexpr Statement kOfOrder{
    "parcel.of_order",
    "SELECT tenant_id, parcel_id, code, order_id, fulfillment_id, seller_id, carrier_id,"
    " departure_id, manifest_id, house_bill, pieces, mass_g, cod_minor, cod_currency, status,"
    " status_at, version, cash FROM parcel WHERE tenant_id = $1 AND order_id = $2 ORDER BY "
    "parcel_id"
};
constexpr Statement kUpdate{
    "parcel.update",
    "UPDATE parcel SET departure_id = $4, manifest_id = $5, status = $6, status_at = $7,"
    " carrier_id = $8, cash = $9, version = version + 1 WHERE tenant_id = $1 AND parcel_id = $2 "
    "AND version = "
    "$3"
};
constexpr Statement kRecordEvent{
    "tracking_event.insert",
    "INSERT INTO tracking_event (tenant_id, carrier_id, event_key, parcel_id, status, at, place,"
    " note, received_at, words, word, incident, photo, mass_g, way) VALUES ($1, $2, $3, $4, $5,"
    " $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)"
    " ON CONFLICT DO NOTHING"
};
constexpr Statement kParcelOfEvent{
    "tracking_event.parcel",
    "SELECT parcel_id FROM tracking_event WHERE tenant_id = $1 AND carrier_id = $2 AND event_key = "
    "$3"
};
constexpr Statement kEvents{
    "tracking_event.of_parcel",
    "SELECT tenant_id, carrier_id, event_key, parcel_id, status, at, place, note, received_at,"
    " words, word, incident, photo, mass_g"
    " FROM tracking_event WHERE tenant_id = $1 AND parcel_id = $2 ORDER BY at, event_key"
};
constexpr Statement kHeard{
    "tracking_event.heard",
    "SELECT CASE word WHEN '' THEN status ELSE word END, at, way FROM tracking_event"
    " WHERE tenant_id = $1 AND parcel_id = $2 AND carrier_id = $3"
};

Parcel parcel_from(const Row& row) {
    Parcel parcel{
        .tenant = row.get<TenantId>(0),
        .id = row.get<ParcelId>(1),
        .code = row.get<std::string>(2),
        .order = row.get<OrderId>(3),
        .fulfillment = row.get<FulfillmentId>(4),
        .seller = row.get<PartyId>(5),
        .carrier = row.get<std::optional<PartyId>>(6).value_or(PartyId{}),
        .departure = row.get<std::optional<DepartureId>>(7),
        .manifest = row.get<std::optional<ManifestId>>(8),
        .house_bill = row.get<std::string>(9),
        .pieces = row.get<std::int64_t>(10),
        .mass_g = row.get<std::int64_t>(11),
        .cod = std::nullopt,
        .status = row.get<std::string>(14),
        .status_at = row.get<Instant>(15),
        .version = row.get<std::int64_t>(16),
        .cash = parse_cash_state(row.get<std::string>(17)),
    };
    if (const auto minor = row.get<std::optional<std::int64_t>>(12)) {
        parcel.cod = Money::of_minor(*minor, row.get<Currency>(13));
    }
    return parcel;
}

std::vector<Parcel> all_of(Rows rows) {
    std::vector<Parcel> found;
    while (rows.next()) {
        found.push_back(parcel_from(rows.row()));
    }
    return found;
}

std::optional<Parcel> first_of(std::vector<Parcel> found) {
    if (found.empty()) {
        return std::nullopt;
    }
    return std::move(found.front());
}

std::optional<PartyId> carrier_of(const Parcel& parcel) {
    return parcel.carrier.empty() ? std::nullopt : std::optional{parcel.carrier};
}

} // namespace

bool insert(Tx& tx, const Parcel& parcel) {
    std::optional<std::int64_t> cod_minor;
    std::optional<Currency> cod_currency;
    if (parcel.cod) {
        cod_minor = parcel.cod->minor();
        cod_currency = parcel.cod->currency();
    }
    const std::optional<PartyId> carrier = carrier_of(parcel);
    return tx.execute(
               kInsert,
               parcel.tenant,
               parcel.id,
               parcel.code,
               parcel.order,
               parcel.fulfillment,
               parcel.seller,
               carrier,
               parcel.departure,
               parcel.manifest,
               parcel.house_bill,
               parcel.pieces,
               parcel.mass_g,
               cod_minor,
               cod_currency,
               parcel.status,
               parcel.status_at,
               parcel.version
           ) == 1;
}

std::optional<Parcel> find(Tx& tx, const TenantId& tenant, const ParcelId& id) {
    return first_of(all_of(tx.query(kFind, tenant, id)));
}

std::optional<Parcel> find_code(Tx& tx, const TenantId& tenant, std::string_view code) {
    return first_of(all_of(tx.query(kFindCode, tenant, code)));
}

std::optional<Parcel> find_code_anywhere(Tx& tx, std::string_view code) {
    auto found = all_of(tx.query(kFindCodeAnywhere, code));
    return found.size() == 1 ? std::optional{std::move(found.front())} : std::nullopt;
}

std::vector<Parcel> of_departure(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    return all_of(tx.query(kOfDeparture, tenant, departure));
}

std::vector<Parcel> of_departure_after(
    Tx& tx,
    const TenantId& tenant,
    const DepartureId& departure,
    const std::optional<ParcelId>& after,
    int limit
) {
    const ParcelId first = after.value_or(ParcelId{});
    return all_of(tx.query(kOfDepartureAfter, tenant, departure, first, limit));
}

Result<Cargo> cargo(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    Cargo sum;
    std::map<Currency, std::int64_t> cash;
    bool fits = true;
    const auto add = [&fits](std::int64_t& to, std::int64_t amount) {
        fits = !__builtin_add_overflow(to, amount, &to) && fits;
    };
    Rows rows = tx.query(kCargo, tenant, departure);
    while (rows.next()) {
        const Row row = rows.row();
        ++sum.parcels;
        add(sum.pieces, row.get<std::int64_t>(0));
        add(sum.gross_g, row.get<std::int64_t>(1));
        if (const auto minor = row.get<std::optional<std::int64_t>>(2)) {
            add(cash[row.get<Currency>(3)], *minor);
        }
    }
    if (!fits) {
        return fail(ErrorCode::validation_failed, "the truck's sums do not fit; take parcels off");
    }
    return sum;
}

std::vector<AboardLine> aboard(Tx& tx, const TenantId& tenant, const DepartureId& departure) {
    std::vector<AboardLine> found;
    Rows rows = tx.query(kAboard, tenant, departure);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(AboardLine{
            .parcel = row.get<ParcelId>(0),
            .content =
                {.code = row.get<std::string>(1),
                 .pieces = row.get<std::int64_t>(2),
                 .mass_g = row.get<std::int64_t>(3)},
            .gate = row.get<std::optional<std::string>>(4).value_or(""),
        });
    }
    return found;
}

std::vector<Parcel> of_order(Tx& tx, const TenantId& tenant, const OrderId& order) {
    return all_of(tx.query(kOfOrder, tenant, order));
}

bool update(Tx& tx, Parcel& parcel) {
    const std::optional<PartyId> carrier = carrier_of(parcel);
    const std::int64_t changed = tx.execute(
        kUpdate,
        parcel.tenant,
        parcel.id,
        parcel.version,
        parcel.departure,
        parcel.manifest,
        parcel.status,
        parcel.status_at,
        carrier,
        name(parcel.cash)
    );
    if (changed == 0) {
        return false;
    }
    ++parcel.version;
    return true;
}

bool record_event(Tx& tx, const TrackingRecord& event) {
    return tx.execute(
               kRecordEvent,
               event.tenant,
               event.carrier,
               event.event_key,
               event.parcel,
               event.status,
               event.at,
               event.place,
               event.note,
               event.received_at,
               ByteView{event.words},
               event.word,
               event.incident,
               event.photo,
               event.mass_g,
               static_cast<std::int64_t>(event.way)
           ) == 1;
}

std::optional<ParcelId> parcel_of_event(
    Tx& tx, const TenantId& tenant, const PartyId& carrier, std::string_view event_key
) {
    Rows rows = tx.query(kParcelOfEvent, tenant, carrier, event_key);
    return rows.next() ? std::optional{rows.row().get<ParcelId>(0)} : std::nullopt;
}

std::vector<TrackingRecord> events(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    std::vector<TrackingRecord> found;
    Rows rows = tx.query(kEvents, tenant, parcel);
    while (rows.next()) {
        const Row row = rows.row();
        const auto words = row.get<ByteView>(9);
        found.push_back(TrackingRecord{
            .tenant = row.get<TenantId>(0),
            .carrier = row.get<PartyId>(1),
            .event_key = row.get<std::string>(2),
            .parcel = row.get<ParcelId>(3),
            .status = row.get<std::string>(4),
            .at = row.get<Instant>(5),
            .place = row.get<std::string>(6),
            .note = row.get<std::string>(7),
            .received_at = row.get<Instant>(8),
            .words = {words.begin(), words.end()},
            .word = row.get<std::string>(10),
            .incident = row.get<std::string>(11),
            .photo = row.get<std::string>(12),
            .mass_g = row.get<std::optional<std::int64_t>>(13),
        });
    }
    return found;
}

std::vector<HeardEvent>
heard(Tx& tx, const TenantId& tenant, const PartyId& carrier, const ParcelId& parcel) {
    std::vector<HeardEvent> found;
    Rows rows = tx.query(kHeard, tenant, parcel, carrier);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(
            {static_cast<EventWay>(row.get<std::int64_t>(2)),
             row.get<std::string>(0),
             row.get<Instant>(1)}
        );
    }
    return found;
}

} // namespace route9::fulfillment::parcels
