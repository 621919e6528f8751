// SPDX-License-Identifier: Apache-2.0
// What a shift fetches and packs for one truck: first every SKU once with all its pieces, for the
// walk through the shelves; then parcel by parcel, for the packing table. Names no recipient. A4,
// in Vietnamese, Lao and English. CPU work for a compute thread.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace route9::adapters {

struct PickedGoods {
    std::string sku;
    std::string name;
    std::int64_t quantity = 0;
};

/// What goes into one parcel.
struct PackingJob {
    std::string fulfillment; // id, also as bars
    std::string order;       // as its channel calls it
    std::string channel;
    std::string warehouse;
    std::int64_t mass_g = 0; // declared
    std::vector<PickedGoods> goods;
};

struct PickList {
    std::string reference;
    std::string warehouse; // where the truck starts
    std::string way;       // "DONGHA > LAOBAO > SAVANNAKHET"
    Instant leaves{};
    std::vector<PackingJob> jobs;
    bool more = false;       // there is more to pack than is named here
    std::int64_t packed = 0; // parcels that are ready already
    std::int64_t held = 0;   // not to be packed now
    Instant printed_at{};
};

/// By SKU, and parcels in the order they are given.
Result<std::string> pick_list_pdf(const PickList& list);

} // namespace route9::adapters
