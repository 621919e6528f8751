// SPDX-License-Identifier: Apache-2.0
// What a carrier's word means for a parcel's way back: a return opens when it gives the parcel up,
// is coming when it brings it back, ends when it delivers it after all or takes its word back, and
// days are counted while it lies ready for its recipient. Nothing opens for a seller that opens
// returns by hand. Called inside a unit of work.
#pragma once

#include "core/entropy.hpp"
#include "core/tx.hpp"
#include "fulfillment/branch_wait_store.hpp"
#include "fulfillment/giving_up.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/return_store.hpp"
#include "fulfillment/return_terms.hpp"
#include "gateway/shipping/touched_orders.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

struct ReturnWays {
    Tx& tx;
    const fulfillment::ReturnTerms& terms;
    TouchedOrders& touched;
    Entropy& ids;
    Instant now{};

    /// After an event of its carrier; `place` may name a pick-up point of it, whose days go before
    /// the rows. Events: return.opened, return.coming, return.cancelled.
    Result<void> follow(
        const fulfillment::CarrierWord& word,
        const fulfillment::Parcel& parcel,
        std::string_view place
    ) const;

    /// A parcel that is due to be looked at: its seller is reminded, or its days are over and a
    /// return opens; true then. Events: parcel.pickup_due, return.opened.
    Result<bool> look(fulfillment::BranchWait wait) const;

private:
    Result<bool> open_for(
        const fulfillment::Parcel& parcel,
        const fulfillment::GivenUp& given,
        fulfillment::ReturnOpener by,
        const std::string& rule,
        std::optional<Instant> hold_until
    ) const;
    Result<void> bring_back(fulfillment::ReturnCase returned) const;
    Result<void> cancel(const fulfillment::Parcel& parcel) const;
    Result<void> take_back(const fulfillment::Parcel& parcel) const;
    Result<void> end(fulfillment::ReturnCase returned, std::string_view why) const;
    void wait_for_recipient(const fulfillment::Parcel& parcel, std::string_view place) const;
    bool is_automatic(const fulfillment::Parcel& parcel) const;
};

} // namespace route9::gateway
