// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/find_user.hpp"

#include <utility>

namespace route9::gateway {

Result<UserRecord> find_user(Tx& tx, const TenantId& tenant, std::string_view id_text) {
    const auto id = UserId::parse(id_text);
    auto user = id ? users::find(tx, tenant, *id) : std::nullopt;
    if (!user) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*user);
}

} // namespace route9::gateway
