// SPDX-License-Identifier: Apache-2.0
// Lists with weights, as in Accept and Accept-Language (RFC 9110 §12.4.2): "vi, en;q=0.5".
#pragma once

#include <optional>
#include <string_view>

namespace route9::gateway::http {

struct Weighted {
    std::string_view value; // without its parameters
    int quality = 1'000;    // thousandths; 0 = not wanted
};

/// The next of the list, which is taken off `rest`; empty parts are left out. Nullopt at its end.
std::optional<Weighted> take_weighted(std::string_view& rest) noexcept;

/// How much `type` ("text/csv") is wanted by an Accept field: by the range that is nearest to it.
int accept_quality(std::string_view accept, std::string_view type) noexcept;

} // namespace route9::gateway::http
