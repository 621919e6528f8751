// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/api_call.hpp"

#include "adapters/marketplaces/api_rule.hpp"

#include <utility>

namespace route9::adapters {
namespace {

constexpr int kTooMany = 429;
constexpr int kServerErrors = 500;
constexpr int kUnauthorized = 401;
constexpr int kNotFound = 404;
constexpr int kGood = 200;
constexpr int kGoodEnd = 300;
constexpr std::size_t kWordsMax = 120;

/// Text, number or "true" and "false"; empty when there is none. Unreadable pointers were refused
/// with their row.
std::string code_of(const Json& body, const std::string& pointer) {
    const Json::json_pointer at{pointer};
    if (pointer.empty() || !body.is_structured() || !body.contains(at)) {
        return {};
    }
    const Json& code = body.at(at);
    if (code.is_boolean()) {
        return code.get<bool>() ? "true" : "false";
    }
    return code.is_string() ? code.get<std::string>() : number_text(code).value_or("");
}

ApiVerdict by_status(int status) noexcept {
    if (status >= kGood && status < kGoodEnd) {
        return ApiVerdict::good;
    }
    if (status == kTooMany) {
        return ApiVerdict::throttled;
    }
    if (status == kUnauthorized) {
        return ApiVerdict::token_expired;
    }
    if (status == kNotFound) {
        return ApiVerdict::not_there;
    }
    return status >= kServerErrors ? ApiVerdict::passing : ApiVerdict::refused;
}

} // namespace

std::optional<SourceState> source_state(const OrderStates& states, std::string_view word) {
    const auto found = states.find(word);
    return found == states.end() ? std::nullopt : std::optional{found->second};
}

std::string_view name(ApiVerdict verdict) noexcept {
    switch (verdict) {
    case ApiVerdict::good:
        return "good";
    case ApiVerdict::token_expired:
        return "token_expired";
    case ApiVerdict::throttled:
        return "throttled";
    case ApiVerdict::passing:
        return "passing";
    case ApiVerdict::not_there:
        return "not_there";
    case ApiVerdict::refused:
        return "refused";
    }
    return "unknown";
}

std::string ApiAccess::setting(std::string_view name) const {
    const auto found = settings.find(name);
    return found == settings.end() ? std::string{} : found->second;
}

JudgedAnswer judge(const ApiRule& rule, const ApiAnswer& answer) {
    JudgedAnswer judged;
    judged.verdict = by_status(answer.status);
    judged.words = "status " + std::to_string(answer.status);
    auto body = parse_json(answer.body);
    if (!body) {
        if (judged.verdict == ApiVerdict::good) { // a gateway on the way, or cut off
            judged.verdict = ApiVerdict::passing;
            judged.words = "unreadable JSON";
        }
        return judged;
    }
    judged.body = std::move(*body);
    const std::string code = code_of(judged.body, rule.code_at);
    const auto known = rule.codes.find(code);
    if (known != rule.codes.end()) {
        const bool is_hidden_failure =
            known->second == ApiVerdict::good && judged.verdict != ApiVerdict::good;
        judged.verdict = is_hidden_failure ? judged.verdict : known->second;
    } else if (judged.verdict == ApiVerdict::good && !rule.code_at.empty()) {
        judged.verdict = ApiVerdict::refused;
    }
    if (!code.empty()) {
        judged.words += " " + code.substr(0, kWordsMax);
    }
    return judged;
}

} // namespace route9::adapters
