// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/apis/read_api_rule.hpp"

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t kTextBytesMax = 200;
constexpr std::size_t kWordsMax = 60;
constexpr int kCallsMax = 10'000;
constexpr int kSecondsMax = 86'400;
constexpr std::string_view kHost = "{host}";

constexpr std::array<std::pair<std::string_view, ApiVerdict>, 5> kVerdicts{{
    {"good", ApiVerdict::good},
    {"token_expired", ApiVerdict::token_expired},
    {"throttled", ApiVerdict::throttled},
    {"passing", ApiVerdict::passing},
    {"not_there", ApiVerdict::not_there},
}};

constexpr std::array<std::pair<std::string_view, SourceState>, 6> kStates{{
    {"not_yet", SourceState::not_yet},
    {"released", SourceState::released},
    {"cancel_requested", SourceState::cancel_requested},
    {"cancelled", SourceState::cancelled},
    {"sent", SourceState::sent},
    {"returning", SourceState::returning},
}};

bool is_base(std::string_view text) {
    return text.starts_with("https://") && !text.ends_with('/') && !text.contains('?');
}

std::string
read_base(ObjectReader& row, std::string_view name, Need need, const std::string& otherwise) {
    auto base = row.text(name, need, kTextBytesMax);
    if (base && !is_base(*base)) {
        row.refuse(name, "malformed", "Give an https address without a slash at its end.");
    }
    return base.value_or(otherwise);
}

/// Every word of every list once.
template <class Value, std::size_t size>
std::map<std::string, Value, std::less<>>
read_words(ObjectReader& row, const std::array<std::pair<std::string_view, Value>, size>& lists) {
    std::map<std::string, Value, std::less<>> words;
    for (const auto& [name, value] : lists) {
        const auto* list = row.array(name, Need::optional, kWordsMax);
        for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
            const Json& word = (*list)[at];
            if (!word.is_string()) {
                row.refuse(name, "wrong_type", "Give words as text.");
            } else if (!words.try_emplace(word.get<std::string>(), value).second) {
                row.refuse(name, "duplicate", "A word has one meaning: " + word.dump());
            }
        }
    }
    return words;
}

/// Domains such as ".myshopify.com".
std::vector<std::string> read_hosts(ObjectReader& row) {
    std::vector<std::string> hosts;
    const auto* list = row.array("hosts", Need::optional, kWordsMax);
    for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
        const Json& host = (*list)[at];
        if (!host.is_string() || !host.get_ref<const std::string&>().starts_with('.')) {
            row.refuse("hosts", "malformed", R"(Give domains such as ".myshopify.com".)");
            return {};
        }
        hosts.push_back(host.get<std::string>());
    }
    return hosts;
}

} // namespace

ApiRule read_api_rule(const Json& object, const std::string& pointer, FieldErrors& errors) {
    ObjectReader row{object, pointer, errors};
    ApiRule rule;
    rule.base = read_base(row, "base", Need::required, {});
    rule.auth_base = read_base(row, "auth_base", Need::optional, rule.base);
    rule.calls = static_cast<int>(row.integer("calls", Need::required, 1, kCallsMax).value_or(1));
    rule.per = Seconds{row.integer("per_s", Need::required, 1, kSecondsMax).value_or(1)};
    rule.code_at = row.text("code_at", Need::optional, kTextBytesMax).value_or("");
    if (!rule.code_at.empty() && !rule.code_at.starts_with('/')) {
        row.refuse("code_at", "malformed", R"(Give a JSON pointer such as "/code".)");
        rule.code_at.clear();
    }
    rule.codes = read_words(row, kVerdicts);
    rule.host_setting = row.text("host_setting", Need::optional, kTextBytesMax).value_or("");
    rule.hosts = read_hosts(row);
    if (rule.base.contains(kHost) == rule.host_setting.empty()) {
        row.refuse("host_setting", "conflict", "It says what stands for {host} in base.");
    }
    row.finish();
    return rule;
}

OrderStates read_order_states(const Json& object, const std::string& pointer, FieldErrors& errors) {
    ObjectReader row{object, pointer, errors};
    OrderStates states = read_words(row, kStates);
    row.finish();
    return states;
}

} // namespace route9::adapters
