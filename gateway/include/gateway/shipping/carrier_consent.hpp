// SPDX-License-Identifier: Apache-2.0
// Whether a truck's carrier has agreed to deliver an order: asked where a person puts parcels on a
// truck, as a plan asks it. Lives inside one unit of work; every order is judged once. A carrier
// without terms takes everything but what goes to another carrier's pick-up point.
#pragma once

#include "core/json.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/address.hpp"
#include "fulfillment/carrier_terms.hpp"

#include <map>
#include <optional>
#include <string>

namespace route9::gateway {

class CarrierConsent {
public:
    /// `addresses` outlives it.
    CarrierConsent(
        Tx& tx,
        const TenantId& tenant,
        const PartyId& carrier,
        const fulfillment::AddressBook& addresses
    );

    /// Adds why the truck's carrier would not deliver it (`other_carrier`, `no_coverage`,
    /// `dg_not_accepted`, `cod_limit`), with the mend; nothing when it would.
    void check(const OrderId& order, const std::string& pointer, FieldErrors& errors);

private:
    std::optional<fulfillment::Why> judge(const OrderId& order);

    Tx& tx_;
    TenantId tenant_;
    PartyId carrier_;
    const fulfillment::AddressBook& addresses_;
    std::optional<fulfillment::CarrierTerms> terms_;
    std::map<OrderId, std::optional<fulfillment::Why>> judged_;
};

} // namespace route9::gateway
