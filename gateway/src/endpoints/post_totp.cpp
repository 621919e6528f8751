// SPDX-License-Identifier: Apache-2.0
#include "adapters/sign_in/totp.hpp"
#include "gateway/acting_for.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/person_details.hpp"
#include "gateway/people/totp_seal.hpp"
#include "platform/async_store.hpp"

#include <array>
#include <utility>

namespace route9::gateway::endpoints {
namespace {

struct Unit {
    Principal by;
    Secret key;
    SealNonce nonce{};
    const Vault& vault;

    Result<std::string> operator()(Tx& tx) const {
        const auto person = person_key(tx, by.tenant, *by.user, vault);
        const auto user = users::find(tx, by.tenant, *by.user);
        if (!person || !user) {
            return fail(ErrorCode::not_found);
        }
        const Bytes sealed = seal_totp_key(key, *by.user, *person, nonce);
        if (auto begun = second_factors::begin(tx, by.tenant, *by.user, sealed); !begun) {
            return Failure{std::move(begun).error()};
        }
        return open_details(tx, *user, vault).email;
    }
};

platform::task<Result<http::Response>>
handle_post_totp(Services& services, http::Request& request) {
    std::array<std::byte, adapters::totp_key_bytes> random{};
    services.entropy.fill(random);
    const Secret key{std::span<const std::byte>{random}};
    wipe(random.data(), random.size());
    Unit unit{*request.principal, key, make_nonce(services.entropy), services.vault};
    const auto email = co_await platform::write(
        services.store, reach_of(*request.principal), std::move(unit), request.deadline
    );
    if (!email) {
        co_return Failure{email.error()};
    }
    http::Response response = http::json_response(
        200,
        Json{
            {"secret", adapters::base32_of(key.reveal())},
            {"uri", adapters::totp_uri(key, *email)},
        }
    );
    response.headers.emplace_back("Cache-Control", "no-store");
    co_return response;
}

} // namespace

http::Route post_totp(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/totp",
        .name = "post_totp",
        .access = http::Access::person,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_totp(services, request); },
    };
}

} // namespace route9::gateway::endpoints
