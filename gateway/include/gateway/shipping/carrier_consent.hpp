// SPDX-License-Identifier: Apache-2.0
// Whether a truck's carrier has agreed to deliver an order: asked where a person puts parcels on a
// truck, as a plan asks it, and once more of all that is aboard where the truck closes and leaves,
// since terms and products change. A carrier without terms takes everything but what goes to a
// pick-up point of another.
#pragma once

#include "core/json.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "fulfillment/aboard_orders.hpp"
#include "fulfillment/address.hpp"
#include "fulfillment/carrier_terms.hpp"
#include "fulfillment/departure_store.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

/// Lives inside one unit of work; every order is judged once.
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

/// What is judged of a truck; empty where its carrier has no terms.
struct AskedAboard {
    std::optional<fulfillment::CarrierTerms> terms;
    std::vector<fulfillment::AboardOrder> orders;
};

AskedAboard read_asked_aboard(Tx& tx, const fulfillment::DepartureRecord& departure);

/// Pure. Whether the carrier delivers all of it. Error: state_forbids, with an entry for each
/// reason that names its parcels. `step` is what the truck may not do: "close", "leave".
Result<void> check_aboard(
    const AskedAboard& asked, const fulfillment::AddressBook& addresses, std::string_view step
);

} // namespace route9::gateway
