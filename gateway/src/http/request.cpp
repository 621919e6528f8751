// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/request.hpp"

#include "core/assert.hpp"

#include <algorithm>

namespace route9::gateway::http {

std::string_view Request::parameter(std::string_view name) const {
    const auto found = std::ranges::find(parameters, name, &PathParameter::name);
    ROUTE9_ASSERT(found != parameters.end());
    return found->value;
}

} // namespace route9::gateway::http
