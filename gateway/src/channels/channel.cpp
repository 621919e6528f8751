// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/channel.hpp"

#include "adapters/marketplaces/shop_host.hpp"
#include "gateway/catalogue.hpp"

#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

constexpr const char* kBaseUrl = "base_url";
constexpr std::string_view kAfterScheme = "://";
constexpr std::string_view kHost = "{host}";

/// "/rest" of "https://api.lazada.vn/rest".
std::string_view path_of(std::string_view base) {
    const auto host = base.find(kAfterScheme) + kAfterScheme.size();
    const auto slash = base.find('/', host);
    return slash == std::string_view::npos ? std::string_view{} : base.substr(slash);
}

/// A rehearsal's address stands for the platform's host, or with a path for its whole base.
std::string rehearsed(std::string rehearsal, std::string_view base) {
    while (rehearsal.ends_with('/')) {
        rehearsal.pop_back();
    }
    return path_of(rehearsal).empty() ? rehearsal.append(path_of(base)) : rehearsal;
}

/// "https://gom.myshopify.com/admin" of "https://{host}/admin".
std::string at_host(std::string base, const std::string& host) {
    const auto at = base.find(kHost);
    return at == std::string::npos ? base : base.replace(at, kHost.size(), host);
}

} // namespace

adapters::ApiAccess Channel::access(Instant now) const {
    adapters::ApiAccess access;
    access.settings.insert(shop->settings.begin(), shop->settings.end());
    access.settings.insert(app->settings.begin(), app->settings.end());
    const std::vector<Secret> secrets = app->good_secrets(now);
    access.app_secret = secrets.empty() ? Secret{} : secrets.front();
    access.shop = shop_name;
    return access;
}

bool Channel::is_rehearsed() const {
    return !shop->setting(kBaseUrl).empty() || !app->setting(kBaseUrl).empty();
}

platform::OutboundRequest Channel::request(adapters::ApiCall call) const {
    const std::string own = shop->setting(kBaseUrl);
    const std::string rehearsal = own.empty() ? app->setting(kBaseUrl) : own;
    const bool is_auth = call.host == adapters::ApiHost::auth;
    const std::string& base = is_auth ? profile->api.auth_base : profile->api.base;
    platform::OutboundRequest request{
        .method = std::move(call.method),
        .url = (rehearsal.empty() ? at_host(base, host) : rehearsed(rehearsal, base)) + call.target,
        .headers = {},
        .body = std::move(call.body),
        .is_public = rehearsal.empty() && !host.empty(),
    };
    for (adapters::ApiHeader& header : call.headers) {
        request.headers.push_back({std::move(header.name), std::move(header.value)});
    }
    return request;
}

Result<std::string>
host_of(const adapters::Profile& profile, const Connection& shop, const Connection& app) {
    const adapters::ApiRule& rule = profile.api;
    const bool is_rehearsed = !shop.setting(kBaseUrl).empty() || !app.setting(kBaseUrl).empty();
    if (rule.host_setting.empty() || is_rehearsed) {
        return std::string{};
    }
    std::string given = rule.host_setting == profile.shop_setting ? shop.shop : std::string{};
    for (const Connection* connection : {&shop, &app}) {
        given = given.empty() ? connection->setting(rule.host_setting) : given;
    }
    auto host = adapters::shop_host(rule, given);
    if (!host) {
        return fail(
            ErrorCode::not_found,
            "the connection's " + rule.host_setting + ": " + host.error().fields.front().message
        );
    }
    return host;
}

platform::task<Result<Channel>>
open_channel(Services& services, ConnectionId shop, std::string shop_name, Tick deadline) {
    Channel channel;
    auto found = co_await services.connections.find(shop, deadline);
    if (!found) {
        co_return Failure{std::move(found).error()};
    }
    channel.shop = std::move(*found);
    if (!channel.shop) {
        co_return fail(ErrorCode::not_found, "the connection is gone");
    }
    channel.app = channel.shop;
    if (!channel.shop->app.empty()) {
        auto app = co_await services.connections.find(channel.shop->app, deadline);
        if (!app) {
            co_return Failure{std::move(app).error()};
        }
        channel.app = std::move(*app);
    }
    if (!channel.app) {
        co_return fail(ErrorCode::not_found, "the app of this connection is gone");
    }
    if (channel.shop->paused || channel.app->paused) {
        co_return fail(ErrorCode::overloaded, "this connection is paused");
    }
    const std::string& platform = channel.shop->platform.text();
    channel.profile = services.catalogue.profiles->find(platform);
    channel.api = adapters::find_shop_api(platform);
    if (channel.profile == nullptr || channel.profile->api.empty() || channel.api == nullptr) {
        co_return fail(ErrorCode::not_found, platform + " has no API that is called");
    }
    const std::string set = channel.shop->setting(channel.profile->shop_setting);
    channel.shop_name = !channel.shop->shop.empty() ? channel.shop->shop
                        : !set.empty()              ? set
                                                    : std::move(shop_name);
    auto host = host_of(*channel.profile, *channel.shop, *channel.app);
    if (!host) {
        co_return Failure{std::move(host).error()};
    }
    channel.host = std::move(*host);
    co_return channel;
}

adapters::JudgedAnswer judge(const Channel& channel, const platform::OutboundAnswer& answer) {
    if (answer.fault != platform::OutboundFault::none) {
        adapters::JudgedAnswer judged;
        const bool is_setting = answer.fault == platform::OutboundFault::bad_address;
        judged.verdict = is_setting ? adapters::ApiVerdict::refused : adapters::ApiVerdict::passing;
        judged.words = std::string{platform::name(answer.fault)};
        return judged;
    }
    return adapters::judge(
        channel.profile->api,
        {.status = answer.status, .body = answer.body, .retry_after = answer.retry_after}
    );
}

} // namespace route9::gateway
