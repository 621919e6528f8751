// SPDX-License-Identifier: Apache-2.0
#include "gateway/views/connection_view.hpp"

#include "gateway/intake/connection_checks.hpp"
#include "gateway/intake/new_connection.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

constexpr const char* kHidden = "(set)";

void set_time(Json& json, const char* member, const std::optional<Instant>& at) {
    if (at) {
        json[member] = format_utc(*at);
    }
}

Json settings_of(const Connection& connection) {
    Json settings = Json::object();
    for (const auto& [name, value] : connection.settings) {
        settings[name] = is_secret_setting(name) ? std::string{kHidden} : value;
    }
    return settings;
}

Json messages_of(const ConnectionHealth& health) {
    const HeardSlot& day = health.day;
    Json json{
        {"received", day.received},
        {"repeated", day.repeated},
        {"refused", day.refused},
        {"set_aside", day.set_aside},
        {"errors_per_thousand", errors_per_thousand(day)},
        {"lag_ms",
         {{"average", day.settled == 0 ? 0 : day.lag_ms / day.settled}, {"longest", day.lag_ms_max}}
        },
    };
    set_time(json, "last_at", health.last_heard);
    return json;
}

Json access_of(const ConnectionHealth& health) {
    if (!health.access) {
        return Json{{"state", "none"}};
    }
    const ConnectionAccess& access = *health.access;
    Json json{{"state", name(access.state)}};
    if (!access.reason.empty()) {
        json["reason"] = access.reason;
    }
    set_time(json, "token_until", access.tokens.access_until);
    set_time(json, "authorised_until", access.tokens.refresh_until);
    return json;
}

Json alerts_of(const ConnectionHealth& health) {
    Json alerts = Json::array();
    for (const ConnectionAlert& alert : health.alerts) {
        alerts.push_back(
            {{"kind", name(alert.kind)},
             {"since", format_utc(alert.since)},
             {"detail", alert.detail}}
        );
    }
    return alerts;
}

} // namespace

Json connection_view(Tx& tx, const Connection& connection, const Vault& vault, Instant now) {
    const ConnectionHealth health = health_of(tx, connection, vault, now);
    Json json{
        {"id", connection.id.text()},
        {"platform", connection.platform.text()},
        {"hook", hook_path(connection)},
        {"paused", connection.paused},
        {"settings", settings_of(connection)},
        {"created_at", format_utc(connection.created_at)},
        {"messages", messages_of(health)},
        {"alerts", alerts_of(health)},
    };
    if (connection.app.empty()) {
        json["good_secrets"] = connection.good_secrets(now).size();
    } else {
        json["app"] = connection.app.text();
        json["shop"] = connection.shop;
    }
    if (!connection.is_app()) {
        json["party"] = connection.party.text();
    }
    if (health.calls_api) {
        json["access"] = access_of(health);
    }
    return json;
}

Json queue_view(const ConnectionQueue& queue) {
    Json polls = Json::array();
    for (const PollState& poll : queue.polls) {
        Json item{{"kind", name(poll.kind)}, {"reached", format_utc(poll.reached)}};
        set_time(item, "last_good_at", poll.last_good_at);
        if (!poll.reason.empty()) {
            item["reason"] = poll.reason;
        }
        polls.push_back(std::move(item));
    }
    Json json{
        {"deliveries", queue.deliveries},
        {"orders_to_fetch", queue.fetches},
        {"orders_not_fetched", queue.parked},
        {"polls", std::move(polls)},
    };
    set_time(json, "oldest_at", queue.oldest_at);
    return json;
}

Json trial_view(const Connection& connection, const std::vector<TrialStep>& steps) {
    Json list = Json::array();
    for (const TrialStep& step : steps) {
        list.push_back(
            {{"name", step.name}, {"outcome", name(step.outcome)}, {"detail", step.detail}}
        );
    }
    const bool works = std::ranges::none_of(steps, [](const TrialStep& step) {
        return step.outcome == TrialOutcome::failed;
    });
    return Json{{"id", connection.id.text()}, {"works", works}, {"steps", std::move(list)}};
}

Json delivery_view(const SetAside& delivery) {
    return Json{
        {"id", delivery.id.text()},
        {"state", delivery.state},
        {"reason", delivery.reason},
        {"received_at", format_utc(delivery.received_at)},
    };
}

} // namespace route9::gateway
