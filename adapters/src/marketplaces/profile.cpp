// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/profile.hpp"

#include "core/json.hpp"
#include "marketplaces/apis/read_api_rule.hpp"
#include "marketplaces/apis/read_parcel_ask.hpp"
#include "marketplaces/apis/read_tells.hpp"
#include "marketplaces/signature_rule.hpp"
#include "marketplaces/value_source.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>

namespace route9::adapters {
namespace {

constexpr std::size_t kRowsMax = 200;
constexpr std::size_t kListMax = 20;
constexpr std::size_t kWordBytesMax = 200;

HookAnswer read_answer(ObjectReader& row, std::string_view name, FieldErrors& errors) {
    HookAnswer answer;
    const auto* object = row.object(name, Need::required);
    if (object == nullptr) {
        return answer;
    }
    ObjectReader reader{*object, row.pointer(name), errors};
    answer.status =
        static_cast<int>(reader.integer("status", Need::required, 200, 499).value_or(200));
    const auto* body = reader.any("body", Need::required);
    if (body != nullptr && body->is_string()) {
        answer.body = body->get<std::string>();
    } else if (body != nullptr) {
        reader.refuse("body", "wrong_type", "Give the answer's body as text, empty for none.");
    }
    reader.finish();
    return answer;
}

void read_dedupe(ObjectReader& row, Profile& profile, FieldErrors& errors) {
    const auto* alternatives = row.array("dedupe", Need::required, kListMax);
    if (alternatives == nullptr) {
        return;
    }
    for (std::size_t at = 0; at < alternatives->size(); ++at) {
        const auto where = pointer_step(row.pointer("dedupe"), at);
        profile.dedupe.push_back(read_sources((*alternatives)[at], where, errors));
    }
    if (profile.dedupe.empty()) {
        row.refuse("dedupe", "out_of_range", "Without a dedupe key a retry is a second order.");
    }
}

/// Names as `--set NAME=VALUE` takes them.
bool is_setting_name(std::string_view text) {
    return !text.empty() && text.size() <= kWordBytesMax && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    });
}

std::vector<std::string>
read_setting_names(ObjectReader& row, const char* member, FieldErrors& errors) {
    std::vector<std::string> found;
    const auto* names = row.array(member, Need::optional, kListMax);
    if (names == nullptr) {
        return found;
    }
    for (std::size_t at = 0; at < names->size(); ++at) {
        const Json& given = (*names)[at];
        const auto name = given.is_string() ? given.get<std::string>() : std::string{};
        const auto where = pointer_step(row.pointer(member), at);
        if (!is_setting_name(name)) {
            errors.push_back({where, "malformed", R"(Name a setting like "partner_id".)"});
        } else if (std::ranges::find(found, name) != found.end()) {
            errors.push_back({where, "duplicate", "Name each setting once."});
        } else {
            found.push_back(name);
        }
    }
    return found;
}

void read_form(ObjectReader& row, Profile& profile, FieldErrors& errors) {
    const auto* fields = row.array("form", Need::optional, kListMax);
    if (fields == nullptr) {
        return;
    }
    profile.form.emplace();
    for (std::size_t at = 0; at < fields->size(); ++at) {
        if (!(*fields)[at].is_string()) {
            errors.push_back(
                {pointer_step(row.pointer("form"), at), "wrong_type", "Name a field of the form."}
            );
            continue;
        }
        profile.form->push_back((*fields)[at].get<std::string>());
    }
}

void read_asking(ObjectReader& row, Profile& profile, FieldErrors& errors) {
    const auto* ask = row.object("parcel_ask", Need::optional);
    if (ask == nullptr) {
        return;
    }
    profile.parcel_ask = read_parcel_ask(*ask, row.pointer("parcel_ask"), errors);
    if (profile.api.empty() || profile.parcel_words.empty()) {
        row.refuse("parcel_ask", "conflict", "Asking needs an api and the carrier's parcel_words.");
    }
    for (const auto& [header, setting] : profile.parcel_ask.setting_headers) {
        if (std::ranges::find(profile.api_settings, setting) == profile.api_settings.end()) {
            std::string words = header;
            words.append(" needs ").append(setting).append(" in api_settings.");
            row.refuse("parcel_ask", "conflict", std::move(words));
        }
    }
}

void check_never(ObjectReader& row, const Profile& profile) {
    const auto* never = row.array("never_statuses", Need::required, kListMax);
    if (never == nullptr) {
        return;
    }
    for (const auto& status : *never) {
        for (const auto* answer : {&profile.ok, &profile.bad_signature, &profile.malformed}) {
            if (!status.is_number_integer() || status.get<std::int64_t>() == answer->status) {
                row.refuse(
                    "never_statuses", "conflict", "An answer of this row has a status it forbids."
                );
                return;
            }
        }
    }
}

