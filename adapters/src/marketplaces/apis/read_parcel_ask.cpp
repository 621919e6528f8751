// SPDX-License-Identifier: Apache-2.0
#include "marketplaces/apis/read_parcel_ask.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace route9::adapters {
namespace {

constexpr std::size_t kNameBytesMax = 200;
constexpr std::string_view kCode = "{code}";

std::string name_of(ObjectReader& row, std::string_view member, Need need) {
    return row.text(member, need, kNameBytesMax).value_or("");
}

bool is_header(std::string_view name) {
    return !name.empty() && std::ranges::all_of(name, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               c == '-';
    });
}

WordPlace read_place(ObjectReader& row, std::string_view member, FieldErrors& errors) {
    const auto* object = row.object(member, Need::required);
    if (object == nullptr) {
        return {};
    }
    ObjectReader place{*object, row.pointer(member), errors};
    WordPlace read{
        .word = name_of(place, "word", Need::required), .at = name_of(place, "at", Need::required)
    };
    place.finish();
    return read;
}

/// "POST /detail".
void read_call(ObjectReader& row, ParcelAskRule& rule) {
    const std::string call = name_of(row, "call", Need::required);
    rule.code_member = name_of(row, "body", Need::optional);
    const auto blank = call.find(' ');
    const std::string method = call.substr(0, blank);
    const std::string path = blank == std::string::npos ? "" : call.substr(blank + 1);
    const bool is_call = (method == "GET" || method == "POST") && path.starts_with('/') &&
                         path.find_first_of(" ?#") == std::string::npos;
    if (!is_call) {
        row.refuse("call", "malformed", R"(Give a call as "GET /orders/{code}", without a query.)");
        return;
    }
    rule.method = method;
    rule.path = path;
    if (path.contains(kCode) != rule.code_member.empty()) {
        row.refuse(
            "body", "conflict", "The path names the parcel by {code}, or body's member does."
        );
    }
    if (method == "GET" && !rule.code_member.empty()) {
        row.refuse("body", "conflict", "A GET has none.");
    }
}

void read_headers(ObjectReader& row, ParcelAskRule& rule) {
    rule.token_header = name_of(row, "token_header", Need::required);
    const auto* headers = row.object("setting_headers", Need::optional);
    if (headers != nullptr) {
        for (const auto& [header, setting] : headers->items()) {
            if (!is_header(header) || !setting.is_string()) {
                row.refuse("setting_headers", "malformed", "Name a setting for each header.");
                continue;
            }
            rule.setting_headers[header] = setting.get<std::string>();
        }
    }
    if (!is_header(rule.token_header)) {
        row.refuse("token_header", "malformed", R"(Give a header's name such as "Token".)");
    }
}

} // namespace

ParcelAskRule read_parcel_ask(const Json& object, const std::string& pointer, FieldErrors& errors) {
    ObjectReader row{object, pointer, errors};
    ParcelAskRule rule;
    read_call(row, rule);
    read_headers(row, rule);
    rule.parcel = name_of(row, "parcel", Need::required);
    if (!rule.parcel.starts_with('/')) {
        row.refuse("parcel", "malformed", R"(Give a JSON pointer such as "/data".)");
        rule.parcel.clear();
    }
    rule.code = name_of(row, "code", Need::required);
    rule.number = name_of(row, "number", Need::required);
    rule.state = read_place(row, "state", errors);
    if (const auto* steps = row.object("steps", Need::optional)) {
        ObjectReader list{*steps, row.pointer("steps"), errors};
        rule.steps = name_of(list, "list", Need::required);
        rule.step = {
            .word = name_of(list, "word", Need::required),
            .at = name_of(list, "at", Need::required),
        };
        list.finish();
    }
    rule.cash = name_of(row, "cash", Need::required);
    rule.remitted = name_of(row, "remitted", Need::optional);
    row.finish();
    return rule;
}

} // namespace route9::adapters
