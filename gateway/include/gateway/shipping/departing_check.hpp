// SPDX-License-Identifier: Apache-2.0
// Whether a closed truck may leave: its gate is not closed, every parcel that crosses is declared
// to both countries for that gate, truck, manifest and declarations name the same content, and its
// carrier delivers every parcel by its terms of today.
// Read in one transaction, judged outside it; the version of the departure that was judged is
// compared where the step begins.
// Errors: state_forbids with gate_closed, declaration_missing, content_differs, declaration_held or
// what carrier_consent.hpp says.
#pragma once

#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/declaration_store.hpp"
#include "fulfillment/departure_store.hpp"
#include "fulfillment/gate_report.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/fleet/vehicle_check.hpp"
#include "gateway/keyring.hpp"
#include "gateway/shipping/carrier_consent.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

struct DepartingTruck {
    fulfillment::DepartureRecord departure;
    bool takes_a_step = false; // closing, or leaving already: nothing is to be judged
    std::optional<fulfillment::GateReport> closure;
    std::optional<std::string> road_closure; // in words
    std::vector<fulfillment::AboardLine> aboard;
    AskedAboard asked;
    std::vector<fulfillment::LiveDeclaration> declared;
    std::string manifest; // the document; empty where nothing is aboard
    NamedVehicles vehicles;
};

enum class HeldDeclarations : bool { pass, refuse };

/// Which way the truck crosses.
fulfillment::CrossingDirection
direction_of(const fulfillment::DepartureRecord& departure, const Catalogue& catalogue) noexcept;

/// The report by which the gate is closed now in that direction.
std::optional<fulfillment::GateReport> closure_of(
    Tx& tx,
    const TenantId& tenant,
    const std::string& gate,
    fulfillment::CrossingDirection direction,
    Instant now
);
/// "LAOBAO is reported closed for vn_la by … since …".
std::string closure_words(const fulfillment::GateReport& closure);

/// Error: not_found.
Result<DepartingTruck> read_departing_truck(
    Tx& tx,
    const TenantId& tenant,
    const DepartureId& departure,
    const Catalogue& catalogue,
    Keyring& keyring,
    Instant now
);

/// Pure; CPU work for a compute thread when the truck is full.
Result<void> check_departing(
    const DepartingTruck& truck, HeldDeclarations held, const fulfillment::AddressBook& addresses
);

} // namespace route9::gateway
