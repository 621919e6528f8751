// SPDX-License-Identifier: Apache-2.0
// Bags and pallets go onto a truck and come off it as a whole: what is in them is looked at first,
// and what does not fit is named before anything moves; then parcels follow in units of work of at
// most 16. Asked again it goes on where it stopped. Errors: those of load_parcels and
// unload_parcels, at the pointer of the bag, each naming its parcel; `not_closed`, `in_another`,
// `not_aboard`.
#pragma once

#include "fulfillment/aggregate_store.hpp"
#include "fulfillment/departure_store.hpp"
#include "gateway/services.hpp"
#include "gateway/shipping/unload_parcels.hpp"
#include "platform/net.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace route9::gateway {

inline constexpr int aggregate_parcels_per_unit = 16;

/// What a request names, told apart; `at` is the place in the request.
struct NamedLoad {
    struct Whole {
        std::size_t at = 0;
        fulfillment::Aggregate aggregate;
    };
    std::vector<Whole> aggregates{};
    std::vector<std::string> parcels{}; // all the rest
    std::vector<std::size_t> parcels_at{};
};

NamedLoad tell_apart(Tx& tx, const TenantId& tenant, const std::vector<std::string>& names);
/// Whether a refusal may be because a bag's code was taken for a parcel's.
bool names_unknown(const Error& error) noexcept;

struct TruckOf {
    TenantId tenant;
    DepartureId departure;
};

/// All that is named, or nothing.
platform::task<Result<fulfillment::DepartureRecord>>
load_named(Services& services, TruckOf truck, NamedLoad named, Tick deadline);

/// The bags keep what is in them; single parcels leave the bag they are in, and are named in
/// `out_of_bag`.
platform::task<Result<fulfillment::DepartureRecord>> unload_named(
    Services& services,
    TruckOf truck,
    NamedLoad named,
    UnloadOrder how,
    std::vector<std::string>& out_of_bag,
    Tick deadline
);

} // namespace route9::gateway
