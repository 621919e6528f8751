// SPDX-License-Identifier: Apache-2.0
// What anybody who holds a parcel's code may know of it, of whichever tenant it is. Reads no order
// and opens no person's key: places are hubs and gates, what carriers told in words stays sealed.
#pragma once

#include "core/tx.hpp"
#include "fulfillment/journey.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::gateway {

struct Catalogue;

struct PublicParcel {
    std::string code;
    std::string carrier;   // the name it trades under; empty while none is chosen
    std::string country{}; // "LA", "VN": of the destination's hub; empty when not known
    fulfillment::JourneyFacts facts{};
    bool in_log = false; // so that there is a passport
};

/// One look-up more when it is found. Nullopt also when tenants have parcels of the same code.
std::optional<PublicParcel>
read_public_parcel(Tx& tx, std::string_view code, const Catalogue& catalogue, Instant now);

} // namespace route9::gateway
