// SPDX-License-Identifier: Apache-2.0
// What a connection may be told, so that a mistake is heard when it is made and not by the first
// shop whose orders do not come. Errors point into {"platform", "settings", "secret"}.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "core/entropy.hpp"
#include "core/result.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

/// The sentence for a platform nobody knows.
Failure refuse_platform(const std::string& platform, const adapters::ProfileTable& profiles);

/// Error: validation_failed with the settings this platform has.
Result<void> check_settings(
    const adapters::Profile& profile, const std::map<std::string, std::string>& settings
);

/// An empty secret is to be made. Error: validation_failed.
Result<void> check_secret(const std::string& platform, const std::string& secret);

/// What takes the place of a secret: made here only where the sender can use such a one.
Result<void> check_next_secret(const adapters::Profile& profile, const std::string& secret);

/// Settings that the platform signs and that are not given: no signature is good without them.
std::vector<std::string> unsigned_without(
    const adapters::Profile& profile, const std::map<std::string, std::string>& settings
);

/// Whether the address that it calls is part of what the platform signs, always.
bool signs_public_url(const adapters::Profile& profile);

/// A setting that is never shown again.
bool is_secret_setting(std::string_view name);

/// Whether a secret that we make is one that the sender can use; others give us theirs.
bool makes_secret(const adapters::Profile& profile);

/// In the form that Standard Webhooks libraries take.
std::string make_secret(Entropy& entropy);

} // namespace route9::gateway
