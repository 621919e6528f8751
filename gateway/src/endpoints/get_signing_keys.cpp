// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"
#include "gateway/endpoints.hpp"

namespace route9::gateway::endpoints {
namespace {

platform::task<Result<http::Response>>
handle_get_signing_keys(Services& services, http::Request& request) {
    const auto keys = co_await services.keyring.tenant(request.principal->tenant, request.deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    Json manifests{
        {"use", "manifest"},
        {"algorithm", "Ed25519"},
        {"public_key", base64((*keys)->signing_public)},
    };
    co_return http::json_response(200, Json{{"items", Json::array({std::move(manifests)})}});
}

} // namespace

http::Route get_signing_keys(Services& services) {
    return {
        .method = http::Method::get,
        .pattern = "/v1/signing-keys",
        .name = "get_signing_keys",
        .access = http::Access::key,
        .scope = Scope::manifests_read,
        .handler = [&services](http::Request& request
                   ) { return handle_get_signing_keys(services, request); },
    };
}

} // namespace route9::gateway::endpoints
