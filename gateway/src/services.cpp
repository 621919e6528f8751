// SPDX-License-Identifier: Apache-2.0
#include "gateway/services.hpp"

namespace route9::gateway {

std::string journal_feed(const TenantId& tenant) {
    return "journal/" + tenant.text();
}

std::string manifest_feed(const TenantId& tenant, const PartyId& carrier) {
    return "manifests/" + tenant.text() + "/" + carrier.text();
}

} // namespace route9::gateway
