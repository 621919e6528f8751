// SPDX-License-Identifier: Apache-2.0
// Drafts as the store keeps them: an order that nobody has confirmed. What it says is sealed under
// a key of its own; removing the row erases it. `version` is the ETag. One draft for each channel
// and external id of a seller.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "gateway/drafts/draft_id.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace route9::gateway {

struct DraftRecord {
    TenantId tenant;
    DraftId id;
    PartyId seller;
    std::string channel;
    std::string external_id;
    std::optional<OrderId> order{}; // that it became
    BlindIndex phone_index{};
    Bytes wrapped{};
    Bytes sealed{};
    Instant created_at{};
    std::int64_t version = 1;
};

namespace drafts {

/// False when the seller has one of this channel and external id.
bool insert(Tx& tx, const DraftRecord& record);
std::int64_t count(Tx& tx, const TenantId& tenant, const PartyId& seller);
std::optional<DraftRecord> find(Tx& tx, const TenantId& tenant, const DraftId& id);
std::optional<DraftRecord> find_external(Tx& tx, const DraftRecord& like);
/// Newest first, before `before` (exclusive) when given; one seller's when given.
std::vector<DraftRecord> page(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<PartyId>& seller,
    const std::optional<DraftId>& before,
    int limit
);
/// Writes what is sealed, the telephone's index and the order. False when the stored version is not
/// `record.version` any more; then version + 1.
bool update(Tx& tx, DraftRecord& record);
bool remove(Tx& tx, const DraftRecord& record);
/// Of a person with this telephone; how many.
std::int64_t erase_phone(Tx& tx, const TenantId& tenant, const BlindIndex& phone);
/// Made before `before`; how many, at most `limit`.
std::int64_t forget_old(Tx& tx, Instant before, int limit);

} // namespace drafts
} // namespace route9::gateway
