// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/form_body.hpp"

#include <utility>

namespace route9::gateway {

Result<http::Query> read_form(const http::Request& request) {
    constexpr std::string_view type = "application/x-www-form-urlencoded";
    const auto given = request.headers.find("content-type").value_or("");
    if (!http::equal_ignoring_case(given.substr(0, type.size()), type)) {
        return fail(ErrorCode::unsupported_media_type, "Send the form as a browser does.");
    }
    http::Target target;
    if (!http::parse_target("/?" + request.body, target)) {
        return fail(ErrorCode::malformed_request, "The form cannot be read.");
    }
    return std::move(target.query);
}

std::string form_field(const http::Query& form, std::string_view name) {
    return std::string{form.find(name).value_or("")};
}

} // namespace route9::gateway
