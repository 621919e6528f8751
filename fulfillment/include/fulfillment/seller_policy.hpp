// SPDX-License-Identifier: Apache-2.0
// What counts most when a seller's orders are planned: the promised day, the cost, the hour or the
// grams; and whether returns of its parcels open by themselves. A seller that has said nothing has
// the first of each. Called inside a unit of work.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/planning_input.hpp"

#include <cstdint>
#include <optional>
#include <string_view>

namespace route9::fulfillment {

enum class ReturnMode : std::uint8_t {
    automatic, // a return opens when the carrier gives a parcel up
    by_hand,
};

std::string_view name(ReturnMode mode) noexcept;
std::optional<ReturnMode> parse_return_mode(std::string_view text) noexcept;

struct SellerPolicy {
    TenantId tenant;
    PartyId seller;
    Policy policy = Policy::promise;
    std::int64_t version = 0; // 0: nothing was said
    Instant updated_at{};
    ReturnMode returns = ReturnMode::automatic;
};

namespace seller_policies {

/// Writes it as the version after the one that stands.
SellerPolicy put(Tx& tx, SellerPolicy policy);
/// Asked now and read later, see Rows.
Rows ask(Tx& tx, const TenantId& tenant, const PartyId& seller);
SellerPolicy read(Rows asked, const TenantId& tenant, const PartyId& seller);

} // namespace seller_policies
} // namespace route9::fulfillment
