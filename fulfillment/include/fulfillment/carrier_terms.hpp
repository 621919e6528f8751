// SPDX-License-Identifier: Apache-2.0
// What a carrier has agreed to deliver: the districts it goes to, to the door or to a branch, for
// which fee, up to which cash by currency, dangerous goods or not. A carrier that has agreed to
// nothing is not asked. Called inside a unit of work; refusal() is pure.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/plan.hpp"
#include "fulfillment/planning_input.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace route9::fulfillment {

inline constexpr std::size_t carrier_districts_max = 500;

struct CarrierTerms {
    TenantId tenant;
    Carrier carrier; // its id is the party's
    std::int64_t version = 0;
    Instant updated_at{};
};

/// Why it would not deliver the whole order by its terms; nullopt when it would.
std::optional<Why>
refusal(const Carrier& carrier, const PlanOrder& order, const AddressBook* addresses);

namespace carrier_terms {

/// Writes them as the version after the one that stands.
CarrierTerms put(Tx& tx, CarrierTerms terms);
std::optional<CarrierTerms> find(Tx& tx, const TenantId& tenant, const PartyId& carrier);
/// By carrier.
std::vector<CarrierTerms> all(Tx& tx, const TenantId& tenant);

} // namespace carrier_terms
} // namespace route9::fulfillment
