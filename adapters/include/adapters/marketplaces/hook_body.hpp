// SPDX-License-Identifier: Apache-2.0
// The message in the body of a webhook: JSON, or a form (application/x-www-form-urlencoded) of
// carriers that send one. Pure; any thread.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "core/json.hpp"
#include "core/result.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace route9::adapters {

/// A field of a form, decoded; nullopt where it does not stand exactly once or is ill-formed.
std::optional<std::string> form_field(std::string_view form, std::string_view name);

/// Of a form without a field of JSON an object of its fields as texts. Error: malformed_json.
Result<Json> read_hook_body(const Profile& profile, std::string_view body);

} // namespace route9::adapters
