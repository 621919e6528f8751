// SPDX-License-Identifier: Apache-2.0
// Seals are numbered once: which truck that has not arrived names a number, so that no second one
// does and an alarm tells of one truck only. Reads by the indexes of what is open or under way.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"

#include <optional>
#include <string>

namespace route9::fulfillment {

struct SealedTruck {
    DepartureId departure;
    std::string reference;
};

/// Another than `but`.
std::optional<SealedTruck>
truck_with_seal(Tx& tx, const TenantId& tenant, const std::string& seal, const DepartureId& but);

} // namespace route9::fulfillment
