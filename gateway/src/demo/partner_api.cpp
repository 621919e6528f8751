// SPDX-License-Identifier: Apache-2.0
#include "demo/partner_api.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace route9::gateway::demo {
namespace {

constexpr int kBusyTries = 40;
constexpr int kPagesMax = 200;
constexpr std::chrono::milliseconds kBusyPause{50};

const Json kNothing = Json::object();

Json read_body(const HttpAnswer& answer) {
    if (answer.body.empty()) {
        return Json::object();
    }
    const Json json = Json::parse(answer.body, nullptr, false);
    return json.is_discarded() ? Json::object() : json;
}

/// What a problem document says, in one line.
std::string complaint(const Json& problem) {
    std::string text = text_at(problem, "code") + ": " + text_at(problem, "detail");
    for (const Json& error : member_at(problem, "errors")) {
        text += fmt::format(" [{} {}]", text_at(error, "pointer"), text_at(error, "message"));
    }
    return text;
}

std::string with_cursor(const std::string& target, const std::string& cursor) {
    if (cursor.empty()) {
        return target;
    }
    return target + (target.find('?') == std::string::npos ? "?cursor=" : "&cursor=") + cursor;
}

} // namespace

const Json& member_at(const Json& json, std::string_view name) {
    const auto found = json.is_object() ? json.find(std::string{name}) : json.end();
    return json.is_object() && found != json.end() ? *found : kNothing;
}

std::string text_at(const Json& json, std::string_view name) {
    const Json& found = member_at(json, name);
    return found.is_string() ? found.get<std::string>() : std::string{};
}

std::int64_t number_at(const Json& json, std::string_view name) {
    const Json& found = member_at(json, name);
    return found.is_number_integer() ? found.get<std::int64_t>() : 0;
}

std::string money_text(const Json& money) {
    return text_at(money, "amount") + " " + text_at(money, "currency");
}

PartnerApi::PartnerApi(HttpClient& http, DayAccount& account, std::string actor, std::string key)
    : http_(http), account_(account), actor_(std::move(actor)), key_(std::move(key)) {}

HttpMessage PartnerApi::message(std::string method, const std::string& target) const {
    HttpMessage made{.method = std::move(method), .target = target};
    made.fields.emplace_back("Authorization", "Bearer " + key_);
    made.fields.emplace_back("Accept", "application/json, */*;q=0.5");
    return made;
}

HttpMessage PartnerApi::posting(const std::string& target) {
    HttpMessage made = message("POST", target);
    made.fields.emplace_back("Idempotency-Key", fmt::format("demo-{}", ++posts_));
    return made;
}

HttpAnswer PartnerApi::send(const HttpMessage& message) const {
    HttpAnswer answer = http_.send(message);
    for (int i = 0; i < kBusyTries && (answer.status == 429 || answer.status == 503); ++i) {
        std::this_thread::sleep_for(kBusyPause);
        answer = http_.send(message);
    }
    return answer;
}

std::optional<ApiAnswer>
PartnerApi::judged(const HttpMessage& message, std::initializer_list<int> expected) const {
    const HttpAnswer answer = send(message);
    ApiAnswer read{
        .status = answer.status,
        .json = read_body(answer),
        .etag = std::string{answer.field("ETag")},
    };
    if (std::ranges::find(expected, answer.status) == expected.end()) {
        fault(fmt::format(
            "{} {} answered {} ({})",
            message.method,
            message.target,
            answer.status,
            complaint(read.json)
        ));
        return std::nullopt;
    }
    return read;
}

std::optional<ApiAnswer>
PartnerApi::get(const std::string& target, std::initializer_list<int> expected) {
    return judged(message("GET", target), expected);
}

std::optional<ApiAnswer>
PartnerApi::post(const std::string& target, const Json& body, std::initializer_list<int> expected) {
    HttpMessage made = posting(target);
    if (!body.is_null()) {
        made.fields.emplace_back("Content-Type", "application/json");
        made.body = body.dump();
    }
    return judged(made, expected);
}

std::optional<ApiAnswer> PartnerApi::change(
    const std::string& method,
    const std::string& target,
    const Json& body,
    const std::string& if_match,
    std::initializer_list<int> expected
) {
    HttpMessage made = message(method, target);
    made.fields.emplace_back("Content-Type", "application/json");
    if (!if_match.empty()) {
        made.fields.emplace_back("If-Match", if_match);
    }
    made.body = body.dump();
    return judged(made, expected);
}

std::optional<ApiAnswer> PartnerApi::upload(
    const std::string& target,
    const std::string& type,
    std::string file,
    std::initializer_list<int> expected
) {
    HttpMessage made = posting(target);
    made.fields.emplace_back("Content-Type", type);
    made.body = std::move(file);
    return judged(made, expected);
}

std::vector<Json> PartnerApi::list(const std::string& target) {
    std::vector<Json> items;
    std::string cursor;
    for (int page = 0; page < kPagesMax; ++page) {
        const auto answer = get(with_cursor(target, cursor), {200});
        if (!answer) {
            return items;
        }
        const Json& found = member_at(answer->json, "items");
        items.insert(items.end(), found.begin(), found.end());
        cursor = text_at(answer->json, "next");
        if (cursor.empty() || found.empty()) { // the events' feed always has a next
            return items;
        }
    }
    fault("the list " + target + " does not end");
    return items;
}

} // namespace route9::gateway::demo
