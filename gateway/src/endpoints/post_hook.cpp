// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/event_readers.hpp"
#include "adapters/marketplaces/hook_body.hpp"
#include "adapters/marketplaces/hook_facts.hpp"
#include "adapters/marketplaces/signature_verifier.hpp"
#include "adapters/marketplaces/simple_rule.hpp"
#include "core/limits.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/endpoints.hpp"
#include "gateway/http/problem.hpp"
#include "gateway/intake/connection_cache.hpp"
#include "gateway/intake/keep_delivery.hpp"
#include "intake/intake_metrics.hpp"

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace route9::gateway::endpoints {
namespace {

using adapters::HookKeys;
using adapters::HookRequest;
using adapters::Profile;
using adapters::Verification;

std::vector<adapters::HeaderField> fields_of(const http::Headers& headers) {
    std::vector<adapters::HeaderField> fields;
    for (const http::Field& field : headers) {
        fields.push_back({field.name, field.value});
    }
    return fields;
}

std::vector<adapters::HeaderField> parameters_of(const http::Query& query) {
    std::vector<adapters::HeaderField> parameters;
    for (const auto& [name, value] : query.pairs()) {
        parameters.push_back({name, value});
    }
    return parameters;
}

HookKeys keys_of(const Connection& connection, Instant now) {
    HookKeys keys;
    int number = 0;
    for (const Secret& secret : connection.good_secrets(now)) {
        keys.secrets.push_back({"secret-" + std::to_string(++number), secret});
    }
    for (const auto& [name, value] : connection.settings) {
        keys.settings.emplace(name, value);
    }
    return keys;
}

/// Keys nobody has: an unknown connection does the same work and gets the same answer as a wrong
/// signature.
HookKeys no_ones_keys(Entropy& entropy) {
    std::array<std::byte, 32> random{};
    entropy.fill(random);
    HookKeys keys;
    keys.secrets.push_back({"none", Secret{"whsec_" + base64(random)}});
    return keys;
}

http::Response profile_answer(const adapters::HookAnswer& answer) {
    auto response = http::text_response(answer.status, answer.body);
    if (answer.body.starts_with('{')) {
        response.content_type = http::json_type;
    }
    return response;
}

http::Response
refused(const Profile& profile, const Verification& verdict, const http::Request& request) {
    if (profile.bad_signature.status != 401) {
        return profile_answer(profile.bad_signature);
    }
    const bool stale = verdict.refusal == adapters::Refusal::too_old ||
                       verdict.refusal == adapters::Refusal::too_new;
    const Error error{
        .code = stale ? ErrorCode::signature_stale : ErrorCode::signature_invalid,
        .detail = std::string{adapters::explain(verdict.refusal)},
    };
    return http::problem(error, request.id);
}

/// By its shop_key(); empty where the message names none, or nothing that is a name.
std::string named_shop(const Profile& profile, const HookRequest& hook, const Result<Json>& body) {
    auto named = body ? adapters::shop_of(profile, hook, *body) : std::nullopt;
    const bool fits = named && named->size() <= limits::foreign_id_bytes_max &&
                      named->find_first_of("\t\n") == std::string::npos;
    return fits ? shop_key(*named) : std::string{};
}

/// Where the connection says which shop it serves, a message must name it.
bool is_other_shop(const Profile& profile, const std::string& named, const Connection& connection) {
    const std::string expected = shop_key(connection.setting(profile.shop_setting));
    return !expected.empty() && named != expected;
}

bool says_its_type(const Profile& profile) {
    return profile.signature.scheme == adapters::SignatureScheme::simple;
}

std::string topic_of(
    const Profile& profile,
    const HookRequest& hook,
    const HookKeys& keys,
    const http::Headers& headers
) {
    if (says_its_type(profile)) {
        return adapters::simple_type(hook, keys.settings);
    }
    for (const http::Field& field : headers) {
        if (field.name.size() > 6 &&
            http::equal_ignoring_case(field.name.substr(field.name.size() - 6), "-topic")) {
            return std::string{field.value};
        }
    }
    return {};
}

/// A verification, or another message that is of no shop because it is of none of its orders.
bool asks_nothing(const Profile& profile, const Json& body) {
    const auto* reader = adapters::find_event_reader(profile.platform);
    if (reader == nullptr || profile.order_states.empty()) {
        return false;
    }
    const auto event =
        reader->read(body, {.topic = {}, .connection = {}, .states = profile.order_states});
    return event && event->kind == adapters::EventKind::ignored;
}

struct Judged {
    InboxState state = InboxState::pending;
    std::string reason;
    http::Response answer;
    Bytes dedupe;
    std::string shop; // that the message names
    std::string topic;
};

/// What a well-signed message is: an order's, somebody else's, or unreadable.
Judged judge(
    const Profile& profile,
    const HookRequest& hook,
    const Result<Json>& body,
    Judged judged, // so far
    const Connection& connection
) {
    const std::string shop = judged.shop;
    if (!body) {
        judged.state = InboxState::quarantined;
        judged.reason = body.error().detail;
        judged.answer = profile_answer(profile.malformed);
        judged.dedupe = filed_key(hex(sha256(as_byte_view(hook.body))));
        return judged;
    }
    judged.answer = profile_answer(profile.ok);
    // The same order may be created and cancelled by the same bytes.
    const std::string type = says_its_type(profile) ? judged.topic + "|" : std::string{};
    const std::string key = type + adapters::dedupe_key(profile, hook, *body);
    judged.dedupe = filed_dedupe(connection, shop, key);
    if (shop.empty() && asks_nothing(profile, *body)) {
        judged.state = InboxState::ignored;
        judged.reason = "nothing of an order, and of no shop";
    } else if (connection.is_app()) {
        judged.state = InboxState::unmatched;
        judged.reason = shop.empty() ? "the message names no shop"
                                     : "no connection of this app is for the shop " + shop;
    } else if (is_other_shop(profile, shop, connection)) {
        judged.state = InboxState::unmatched;
        judged.reason = shop.empty() ? "the message names no shop"
                                     : "of the shop " + shop + ", the connection is of " +
                                           connection.setting(profile.shop_setting);
    }
    return judged;
}

platform::task<Result<http::Response>>
keep(Services& services, http::Request& request, const Connection& connection, Judged judged) {
    const auto kept = co_await keep_delivery(
        services,
        connection,
        {.delivery =
             {.topic = std::move(judged.topic), .shop = std::move(judged.shop), .body = request.body
             },
         .dedupe = std::move(judged.dedupe),
         .state = judged.state,
         .reason = std::move(judged.reason)},
        request.deadline
    );
    if (!kept) {
        co_return Failure{kept.error()};
    }
    co_return std::move(judged.answer);
}

platform::task<Result<http::Response>>
handle_post_hook(Services& services, http::Request& request) {
    const Profile* profile = services.catalogue.profiles->find(request.parameter("platform"));
    if (profile == nullptr) {
        co_return fail(ErrorCode::not_found, "there is no platform of this name");
    }
    const ConnectionId id{std::string{request.parameter("connection")}};
    const auto found = co_await services.connections.find(id, request.deadline);
    if (!found) {
        co_return Failure{found.error()};
    }
    const bool known = *found && (*found)->platform.text() == profile->platform;
    if (adapters::is_form_ping(*profile, request.body)) {
        co_return profile_answer(profile->ok);
    }
    const std::vector<adapters::HeaderField> fields = fields_of(request.headers);
    const std::vector<adapters::HeaderField> query = parameters_of(request.target.query);
    const HookKeys keys =
        known ? keys_of(**found, services.clock.business()) : no_ones_keys(services.entropy);
    const auto url = keys.settings.find("public_url");
    const HookRequest hook{
        .headers = fields,
        .body = request.body,
        .public_url = url == keys.settings.end() ? std::string_view{} : url->second,
        .query = query,
    };
    const Verification verdict =
        adapters::verify_hook(*profile, hook, &keys, services.clock.wall());
    if (!known || !verdict.accepted) {
        count_refusal(services, known ? found->get() : nullptr, verdict.refusal);
        co_return refused(*profile, verdict, request);
    }
    if ((*found)->paused) {
        co_return fail(ErrorCode::overloaded, "this connection is paused; deliver again later");
    }
    const auto body = adapters::read_hook_body(*profile, hook.body);
    const std::string shop = named_shop(*profile, hook, body);
    const auto owner = co_await addressee(services, *found, shop, request.deadline);
    if (!owner) {
        co_return Failure{owner.error()};
    }
    Judged known_so_far;
    known_so_far.shop = shop;
    known_so_far.topic = topic_of(*profile, hook, keys, request.headers);
    Judged judged = judge(*profile, hook, body, std::move(known_so_far), **owner);
    co_return co_await keep(services, request, **owner, std::move(judged));
}

} // namespace

http::Route post_hook(Services& services) {
    return {
        .method = http::Method::post,
        .pattern = "/v1/hooks/{platform}/{connection}",
        .name = "post_hook",
        .access = http::Access::hook,
        .scope = std::nullopt,
        .handler = [&services](http::Request& request
                   ) { return handle_post_hook(services, request); },
    };
}

} // namespace route9::gateway::endpoints
