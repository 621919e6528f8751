// SPDX-License-Identifier: Apache-2.0
// Keys in use, unwrapped: a tenant's index key and signing seed, and the keys of a tenant, purpose
// and day under which raw deliveries, stored answers and banks' texts are sealed. Read-mostly and
// shared by the workers; the stored, wrapped form is the record.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/result.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "platform/aging_cache.hpp"
#include "platform/net.hpp"
#include "platform/store.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace route9::gateway {

struct TenantKeys {
    Secret index;
    Secret signing_seed;
    PublicKey signing_public{};
};

enum class Purpose : std::uint8_t { inbox, answer, manifest, statement, words };

std::string_view name(Purpose purpose);

struct PeriodKey {
    std::int64_t day = 0; // days since 1970-01-01 in corridor time
    Secret key;
};

class Keyring {
public:
    Keyring(platform::Store& store, const Vault& vault, Entropy& entropy, const Clock& clock);

    /// Error: not_found.
    platform::task<Result<std::shared_ptr<const TenantKeys>>>
    tenant(TenantId tenant, Tick deadline);

    /// Today's key; made durable before it is returned.
    platform::task<Result<std::shared_ptr<const PeriodKey>>>
    today(TenantId tenant, Purpose purpose, Tick deadline);

    /// The key of a day that something stored names. Error: not_found when it has died of age.
    Result<Secret> of_day(Tx& tx, const TenantId& tenant, Purpose purpose, std::int64_t day);

private:
    platform::Store& store_;
    const Vault& vault_;
    Entropy& entropy_;
    const Clock& clock_;
    platform::AgingCache<TenantKeys> tenants_;
    platform::AgingCache<PeriodKey> periods_;
};

std::int64_t day_number(Instant at);

} // namespace route9::gateway
