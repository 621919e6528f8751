// SPDX-License-Identifier: Apache-2.0
// What a platform calls goods that a shop sells there, beside the seller's own SKU. Learned from
// orders or given by a person; never guessed. Plain values; any thread.
#pragma once

#include <string>

namespace route9::adapters {

struct Listing {
    std::string sku; // the seller's
    std::string item;
    std::string variant; // empty where the item has none

    friend bool operator==(const Listing&, const Listing&) = default;
};

} // namespace route9::adapters
