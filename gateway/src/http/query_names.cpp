// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/query_names.hpp"

#include "core/json.hpp"
#include "core/limits.hpp"
#include "nearest_name.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace route9::gateway::http {
namespace {

bool is_judged(const Route& route) {
    return route.method == Method::get &&
           (route.access == Access::key || route.access == Access::person);
}

std::string mend(const Route& route, const std::string& name) {
    if (route.query.empty()) {
        return "nothing is asked for in this query; leave it out";
    }
    const std::string near = nearest_name(name, route.query);
    return "is not known here; " + (near.empty() ? "" : "did you mean " + near + "? ") +
           "known are " + listed(route.query);
}

} // namespace

Result<void> check_query(const Route& route, const Query& query) {
    if (!is_judged(route)) {
        return {};
    }
    FieldErrors errors;
    for (const auto& [name, value] : query.pairs()) {
        const bool is_known = std::ranges::find(route.query, name) != route.query.end();
        if (is_known || errors.size() == limits::field_errors_max) {
            continue;
        }
        std::string pointer = pointer_step("", name);
        if (std::ranges::find(errors, pointer, &FieldError::pointer) == errors.end()) {
            errors.push_back({std::move(pointer), "unknown_parameter", mend(route, name)});
        }
    }
    return errors.empty() ? Result<void>{} : Result<void>{fail_fields(std::move(errors))};
}

} // namespace route9::gateway::http
