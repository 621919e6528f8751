// SPDX-License-Identifier: Apache-2.0
// Declarations as the store keeps them: one for each parcel of a closed truck and each of the two
// countries, with its assessment (JSON) or the facts that are missing. `ready` may be lodged,
// `held` waits for a person because of the rules, `held_data` for facts.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/declarations/terms.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9::fulfillment {

enum class DeclarationStatus : std::uint8_t { ready, held, held_data };

std::string_view name(DeclarationStatus status) noexcept;
std::optional<DeclarationStatus> parse_declaration_status(std::string_view text) noexcept;

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
};

namespace declaration_rows {

void insert(Tx& tx, std::span<const DeclarationRecord> declarations);
std::optional<DeclarationRecord> find(Tx& tx, const TenantId& tenant, const DeclarationId& id);

/// Oldest first after `after`; one departure's and one seller's when given.
struct PageOf {
    std::optional<DepartureId> departure;
    std::optional<PartyId> seller;
    DeclarationId after;
    int limit = 0;
};
std::vector<DeclarationRecord> page(Tx& tx, const TenantId& tenant, const PageOf& wanted);

} // namespace declaration_rows
} // namespace route9::fulfillment
