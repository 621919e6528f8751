// SPDX-License-Identifier: Apache-2.0
// Parcels: what was packed, where it is and who has it. `status` is one of the canonical tracking
// statuses; what may follow what is decided in fulfillment/tracking.hpp, not here.
#pragma once

#include "core/crypto.hpp"
#include "core/money.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/cash_way.hpp"
#include "fulfillment/same_event.hpp"
#include "fulfillment/truck_content.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

struct Parcel {
    TenantId tenant;
    ParcelId id;
    std::string code; // what the label's QR says: SSCC or our 20 characters
    OrderId order;
    FulfillmentId fulfillment;
    PartyId seller;
    PartyId carrier;
    std::optional<DepartureId> departure;
    std::optional<ManifestId> manifest;
    std::string house_bill;
    std::int64_t pieces = 1;
    std::int64_t mass_g = 0;
    std::optional<Money> cod;
    std::string status;
    Instant status_at{};
    std::int64_t version = 1;
    CashState cash = CashState::none; // what the carrier has told of it; none = nothing yet
};

struct TrackingRecord {
    TenantId tenant;
    PartyId carrier;
    std::string event_key; // the carrier's own id of the event
    ParcelId parcel;
    std::string status;
    Instant at{};
    std::string place;
    std::string note;
    Instant received_at{};
    Bytes words{}; // what follows and may speak of people, sealed (fulfillment/tracking_words.hpp)
    std::string word{};                   // the carrier's own, where it is another than `status`
    std::string incident{};               // of fulfillment/incident.hpp, or empty
    std::string photo{};                  // SHA-256 of a picture that proves the delivery, in hex
    std::string signed_by{};              // who took the parcel
    std::string raw{};                    // the carrier's message as it came
    std::optional<std::int64_t> mass_g{}; // as the carrier has weighed it
    EventWay way = EventWay::told;
};

/// What a truck carries, for its frozen counts.
struct Cargo {
    std::int64_t parcels = 0;
    std::int64_t pieces = 0;
    std::int64_t gross_g = 0;
};

/// A parcel aboard as the truck's papers must name it.
struct AboardLine {
    ParcelId parcel;
    ContentLine content;
    std::string gate; // where it crosses; empty = nowhere
};

namespace parcels {

/// False when the fulfillment has a parcel already or the code is taken.
bool insert(Tx& tx, const Parcel& parcel);
std::optional<Parcel> find(Tx& tx, const TenantId& tenant, const ParcelId& id);
std::optional<Parcel> find_code(Tx& tx, const TenantId& tenant, std::string_view code);
/// Of all tenants, within the unit's reach; nullopt also when several have a parcel of that code.
std::optional<Parcel> find_code_anywhere(Tx& tx, std::string_view code);
std::vector<Parcel> of_departure(Tx& tx, const TenantId& tenant, const DepartureId& departure);
/// By id after `after`; nullopt = from the first.
std::vector<Parcel> of_departure_after(
    Tx& tx,
    const TenantId& tenant,
    const DepartureId& departure,
    const std::optional<ParcelId>& after,
    int limit
);
/// Without what was cancelled. Error: validation_failed when a sum, or that of the cash to collect
/// in one currency, does not fit.
Result<Cargo> cargo(Tx& tx, const TenantId& tenant, const DepartureId& departure);
/// What is aboard, without what was cancelled.
std::vector<AboardLine> aboard(Tx& tx, const TenantId& tenant, const DepartureId& departure);
std::vector<Parcel> of_order(Tx& tx, const TenantId& tenant, const OrderId& order);

/// Writes carrier, departure, manifest, status, cash and version + 1. False when another version is
/// stored.
bool update(Tx& tx, Parcel& parcel);

/// False when the carrier has told this event before.
bool record_event(Tx& tx, const TrackingRecord& event);
/// The parcel of which the carrier has told this event.
std::optional<ParcelId>
parcel_of_event(Tx& tx, const TenantId& tenant, const PartyId& carrier, std::string_view event_key);
std::vector<TrackingRecord> events(Tx& tx, const TenantId& tenant, const ParcelId& parcel);
/// What this carrier has told of it, for fulfillment/same_event.hpp.
std::vector<HeardEvent>
heard(Tx& tx, const TenantId& tenant, const PartyId& carrier, const ParcelId& parcel);

} // namespace parcels
} // namespace route9::fulfillment
