// SPDX-License-Identifier: Apache-2.0
// The id of a draft: "drf_…".
#pragma once

#include "core/id.hpp"

#include <string_view>

namespace route9 {

struct DraftTag {
    static constexpr std::string_view prefix = "drf";
};
using DraftId = Id<DraftTag>;

} // namespace route9
