// SPDX-License-Identifier: Apache-2.0
// The master key lives in a file outside the database: 32 random bytes in base64, mode 0600. It is
// made when there is neither key nor store; a store without its key is refused.
#pragma once

#include "core/entropy.hpp"
#include "core/result.hpp"
#include "core/secret.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "gateway/store_location.hpp"

#include <filesystem>

namespace route9::gateway {

/// That the file is a database if there is something in it. Error: validation_failed.
Result<void> check_store_file(const StoreLocation& store);

/// Error: validation_failed naming the file and the mend.
Result<Secret>
load_master_key(const std::filesystem::path& file, const StoreLocation& store, Entropy& entropy);

/// That this is the key the store's tenants were made under; a store without tenants has sealed
/// nothing yet. Error: validation_failed with the mend.
Result<void> check_master_key(Tx& tx, const Vault& vault, const std::filesystem::path& file);

} // namespace route9::gateway
