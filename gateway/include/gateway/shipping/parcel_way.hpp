// SPDX-License-Identifier: Apache-2.0
// Where a packed parcel lies and where it is planned to go: what a truck, a bag and a pallet must
// have in common with what they take. Values only.
#pragma once

#include "fulfillment/fulfillment_store.hpp"

#include <string>

namespace route9::gateway {

struct ParcelWay {
    std::string warehouse;
    std::string end;  // the node; empty when none was planned
    std::string gate; // empty = crosses no border

    friend bool operator==(const ParcelWay&, const ParcelWay&) = default;
};

ParcelWay way_of(const fulfillment::Fulfillment& item);

} // namespace route9::gateway
