// SPDX-License-Identifier: Apache-2.0
// What a connection may be told, so that a mistake is heard when it is made and not by the first
// shop whose orders do not come.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "core/result.hpp"

#include <map>
#include <string>
#include <string_view>

namespace route9::gateway {

/// Of some platforms the signature is known and the messages are not read yet.
bool takes_orders(std::string_view platform);

/// The sentence for a platform nobody knows.
Failure refuse_platform(const std::string& platform);

/// Error: validation_failed with the settings this platform has.
Result<void> check_settings(
    const adapters::Profile& profile, const std::map<std::string, std::string>& settings
);

/// An empty secret is to be made, which only Standard Webhooks allows. Error: validation_failed.
Result<void> check_secret(const std::string& platform, const std::string& secret);

} // namespace route9::gateway
