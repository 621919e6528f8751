// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "core/people/password_policy.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/people/redeem_link.hpp"
#include "gateway/people/session_answer.hpp"
#include "gateway/views/user_view.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

Result<Redemption> read_redemption(const Json& body, Tick deadline) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    Redemption redemption{.token = {}, .password = {}, .deadline = deadline};
    redemption.token =
        reader.text("token", Need::required, limits::foreign_id_bytes_max).value_or("");
    redemption.password = reader.text("password", Need::required, password_bytes_max).value_or("");
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return redemption;
}

platform::task<Result<http::Response>>
handle_post_account_link(Services& services, http::Request& request) {
    if (auto ours = refuse_foreign(services, request); !ours) {
        co_return Failure{std::move(ours).error()};
    }
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    auto redemption = read_redemption(*body, request.deadline);
    if (!redemption) {
        co_return Failure{std::move(redemption).error()};
    }
    const auto user = co_await redeem_link(services, std::move(*redemption));
    if (!user) {
        co_return Failure{user.error()};
    }
    auto look = [user = *user, &vault = services.vault](Tx& tx) -> Result<http::Response> {
        return user_response(200, user, user_view(tx, user, vault));
    };
    co_return co_await platform::read(
        services.store, Reach::everything(), std::move(look), request.deadline
    );
}

} // namespace

http::Route post_account_link(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/account-links/redeem",
        .name = "post_account_link",
        .access = http::Access::open,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_account_link(services, request); },
    };
}

} // namespace route9::gateway::endpoints
