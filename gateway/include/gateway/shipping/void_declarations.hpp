// SPDX-License-Identifier: Apache-2.0
// What is told of a declaration, and how a parcel's declarations become void when its truck's
// papers are made again or it leaves the truck. Called inside a unit of work.
#pragma once

#include "core/json.hpp"
#include "core/tx.hpp"
#include "fulfillment/declaration_store.hpp"
#include "fulfillment/parcel_store.hpp"
#include "gateway/shipping/touched_orders.hpp"

namespace route9::gateway {

/// What "declaration.status_changed" tells.
Json declaration_news(
    const DeclarationId& declaration,
    const fulfillment::Parcel& parcel,
    fulfillment::declarations::Country country,
    fulfillment::DeclarationStatus status
);

/// Nothing for those that are void already.
void void_declarations(Tx& tx, const fulfillment::Parcel& parcel, TouchedOrders& touched);

} // namespace route9::gateway
