// SPDX-License-Identifier: Apache-2.0
#include "admin/connection_words.hpp"

#include "gateway/intake/connection_checks.hpp"

#include <algorithm>
#include <string_view>

namespace route9::gateway {

Result<std::map<std::string, std::string>> settings_from(const AdminOptions& options) {
    std::map<std::string, std::string> settings;
    for (const std::string& pair : options.settings) {
        const auto equals = pair.find('=');
        if (equals == std::string::npos || equals == 0) {
            return fail_field("/settings", "bad_value", "write key=value, got " + pair);
        }
        settings[pair.substr(0, equals)] = pair.substr(equals + 1);
    }
    return settings;
}

std::string connection_notes(const adapters::Profile& profile, const PlannedConnection& planned) {
    std::string notes;
    if (!planned.made_secret.empty() && !makes_secret(profile)) {
        notes += "\nnote: " + profile.platform +
                 " signs with a secret of its own; give it by connections rotate ID --secret …";
    }
    const bool app_is_made = planned.app && planned.secret_given;
    const Connection& signer = app_is_made ? *planned.app : planned.connection;
    if (!signer.app.empty()) {
        return notes; // the app is there, with its settings
    }
    for (const std::string& name : unsigned_without(profile, signer.settings)) {
        notes.append("\nnote: no signature is good without ").append(name);
        notes.append("; give it by connections set ").append(signer.id.text());
        notes.append(" ").append(name).append("=…");
    }
    return notes;
}

Error in_words(Error error) {
    for (FieldError& field : error.fields) {
        const std::string_view pointer = field.pointer;
        constexpr std::string_view kSettings = "/settings";
        if (pointer.starts_with(kSettings)) {
            const auto name = pointer.substr(std::min(kSettings.size() + 1, pointer.size()));
            field.pointer = name.empty() ? "--set" : "--set " + std::string{name};
        } else if (pointer.starts_with('/')) {
            field.pointer = "--" + std::string{pointer.substr(1)};
        }
    }
    return error;
}

} // namespace route9::gateway
