// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/find_declaration.hpp"

#include "gateway/shipping/may_ship.hpp"

#include <utility>

namespace route9::gateway {

using namespace fulfillment;

Result<void> may_read_declarations(const Principal& principal) {
    return require_role(principal, {Role::operator_, Role::warehouse, Role::broker, Role::seller});
}

Result<DeclarationRecord>
find_declaration_for(Tx& tx, const Principal& principal, std::string_view id_text) {
    const auto id = DeclarationId::parse(id_text);
    auto found = id ? declaration_rows::find(tx, principal.tenant, *id) : std::nullopt;
    const bool hidden = found && principal.role == Role::seller && found->seller != principal.party;
    if (!found || hidden) {
        return fail(ErrorCode::not_found);
    }
    return std::move(*found);
}

} // namespace route9::gateway
