// SPDX-License-Identifier: Apache-2.0
#include "core/limits.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/execute_once.hpp"
#include "gateway/http/json_body.hpp"
#include "gateway/intake/connection_checks.hpp"
#include "gateway/intake/new_connection.hpp"
#include "gateway/views/connection_view.hpp"

#include <utility>

namespace route9::gateway::endpoints {
namespace {

constexpr std::string_view kName = "post_connection";

constexpr std::size_t kSettingBytesMax = 4'096; // a public key in PEM
constexpr std::size_t kSecretBytesMax = 1'024;
constexpr std::size_t kSettingsMax = 32;

std::map<std::string, std::string> read_settings(ObjectReader& reader, FieldErrors& errors) {
    std::map<std::string, std::string> settings;
    const Json* given = reader.object("settings", Need::optional);
    if (given == nullptr) {
        return settings;
    }
    if (given->size() > kSettingsMax) {
        reader.refuse("settings", "too_many", "no platform has so many");
        return settings;
    }
    for (const auto& [name, value] : given->items()) {
        if (!value.is_string() || value.get_ref<const std::string&>().size() > kSettingBytesMax) {
            errors.push_back({
                pointer_step("/settings", name),
                "wrong_type",
                "give text of at most " + std::to_string(kSettingBytesMax) + " bytes",
            });
        } else {
            settings[name] = value.get<std::string>();
        }
    }
    return settings;
}

Result<NewConnection> read_connection(const Json& body, const Principal& principal) {
    constexpr std::size_t kTextMax = limits::foreign_id_bytes_max;
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    NewConnection asked;
    asked.tenant = principal.tenant;
    asked.platform = reader.text("platform", Need::required, kTextMax).value_or("");
    asked.id = reader.text("id", Need::optional, kTextMax).value_or("");
    asked.secret = reader.text("secret", Need::optional, kSecretBytesMax).value_or("");
    asked.app = reader.text("app", Need::optional, kTextMax).value_or("");
    asked.shop = reader.text("shop", Need::optional, kTextMax).value_or("");
    asked.settings = read_settings(reader, errors);
    const auto own = confined_to(principal);
    asked.party = PartyId{
        reader.text("party", Need::optional, kTextMax).value_or(own ? own->text() : std::string{})
    };
    if (own && asked.party != *own) {
        reader.refuse("party", "not_found", "give your own id, or leave it out");
    }
    if (own && !asked.app.empty()) {
        reader.refuse(
            "app", "forbidden", "the shops of an app are connected by the operator of the business"
        );
    }
    reader.finish();
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return asked;
}

/// Where the platform has a secret of its own, one that we make would only look like one.
Result<PlannedConnection> plan(Services& services, const NewConnection& asked) {
    const auto& profiles = *services.catalogue.profiles;
    auto planned = plan_connection(asked, profiles, services.entropy, services.clock.business());
    if (!planned) {
        return planned;
    }
    if (!planned->made_secret.empty() && !makes_secret(*profiles.find(asked.platform))) {
        return fail_field(
            "/secret", "required", "give the secret that " + asked.platform + " signs with"
        );
    }
    return planned;
}

platform::task<Result<http::Response>>
handle_post_connection(Services& services, http::Request& request) {
    const auto body = http::read_json_body(request);
    if (!body) {
        co_return Failure{body.error()};
    }
    if (!acts_for_sellers(*request.principal)) {
        co_return fail(ErrorCode::forbidden, "this key connects no shops");
    }
    const auto asked = read_connection(*body, *request.principal);
    if (!asked) {
        co_return Failure{asked.error()};
    }
    auto planned = plan(services, *asked);
    if (!planned) {
        co_return Failure{std::move(planned).error()};
    }
    auto work = [planned = std::move(*planned),
                 &vault = services.vault,
                 now = services.clock.business()](Tx& tx) -> Result<http::Response> {
        const auto connection = add_connection(tx, planned, vault);
        if (!connection) {
            return Failure{connection.error()};
        }
        Json view = connection_view(tx, *connection, vault, now);
        if (!planned.made_secret.empty()) {
            view["secret"] = planned.made_secret; // this once
        }
        http::Response response = http::json_response(201, view);
        response.headers.emplace_back("Location", "/v1/connections/" + connection->id.text());
        return response;
    };
    co_return co_await execute_once(services, request, kName, std::move(work));
}

} // namespace

http::Route post_connection(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/connections",
        .name = std::string{kName},
        .access = http::Access::key,
        .scope = Scope::webhooks_write,
        .handler = [&services](http::Request& request
                   ) { return handle_post_connection(services, request); },
    };
}

} // namespace route9::gateway::endpoints