Profile read_row(const Json& object, const std::string& pointer, FieldErrors& errors) {
    ObjectReader row{object, pointer, errors};
    Profile profile;
    profile.platform = row.text("platform", Need::required, kWordBytesMax).value_or("");
    row.text("source", Need::required, kWordBytesMax);
    row.text("certainty", Need::required, kWordBytesMax);
    constexpr std::array routes{
        std::pair{std::string_view{"app"}, HookRoute::app},
        std::pair{std::string_view{"connection"}, HookRoute::connection},
    };
    profile.route = one_of(row, "route", routes);
    constexpr std::array handshakes{
        std::pair{std::string_view{"none"}, Handshake::none},
        std::pair{std::string_view{"hub_challenge"}, Handshake::hub_challenge},
        std::pair{std::string_view{"form_ping"}, Handshake::form_ping},
    };
    profile.handshake = one_of(row, "handshake", handshakes);
    if (const auto* rule = row.object("signature", Need::required)) {
        profile.signature = read_signature_rule(*rule, row.pointer("signature"), errors);
    }
    if (const auto* answers = row.object("answers", Need::required)) {
        ObjectReader reader{*answers, row.pointer("answers"), errors};
        profile.ok = read_answer(reader, "ok", errors);
        profile.bad_signature = read_answer(reader, "bad_signature", errors);
        profile.malformed = read_answer(reader, "malformed", errors);
        reader.finish();
    }
    profile.deadline =
        Milliseconds{row.integer("deadline_ms", Need::required, 100, 120'000).value_or(0)};
    if (const auto* shop = row.array("shop", Need::required, kListMax)) {
        profile.shop = read_sources(*shop, row.pointer("shop"), errors);
    }
    profile.shop_setting = row.text("shop_setting", Need::optional, kWordBytesMax).value_or("shop");
    read_dedupe(row, profile, errors);
    profile.api_settings = read_setting_names(row, "api_settings", errors);
    profile.api_shop_settings = read_setting_names(row, "api_shop_settings", errors);
    if (const auto* api = row.object("api", Need::optional)) {
        profile.api = read_api_rule(*api, row.pointer("api"), errors);
    }
    if (const auto* states = row.object("order_states", Need::optional)) {
        profile.order_states = read_order_states(*states, row.pointer("order_states"), errors);
    }
    if (const auto* tells = row.object("tells", Need::optional)) {
        profile.tells = read_tells(*tells, row.pointer("tells"), errors);
        if (profile.api.empty()) {
            row.refuse("tells", "conflict", "A platform without an api is told nothing.");
        }
    }
    profile.parcel_words = row.text("parcel_words", Need::optional, kWordBytesMax).value_or("");
    read_asking(row, profile, errors);
    read_form(row, profile, errors);
    check_never(row, profile);
    row.finish();
    return profile;
}

Failure in_file(Error error, std::string_view file) {
    error.detail = fmt::format("{}: {}", file, error.detail.empty() ? "bad rows" : error.detail);
    return Failure{std::move(error)};
}

} // namespace

Result<ProfileTable> ProfileTable::parse(std::string_view json_text, std::string_view file) {
    auto document = parse_json(json_text);
    if (!document) {
        return in_file(std::move(document).error(), file);
    }
    FieldErrors errors;
    if (!document->is_object()) {
        return in_file({.code = ErrorCode::validation_failed, .detail = "not an object"}, file);
    }
    ObjectReader reader{*document, "", errors};
    reader.any("about", Need::optional);
    reader.object("sources", Need::required);
    std::vector<Profile> rows;
    if (const auto* profiles = reader.array("profiles", Need::required, kRowsMax)) {
        for (std::size_t at = 0; at < profiles->size(); ++at) {
            const auto where = pointer_step("/profiles", at);
            auto row = read_row((*profiles)[at], where, errors);
            if (std::ranges::find(rows, row.platform, &Profile::platform) != rows.end()) {
                errors.push_back({where + "/platform", "duplicate", "One row per platform."});
            }
            rows.push_back(std::move(row));
        }
    }
    reader.finish();
    if (!errors.empty()) {
        return in_file(fail_fields(std::move(errors)).error(), file);
    }
    return ProfileTable{std::move(rows)};
}

const Profile* ProfileTable::find(std::string_view platform) const noexcept {
    const auto row = std::ranges::find(rows_, platform, &Profile::platform);
    return row == rows_.end() ? nullptr : &*row;
}

} // namespace route9::adapters
