// SPDX-License-Identifier: Apache-2.0
// The trucks that left in a span of time, as the report on empty runs reads them.
#pragma once

#include "core/names.hpp"
#include "core/time.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace route9::fulfillment {

struct DepartedTruck {
    std::string plate; // of the vehicle that crossed
    std::string from;
    std::string to;
    std::string gate;
    Instant leaves{};
    std::int64_t mass_max_g = 0;
    std::int64_t gross_g = 0;
};

/// What departed and crosses a gate, with `leaves` in [from, until), at most `limit`.
std::vector<DepartedTruck>
departed_trucks(Tx& tx, const TenantId& tenant, Instant from, Instant until, int limit);

} // namespace route9::fulfillment
