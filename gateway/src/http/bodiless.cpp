// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/bodiless.hpp"

#include "gateway/http/json_body.hpp"

#include <utility>

namespace route9::gateway::http {

Result<void> require_no_members(const Request& request) {
    if (request.body.empty()) {
        return {};
    }
    const auto body = read_json_body(request);
    if (!body) {
        return Failure{body.error()};
    }
    FieldErrors errors;
    ObjectReader{*body, "", errors}.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return {};
}

} // namespace route9::gateway::http
