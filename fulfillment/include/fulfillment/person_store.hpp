// SPDX-License-Identifier: Apache-2.0
// A person as orders know one: whoever has this telephone and this name, found by blind indexes.
// Every order's recipient has a key of its own; erasing takes the keys of all of a person's orders,
// with what was sealed under them and the indexes that found them.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "core/vault.hpp"
#include "fulfillment/declaration_store.hpp"
#include "fulfillment/order_store.hpp"

#include <optional>
#include <vector>

namespace route9::fulfillment::people {

struct Found {
    OrderId order;
    BlindIndex name_index{};
};

/// Orders whose recipient has this telephone, oldest first, after `after`.
std::vector<Found>
of_phone(Tx& tx, const TenantId& tenant, const BlindIndex& phone, const OrderId& after, int limit);

std::vector<DeclarationRecord>
declarations_of(Tx& tx, const TenantId& tenant, const ParcelId& parcel);

/// Deletes the person's key, and of the order and its parcels' events what was sealed under it or
/// stood in clear. The record is as it is stored afterwards.
void erase(Tx& tx, OrderRecord& record);

} // namespace route9::fulfillment::people
