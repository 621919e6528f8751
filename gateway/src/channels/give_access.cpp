// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/give_access.hpp"

#include "adapters/marketplaces/shop_api.hpp"
#include "gateway/channels/channel.hpp"
#include "gateway/channels/channel_polls.hpp"
#include "gateway/channels/order_fetches.hpp"
#include "gateway/channels/stock_tellings.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

constexpr const char* kClientId = "client_id";

/// A token goes into a header as it is.
bool is_printable(std::string_view token) {
    return std::ranges::all_of(token, [](char c) { return c > ' ' && c <= '~'; });
}

/// Of a platform whose pushes carry the order: a token that stays good, or what one is asked for
/// with.
Result<void> check_token(const ConnectionAccess& access, const adapters::ShopApi& api) {
    const std::string platform{api.platform};
    const std::string form{api.token_form.empty() ? "the token as it was shown" : api.token_form};
    const auto token = access.tokens.access.reveal_text();
    const bool has_token = access.state == AccessState::good && !access.tokens.access.empty();
    const bool has_other = access.state == AccessState::good && !access.tokens.refresh.empty();
    const bool is_renewed = has_other && api.token_call != nullptr;
    if (has_other && !is_renewed) {
        return fail_field("/refresh_token", "bad_value", platform + " renews no tokens");
    }
    const bool is_one = api.is_token == nullptr || !has_token || api.is_token(token);
    if ((!has_token && !is_renewed) || !is_one || !is_printable(token)) {
        return fail_field("/access_token", "bad_value", "give " + form + " of " + platform);
    }
    return {};
}

Result<void> check_pushed(
    Tx& tx,
    const Connection& connection,
    const ConnectionAccess& access,
    const adapters::ShopApi& api,
    const adapters::Profile& profile,
    const Vault& vault
) {
    if (connection.is_app()) {
        return fail_field("id", "bad_value", "it is an app: authorise each of its shops");
    }
    if (auto checked = check_token(access, api); !checked) {
        return checked;
    }
    const auto app = connections::find(tx, connection.app, vault);
    const Connection& speaker = app ? *app : connection;
    const bool has_client =
        !connection.setting(kClientId).empty() || !speaker.setting(kClientId).empty();
    if (!access.tokens.refresh.empty() && !has_client) {
        return fail_field(
            "/settings/client_id", "required", "give client_id=… with the client's secret"
        );
    }
    auto host = host_of(profile, connection, speaker);
    return host ? Result<void>{} : fail_field("/settings", "required", host.error().detail);
}

} // namespace

void retry_calls(Tx& tx, const ConnectionId& connection) {
    accesses::retry_lost(tx, connection);
    order_fetches::wake(tx, connection);
    stock_tellings::wake(tx, connection);
    channel_polls::hasten(tx, connection);
}

Result<ConnectionAccess> read_access(const GivenAccess& given, Instant now) {
    const bool has_code = !given.code.empty();
    const bool has_token = !given.access_token.empty() || !given.refresh_token.empty();
    if (has_code == has_token) {
        return fail_field(
            "/code",
            "required",
            "give the code that the platform sent back with the seller, or the tokens by "
            "access_token and refresh_token"
        );
    }
    ConnectionAccess access;
    access.version = 1;
    access.changed_at = now;
    if (has_code) {
        access.state = AccessState::code;
        access.code = Secret{std::string_view{given.code}};
        return access;
    }
    access.tokens.access = Secret{std::string_view{given.access_token}};
    access.tokens.refresh = Secret{std::string_view{given.refresh_token}};
    if (given.expires_in_s > 0) {
        access.tokens.access_until = now + Seconds{given.expires_in_s};
    }
    return access;
}

Result<ConnectionId> give_access(
    Tx& tx,
    const Connection& connection,
    ConnectionAccess access,
    const adapters::ProfileTable& profiles,
    const Vault& vault,
    const SealNonce& nonce
) {
    const std::string& platform = connection.platform.text();
    const auto* api = adapters::find_shop_api(platform);
    const auto* profile = profiles.find(platform);
    if (api == nullptr || profile == nullptr) {
        return fail_field(
            "id", "bad_value", platform + " needs no authorisation here: it is not called"
        );
    }
    if (api->is_pushed) {
        if (auto checked = check_pushed(tx, connection, access, *api, *profile, vault); !checked) {
            return Failure{std::move(checked).error()};
        }
    }
    access.tenant = connection.tenant;
    access.connection = connection.id;
    if (const auto before = accesses::find(tx, connection.id, vault);
        before && before->state == AccessState::good && access.state == AccessState::code) {
        access.tokens = before->tokens; // they go on where the code is refused
    }
    accesses::put(tx, access, vault, nonce);
    retry_calls(tx, access.connection);
    return connection.id;
}

} // namespace route9::gateway
