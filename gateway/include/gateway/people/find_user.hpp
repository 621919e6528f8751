// SPDX-License-Identifier: Apache-2.0
// A person of the tenant by the id a caller gave.
#pragma once

#include "core/people/user.hpp"

#include <string_view>

namespace route9::gateway {

/// Error: not_found, also for what is no id.
Result<UserRecord> find_user(Tx& tx, const TenantId& tenant, std::string_view id_text);

} // namespace route9::gateway
