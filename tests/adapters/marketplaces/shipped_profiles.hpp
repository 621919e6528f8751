// SPDX-License-Identifier: Apache-2.0
// The repository's own profile table and a request built in one line, for the tests of this folder.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "adapters/marketplaces/signature_verifier.hpp"

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace route9::adapters {

inline std::string file_text(const std::string& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{file}, {}};
}

inline const ProfileTable& shipped_profiles() {
    static const auto table = ProfileTable::parse(
        file_text(ROUTE9_SOURCE_DIR "/data/marketplaces/profiles.json"), "profiles.json"
    );
    return table.value();
}

/// Owns what a HookRequest borrows.
struct SentHook {
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::string public_url;

    Verification verify(std::string_view platform, const HookKeys* keys, Instant now) const {
        return verify_with(*shipped_profiles().find(platform), keys, now);
    }
    Verification verify_with(const Profile& profile, const HookKeys* keys, Instant now) const {
        std::vector<HeaderField> fields;
        for (const auto& [name, value] : headers) {
            fields.push_back({name, value});
        }
        return verify_hook(profile, {fields, body, public_url}, keys, now);
    }
};

inline HookKeys keys_with(std::string_view secret, HookSettings settings = {}) {
    HookKeys keys;
    keys.secrets.push_back({"current", Secret{secret}});
    keys.settings = std::move(settings);
    return keys;
}

} // namespace route9::adapters
