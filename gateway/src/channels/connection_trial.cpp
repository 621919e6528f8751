// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/connection_trial.hpp"

#include "adapters/carriers/parcel_ask.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/channels/channel_caller.hpp"
#include "gateway/channels/connection_health.hpp"
#include "gateway/channels/parcel_asks.hpp"
#include "gateway/intake/connection_checks.hpp"
#include "gateway/intake/new_connection.hpp"
#include "platform/async_store.hpp"

#include <array>
#include <utility>

namespace route9::gateway {
namespace {

using adapters::ApiVerdict;
using enum TrialOutcome;

constexpr const char* kPublicUrl = "public_url";
constexpr Minutes kCalledFor{10}; // changes of the last minutes: a short list

bool pushes_nothing(const adapters::Profile& profile) {
    return profile.signature.scheme == adapters::SignatureScheme::none;
}

TrialStep address_of(const Connection& connection, const adapters::Profile& profile) {
    const std::string path = hook_path(connection);
    if (pushes_nothing(profile)) {
        return {"address", open, profile.platform + " calls none: its queue is read"};
    }
    const bool of_app = !connection.app.empty();
    if (!of_app && signs_public_url(profile) && connection.setting(kPublicUrl).empty()) {
        return {
            "address",
            failed,
            profile.platform + " signs the URL it calls: set public_url to it, https://…" + path
        };
    }
    return {"address", good, "have the platform call https://…" + path};
}

TrialStep secret_of(const Connection& connection, Instant now) {
    if (!connection.app.empty()) {
        return {"secret", open, "its app's: try " + connection.app.text()};
    }
    const auto count = connection.good_secrets(now).size();
    if (count == 0) {
        return {"secret", failed, "no secret is good any more: rotate it"};
    }
    return {"secret", good, std::to_string(count) + (count == 1 ? " is good" : " are good")};
}

TrialStep messages_of(const ConnectionHealth& health, const adapters::Profile& profile) {
    const HeardSlot& day = health.day;
    const std::string refused = std::to_string(day.refused) +
                                " of the last day were refused by their signature: route9 verify "
                                "webhook says why";
    if (!health.last_heard) {
        const std::string none = pushes_nothing(profile)
                                     ? "none yet: they are read from its queue"
                                     : "none yet: have the platform send a test";
        return day.refused == 0 ? TrialStep{"messages", open, none}
                                : TrialStep{"messages", failed, "none was believed; " + refused};
    }
    const std::string last = "the last came " + format_corridor(*health.last_heard);
    if (day.refused == 0) {
        return {"messages", good, last};
    }
    // What was mended since need not stand for a day.
    return {"messages", health.lately.refused == 0 ? good : failed, last + "; " + refused};
}

TrialStep access_of(const ConnectionHealth& health) {
    constexpr std::string_view kStep = "access";
    if (!health.calls_api) {
        return {kStep, open, "not needed"};
    }
    if (!health.access && health.is_pushed) {
        return {kStep, open, "not authorised: its pushes are all that comes, and nothing is told"};
    }
    if (!health.access) {
        return {kStep, failed, "the shop has authorised nothing yet: give its code or tokens"};
    }
    switch (health.access->state) {
    case AccessState::lost:
        return {kStep, failed, "the shop must authorise again: " + health.access->reason};
    case AccessState::code:
        return {kStep, open, "the code is exchanged for tokens by the next call"};
    case AccessState::good:
        break;
    }
    const auto& until = health.access->tokens.access_until;
    return {kStep, good, until ? "until " + format_corridor(*until) : "until it is withdrawn"};
}

TrialStep judged(const ChannelAnswer& answer) {
    if (answer.verdict == ApiVerdict::good) {
        return {"call", good, "the platform answered"};
    }
    return {"call", failed, answer.words.empty() ? "the platform gave no answer" : answer.words};
}

/// A carrier is asked for a parcel that it has: only an answer about one tells that it tells.
platform::task<TrialStep> try_asking(Services& services, Channel channel, Tick deadline) {
    const AskingCarrier of{channel.shop->tenant, channel.shop->id, channel.shop->party};
    auto unit = [of](Tx& tx) -> Result<std::optional<std::string>> {
        return parcel_asks::any_code(tx, of);
    };
    const auto code =
        co_await platform::read(services.store, Reach::of(of.tenant), std::move(unit), deadline);
    if (!code || !*code) {
        co_return TrialStep{"call", open, "the carrier has no parcel that it could be asked for"};
    }
    const adapters::Profile& profile = *channel.profile;
    MakeCall make = [&profile, &code](const adapters::ApiAccess& access, Instant) {
        return adapters::parcel_ask_call(profile.parcel_ask, access, **code);
    };
    auto answer = co_await services.calls->call(channel, std::move(make), deadline);
    const std::string parcel = "the parcel " + **code;
    if (answer.verdict == ApiVerdict::not_there) {
        co_return TrialStep{"call", failed, "it does not know " + parcel + ": " + answer.words};
    }
    if (answer.verdict != ApiVerdict::good) {
        co_return judged(answer);
    }
    const auto* words = services.catalogue.carrier_words.find(profile.parcel_words);
    const auto read = adapters::read_parcel_answer(profile.parcel_ask, *words, answer.body, **code);
    if (!read) {
        const FieldError& field = read.error().fields.front();
        co_return TrialStep{
            "call", failed, "unreadable answer: " + field.pointer + ": " + field.message
        };
    }
    co_return TrialStep{"call", good, "the carrier answered about " + parcel};
}

} // namespace

std::string_view name(TrialOutcome outcome) noexcept {
    constexpr std::array<std::string_view, 3> kNames{"good", "failed", "open"};
    return kNames.at(static_cast<std::size_t>(outcome));
}

std::vector<TrialStep> try_on_paper(
    const Connection& connection,
    const ConnectionHealth& health,
    const adapters::Profile& profile,
    Instant now
) {
    return {
        address_of(connection, profile),
        secret_of(connection, now),
        messages_of(health, profile),
        access_of(health),
    };
}

platform::task<TrialStep> try_call(Services& services, Connection connection, Tick deadline) {
    const bool has_api = adapters::find_shop_api(connection.platform.text()) != nullptr;
    if (!has_api || connection.is_app() || services.calls == nullptr) {
        co_return TrialStep{"call", open, "nothing is called"};
    }
    const auto channel = co_await open_channel(services, connection.id, {}, deadline);
    if (!channel) {
        co_return TrialStep{"call", failed, channel.error().detail};
    }
    if (channel->api->is_carrier) {
        co_return co_await try_asking(services, *channel, deadline);
    }
    if (channel->api->changes_call == nullptr) {
        co_return TrialStep{"call", open, "the platform has no list to ask for"};
    }
    MakeCall make = [&channel](const adapters::ApiAccess& access, Instant now) {
        return channel->api->changes_call(access, {now - kCalledFor, now, {}}, now);
    };
    co_return judged(co_await services.calls->call(*channel, std::move(make), deadline));
}

platform::task<Result<std::vector<TrialStep>>>
try_connection(Services& services, Connection connection, Tick deadline) {
    const Instant now = services.clock.business();
    auto unit = [connection, &vault = services.vault, now](Tx& tx) -> Result<ConnectionHealth> {
        return health_of(tx, connection, vault, now);
    };
    const auto health = co_await platform::read(
        services.store, Reach::of(connection.tenant), std::move(unit), deadline
    );
    if (!health) {
        co_return Failure{health.error()};
    }
    const auto* profile = services.catalogue.profiles->find(connection.platform.text());
    std::vector<TrialStep> steps;
    if (profile != nullptr) {
        steps = try_on_paper(connection, *health, *profile, now);
    }
    if (health->is_pushed && !health->access) {
        steps.push_back({"call", open, "nothing is called"});
        co_return steps;
    }
    steps.push_back(co_await try_call(services, std::move(connection), deadline));
    co_return steps;
}

} // namespace route9::gateway
