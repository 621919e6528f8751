// SPDX-License-Identifier: Apache-2.0
#include "gateway/http/problem.hpp"

#include <nlohmann/json.hpp>

#include <string>

namespace route9::gateway::http {

Response problem(const Error& error, std::string_view request_id, Seconds retry_after) {
    const ErrorInfo& info = error_info(error.code);
    nlohmann::ordered_json document{
        {"type", "/problems/" + std::string{info.name}},
        {"title", info.title},
        {"status", info.http_status},
        {"detail", error.detail.empty() ? std::string{info.title} : error.detail},
        {"code", info.name},
        {"request_id", request_id},
    };
    if (!error.reference.empty()) {
        document["reference"] = error.reference;
    }
    for (const FieldError& field : error.fields) {
        document["errors"].push_back(
            {{"pointer", field.pointer}, {"code", field.code}, {"message", field.message}}
        );
    }
    Response response{.status = info.http_status, .content_type = "application/problem+json"};
    // A pointer may quote a member name of the client's; it was checked, but this must not throw.
    response.body = document.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    if (info.http_status == 429 || info.http_status == 503) {
        response.headers.emplace_back("Retry-After", std::to_string(retry_after.count()));
    }
    if (error.code == ErrorCode::unauthenticated) {
        response.headers.emplace_back("WWW-Authenticate", R"(Bearer realm="route9")");
    }
    return response;
}

} // namespace route9::gateway::http
