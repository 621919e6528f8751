// SPDX-License-Identifier: Apache-2.0
// The id of an erasure: "era_…".
#pragma once

#include "core/id.hpp"

#include <string_view>

namespace route9 {

struct ErasureTag {
    static constexpr std::string_view prefix = "era";
};
using ErasureId = Id<ErasureTag>;

} // namespace route9
