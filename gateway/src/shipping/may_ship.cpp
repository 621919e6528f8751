// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/may_ship.hpp"

#include <algorithm>
#include <string>

namespace route9::gateway {

Result<void> require_role(const Principal& principal, std::initializer_list<Role> roles) {
    if (std::ranges::find(roles, principal.role) != roles.end()) {
        return {};
    }
    std::string words;
    for (const Role role : roles) {
        words += (words.empty() ? "" : ", ") + std::string{name(role)};
    }
    return fail(ErrorCode::forbidden, "this needs a key of one of the roles: " + words);
}

Result<void> require_staff(const Principal& principal) {
    return require_role(principal, {Role::operator_, Role::warehouse});
}

bool may_see(const Principal& principal, const fulfillment::Parcel& parcel) {
    switch (principal.role) {
    case Role::operator_:
    case Role::warehouse:
    case Role::finance:
        return true;
    case Role::seller:
        return parcel.seller == principal.party;
    case Role::carrier:
        return parcel.manifest.has_value() && parcel.carrier == principal.party;
    case Role::marketplace:
    case Role::broker:
        return false;
    }
    return false;
}

} // namespace route9::gateway
