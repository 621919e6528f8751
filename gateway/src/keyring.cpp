// SPDX-License-Identifier: Apache-2.0
#include "gateway/keyring.hpp"

#include "core/tenancy.hpp"
#include "platform/async_store.hpp"

#include <utility>

namespace route9::gateway {
namespace {

constexpr Statement kInsertPeriod{
    "period_key.insert",
    "INSERT INTO period_key (tenant_id, purpose, day, wrapped) VALUES ($1, $2, $3, $4)"
    " ON CONFLICT DO NOTHING"
};
constexpr Statement kFindPeriod{
    "period_key.find",
    "SELECT wrapped FROM period_key WHERE tenant_id = $1 AND purpose = $2 AND day = $3"
};

// Tenants' keys never change and a day's key never does either: the age only bounds memory.
constexpr platform::AgingCacheOptions kCache{.entries_max = 16'384, .age_max = Minutes{10}};

std::string period_context(const TenantId& tenant, Purpose purpose, std::int64_t day) {
    return "period/" + tenant.text() + "/" + std::string{name(purpose)} + "/" + std::to_string(day);
}

Result<TenantKeys> unwrap_tenant(Tx& tx, const TenantId& id, const Vault& vault) {
    const auto tenant = tenancy::find_tenant(tx, id);
    if (!tenant) {
        return fail(ErrorCode::not_found, "there is no such tenant");
    }
    auto index = vault.unwrap(tenant->index_key, tenancy::index_key_context(id));
    if (!index) {
        return Failure{std::move(index).error()};
    }
    auto seed = vault.unwrap(tenant->signing_key, tenancy::signing_key_context(id));
    if (!seed) {
        return Failure{std::move(seed).error()};
    }
    return TenantKeys{std::move(*index), std::move(*seed), tenant->signing_public};
}

} // namespace

std::string_view name(Purpose purpose) {
    switch (purpose) {
    case Purpose::inbox:
        return "inbox";
    case Purpose::answer:
        return "answer";
    case Purpose::manifest:
        return "manifest";
    case Purpose::statement:
        return "statement";
    case Purpose::words:
        return "words";
    }
    return {};
}

std::int64_t day_number(Instant at) {
    return std::chrono::floor<std::chrono::days>(at + corridor_offset).time_since_epoch().count();
}

Keyring::Keyring(platform::Store& store, const Vault& vault, Entropy& entropy, const Clock& clock)
    : store_(store), vault_(vault), entropy_(entropy), clock_(clock), tenants_(kCache),
      periods_(kCache) {}

platform::task<Result<std::shared_ptr<const TenantKeys>>>
Keyring::tenant(TenantId tenant, Tick deadline) {
    if (auto known = tenants_.find(tenant.text(), clock_.machine())) {
        co_return known;
    }
    auto unit = [this, tenant](Tx& tx) { return unwrap_tenant(tx, tenant, vault_); };
    auto keys = co_await platform::read(store_, Reach::of(tenant), std::move(unit), deadline);
    if (!keys) {
        co_return Failure{std::move(keys).error()};
    }
    auto shared = std::make_shared<const TenantKeys>(std::move(*keys));
    tenants_.put(tenant.text(), shared, clock_.machine());
    co_return shared;
}

platform::task<Result<std::shared_ptr<const PeriodKey>>>
Keyring::today(TenantId tenant, Purpose purpose, Tick deadline) {
    const std::int64_t day = day_number(clock_.business());
    const std::string context = period_context(tenant, purpose, day);
    if (auto known = periods_.find(context, clock_.machine())) {
        co_return known;
    }
    auto unit = [this, tenant, purpose, day, context, fresh = vault_.make_key(entropy_, context)](
                    Tx& tx
                ) -> Result<Secret> {
        tx.execute(kInsertPeriod, tenant, name(purpose), day, ByteView{fresh.wrapped});
        return of_day(tx, tenant, purpose, day);
    };
    auto key = co_await platform::write(store_, Reach::of(tenant), std::move(unit), deadline);
    if (!key) {
        co_return Failure{std::move(key).error()};
    }
    auto shared = std::make_shared<const PeriodKey>(PeriodKey{day, std::move(*key)});
    periods_.put(context, shared, clock_.machine());
    co_return shared;
}

Result<Secret> Keyring::of_day(Tx& tx, const TenantId& tenant, Purpose purpose, std::int64_t day) {
    Rows rows = tx.query(kFindPeriod, tenant, name(purpose), day);
    if (!rows.next()) {
        return fail(ErrorCode::not_found, "the key of that day is gone");
    }
    return vault_.unwrap(rows.row().get<ByteView>(0), period_context(tenant, purpose, day));
}

} // namespace route9::gateway
