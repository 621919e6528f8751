// SPDX-License-Identifier: Apache-2.0
// What the words of `connections add` mean, for a shop with an address of its own and for one of an
// app.
#pragma once

#include "admin/admin_options.hpp"
#include "core/tenancy.hpp"
#include "gateway/intake/connection.hpp"

#include <map>
#include <string>

namespace route9::gateway {

/// A secret in the form that Standard Webhooks libraries take; other platforms give us theirs.
std::string make_secret(Entropy& entropy);

/// The --set pairs; --shop is the setting that the platform's profile names. Error:
/// validation_failed for a word that is no pair.
Result<std::map<std::string, std::string>>
settings_from(const AdminOptions& options, const adapters::Profile& profile);

/// As given, or made. Error: validation_failed.
Result<ConnectionId> connection_id(const AdminOptions& options, const AdminContext& context);

/// Whose orders or parcels these are. Without a name the tenant's only party of that kind.
/// Error: validation_failed.
Result<PartyId> party_of(Tx& tx, const TenantId& tenant, const PartyId& given, PartyKind kind);

} // namespace route9::gateway
