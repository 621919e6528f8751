// SPDX-License-Identifier: Apache-2.0
// What the words of `connections add` mean, and what is said to whoever wrote them.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "admin/admin_options.hpp"
#include "core/result.hpp"
#include "gateway/intake/new_connection.hpp"

#include <map>
#include <string>

namespace route9::gateway {

/// The --set pairs. Error: validation_failed for a word that is no pair.
Result<std::map<std::string, std::string>> settings_from(const AdminOptions& options);

/// What was left out and no signature is good without; a line each, with a line break before it.
std::string connection_notes(const adapters::Profile& profile, const PlannedConnection& planned);

/// Pointers into a document become the names of options.
Error in_words(Error error);

} // namespace route9::gateway
