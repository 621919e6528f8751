// SPDX-License-Identifier: Apache-2.0
// Declarations as the store keeps them: one for each parcel of a closed truck and each of the two
// countries, with its assessment (JSON) or the facts that are missing. `ready` may be lodged,
// `held` waits for a person because of the rules, `held_data` for facts; `void` ones were replaced
// when the truck's papers were made again, and stay. One of a parcel and country is not void.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/declarations/terms.hpp"
#include "fulfillment/truck_content.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

enum class DeclarationStatus : std::uint8_t { ready, held, held_data, void_ };

std::string_view name(DeclarationStatus status) noexcept;
std::optional<DeclarationStatus> parse_declaration_status(std::string_view text) noexcept;

/// Whether goods may cross the border on it.
bool allows_crossing(DeclarationStatus status) noexcept;

struct DeclarationRecord {
    TenantId tenant;
    DeclarationId id;
    DepartureId departure;
    ParcelId parcel;
    PartyId seller;
    declarations::Country country = declarations::Country::vn;
    declarations::Flow flow = declarations::Flow::exporting;
    std::string regime; // "VN_EXPORT_G1"; empty without assessment
    DeclarationStatus status = DeclarationStatus::held_data;
    std::string assessment; // compact JSON
    Instant created_at{};
    std::int64_t version = 1;
    std::string gate;      // that the truck crosses; empty in rows of an earlier build
    std::string office;    // the customs office there; empty when not known
    ContentLine content{}; // what is declared; without a code in rows of an earlier build
};

/// What a truck's papers are compared by.
struct LiveDeclaration {
    ParcelId parcel;
    declarations::Country country = declarations::Country::vn;
    DeclarationStatus status = DeclarationStatus::held_data;
    std::string gate;
    ContentLine content;
};

struct VoidedDeclaration {
    DeclarationId id;
    declarations::Country country = declarations::Country::vn;
};

namespace declaration_rows {

void insert(Tx& tx, std::span<const DeclarationRecord> declarations);
std::optional<DeclarationRecord> find(Tx& tx, const TenantId& tenant, const DeclarationId& id);

/// Oldest first after `after`; one departure's and one seller's when given.
struct PageOf {
    std::optional<DepartureId> departure;
    std::optional<PartyId> seller;
    bool without_void = false;
    DeclarationId after;
    int limit = 0;
};
std::vector<DeclarationRecord> page(Tx& tx, const TenantId& tenant, const PageOf& wanted);
/// Those of a departure that are not void, by parcel and country.
std::vector<LiveDeclaration> live(Tx& tx, const TenantId& tenant, const DepartureId& departure);
/// The codes of a departure's parcels that may not cross yet, in order.
std::vector<std::string> held(Tx& tx, const TenantId& tenant, const DepartureId& departure);
/// Makes the parcel's declarations void; those that were not yet.
std::vector<VoidedDeclaration>
void_of_parcel(Tx& tx, const TenantId& tenant, const ParcelId& parcel);

} // namespace declaration_rows
} // namespace route9::fulfillment
