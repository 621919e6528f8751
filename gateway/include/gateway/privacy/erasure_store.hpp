// SPDX-License-Identifier: Apache-2.0
// Erasures as the store keeps them: what was asked for, the tombstone of every order's recipient,
// and what a rule of retention keeps back until its day. Ids and times only, the sealed extracts
// apart.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "gateway/privacy/erasure_id.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

/// running: not every order is done; pending: something is kept back; done: nothing is left.
enum class ErasureState : std::uint8_t { running, pending, done };

std::string_view name(ErasureState state) noexcept;

struct Erasure {
    TenantId tenant;
    ErasureId id;
    ErasureState state = ErasureState::running;
    Instant asked_at{};
    std::optional<Instant> done_at{};
};

struct ErasedPerson {
    TenantId tenant;
    PersonId person;
    OrderId order;
    ErasureId erasure;
    std::optional<Instant> erased_at{}; // absent until the key is gone
};

/// `subject` is the person, the movement or the erasure itself, by `kind`.
struct KeptRecord {
    TenantId tenant;
    IdBytes subject{};
    std::string rule;
    std::string kind;
    ErasureId erasure;
    Instant until{};
    Bytes wrapped{}; // the key of the extract; empty when the record is kept where it stands
    Bytes sealed{};
};

namespace erasures {

/// Nothing when it is there already.
void insert(Tx& tx, const Erasure& erasure);
std::optional<Erasure> find(Tx& tx, const TenantId& tenant, const ErasureId& id);
/// Of all tenants, in one of the two unfinished states.
std::vector<Erasure> unfinished(Tx& tx, ErasureState state, int limit);
void settle(Tx& tx, const Erasure& erasure);

/// Nothing when the person has a tombstone already.
void add_person(Tx& tx, const ErasedPerson& person);
std::optional<ErasedPerson> find_person(Tx& tx, const TenantId& tenant, const PersonId& person);
/// Everybody of an erasure, or only who still waits.
std::vector<ErasedPerson> people(Tx& tx, const TenantId& tenant, const ErasureId& id);
std::optional<ErasedPerson> next_waiting(Tx& tx, const TenantId& tenant, const ErasureId& id);
void mark_erased(Tx& tx, const ErasedPerson& person, Instant at);
/// Of all tenants, for the file of tombstones; after the one given, in the order of the key.
std::vector<ErasedPerson> page(Tx& tx, const TenantId& tenant, const PersonId& after, int limit);
std::int64_t count(Tx& tx);
/// Of those whose key is gone.
std::int64_t count_done(Tx& tx);

void keep(Tx& tx, const KeptRecord& record);
std::vector<KeptRecord> kept_by(Tx& tx, const TenantId& tenant, const ErasureId& id);
/// The extract of a person that is kept under any rule of this kind.
std::optional<KeptRecord> kept_of(Tx& tx, const TenantId& tenant, const IdBytes& subject);
/// Whose time is over.
std::vector<KeptRecord> due(Tx& tx, Instant now, int limit);
/// What a rule keeps, whatever its time.
std::vector<KeptRecord> under_rule(Tx& tx, std::string_view rule, int limit);
std::vector<std::string> rules_in_use(Tx& tx);
void drop(Tx& tx, const KeptRecord& record);

} // namespace erasures
} // namespace route9::gateway
