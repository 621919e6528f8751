// SPDX-License-Identifier: Apache-2.0
// A shop's signed calls of Lazada; how they are signed stands in lazada_api.cpp.
#pragma once

#include "adapters/marketplaces/api_call.hpp"
#include "marketplaces/apis/query_text.hpp"

#include <string>

namespace route9::adapters {

ApiCall lazada_call(
    const ApiAccess& access,
    const std::string& method,
    const std::string& path,
    Parameters parameters,
    Instant now
);
/// The same by POST, the parameters as a form: they may be too long for an address.
ApiCall
lazada_form(const ApiAccess& access, const std::string& path, const Parameters& form, Instant now);

} // namespace route9::adapters
