// SPDX-License-Identifier: Apache-2.0
// What the words of `connections add` mean, and what is said to whoever wrote them.
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "admin/admin_options.hpp"
#include "core/result.hpp"

#include <map>
#include <string>

namespace route9::gateway {

/// The --set pairs. Error: validation_failed for a word that is no pair.
Result<std::map<std::string, std::string>> settings_from(const AdminOptions& options);

/// For whoever gave no secret to a platform that signs with its own.
std::string connection_notes(const adapters::Profile& profile);

/// Pointers into a document become the names of options.
Error in_words(Error error);

} // namespace route9::gateway
