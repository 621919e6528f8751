// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/apis/read_tells.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <sstream>
#include <string_view>
#include <utility>

namespace route9::adapters {
namespace {

constexpr std::size_t kCallsMax = 8; // of one action
constexpr std::size_t kCallBytesMax = 200;
constexpr std::array<std::string_view, 4> kMethods{"GET", "POST", "PUT", "DELETE"};

/// Every step is plain, or a name in braces to its end but for an ending such as ".json".
bool is_path(std::string_view path) {
    if (!path.starts_with('/') || path.ends_with('/') || path.contains("//")) {
        return false;
    }
    bool is_open = false;
    for (const char c : path) {
        if (c == '?' || c == '#' || (c == '{' && is_open) || (c == '}' && !is_open) ||
            (c == '/' && is_open)) {
            return false;
        }
        is_open = c == '{' || (is_open && c != '}');
    }
    return !is_open && !path.contains("{}");
}

/// "POST /orders/{id}/cancel.json", or with a GraphQL field after it.
std::optional<ToldCall> read_call(const std::string& text) {
    std::istringstream words{text};
    ToldCall call;
    std::string more;
    words >> call.method >> call.path >> call.field;
    const bool is_known = std::ranges::find(kMethods, call.method) != kMethods.end();
    if (!is_known || !is_path(call.path) || words >> more || text.size() > kCallBytesMax) {
        return std::nullopt;
    }
    return call;
}

std::vector<ToldCall>
read_calls(ObjectReader& row, const std::string& action, FieldErrors& errors) {
    std::vector<ToldCall> calls;
    const auto* list = row.array(action, Need::required, kCallsMax);
    for (std::size_t at = 0; list != nullptr && at < list->size(); ++at) {
        const Json& text = (*list)[at];
        auto call = text.is_string() ? read_call(text.get<std::string>()) : std::nullopt;
        if (!call) {
            errors.push_back(
                {pointer_step(row.pointer(action), at),
                 "malformed",
                 R"(Give a call as "PUT /orders/{id}", below the API's base and without a query.)"}
            );
            continue;
        }
        calls.push_back(*std::move(call));
    }
    if (list != nullptr && list->empty()) {
        row.refuse(action, "out_of_range", "Name its calls, or leave the action out.");
    }
    return calls;
}

} // namespace

Tells read_tells(const Json& object, const std::string& pointer, FieldErrors& errors) {
    ObjectReader row{object, pointer, errors};
    Tells tells;
    for (const auto& [word, calls] : object.items()) {
        const auto action = parse_write_action(word);
        if (!action) {
            errors.push_back(
                {row.pointer(word),
                 "unknown_value",
                 "Nothing of the kind is told; there is accepted, packed, shipped, "
                 "delivery_failed, delivered and cancelled."}
            );
            continue;
        }
        tells.emplace(*action, read_calls(row, word, errors));
    }
    return tells;
}

} // namespace route9::adapters
