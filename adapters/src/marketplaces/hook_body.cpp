// SPDX-License-Identifier: Apache-2.0
#include "adapters/marketplaces/hook_body.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <charconv>
#include <functional>
#include <system_error>

namespace route9::adapters {
namespace {

constexpr std::size_t kFieldsMax = 200;

std::optional<std::string> decoded(std::string_view text) {
    std::string plain;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '+') {
            plain += ' ';
        } else if (text[at] != '%') {
            plain += text[at];
        } else {
            const auto digits = text.substr(at + 1, 2);
            unsigned value = 0;
            const auto read =
                std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
            if (digits.size() != 2 || read.ec != std::errc{} ||
                read.ptr != digits.data() + digits.size()) {
                return std::nullopt;
            }
            plain += static_cast<char>(value);
            at += 2;
        }
    }
    return is_valid_utf8(plain) ? std::optional{std::move(plain)} : std::nullopt;
}

using TakeField = std::function<bool(std::string name, std::string value)>;

/// False for what is no form, and where `take` says so.
bool each_field(std::string_view form, const TakeField& take) {
    std::size_t count = 0;
    while (!form.empty()) {
        const auto field = form.substr(0, form.find('&'));
        form.remove_prefix(std::min(field.size() + 1, form.size()));
        const auto equals = field.find('=');
        if (++count > kFieldsMax || equals == std::string_view::npos) {
            return false;
        }
        auto name = decoded(field.substr(0, equals));
        auto value = decoded(field.substr(equals + 1));
        if (!name || !value || !take(*std::move(name), *std::move(value))) {
            return false;
        }
    }
    return count > 0;
}

bool looks_like_json(std::string_view body) {
    const auto first = body.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && (body[first] == '{' || body[first] == '[');
}

} // namespace

std::optional<std::string> form_field(std::string_view form, std::string_view name) {
    std::optional<std::string> found;
    const bool is_form = each_field(form, [&](const std::string& field, std::string value) {
        if (field != name) {
            return true;
        }
        const bool is_first = !found;
        found = std::move(value);
        return is_first;
    });
    return is_form ? found : std::nullopt;
}

Result<Json> read_hook_body(const Profile& profile, std::string_view body) {
    if (!profile.form || looks_like_json(body)) {
        return parse_json(body);
    }
    for (const std::string& field : *profile.form) {
        if (const auto content = form_field(body, field)) {
            return parse_json(*content);
        }
    }
    Json fields = Json::object();
    const bool is_form = each_field(body, [&fields](std::string name, std::string value) {
        return fields.emplace(std::move(name), std::move(value)).second;
    });
    if (!is_form || !profile.form->empty()) {
        return fail(ErrorCode::malformed_json, "neither JSON nor the form that this carrier sends");
    }
    return fields;
}

} // namespace route9::adapters
