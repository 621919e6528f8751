// SPDX-License-Identifier: Apache-2.0
// What holds for every order that a person or a seller's program hands in, one by one or in a file.
#pragma once

#include "core/names.hpp"
#include "core/result.hpp"
#include "fulfillment/order.hpp"
#include "gateway/http/request.hpp"
#include "gateway/services.hpp"
#include "platform/net.hpp"

namespace route9::gateway {

/// A seller's order is its own; staff say whose it is with ?seller=. Errors: forbidden, not_found,
/// validation_failed, those of the store.
platform::task<Result<PartyId>> seller_of_order(Services& services, const http::Request& request);

/// What only the server can know of an order: the hour and its own warehouses. Error:
/// validation_failed.
Result<fulfillment::Order>
possible_order(fulfillment::Order order, const Services& services, Instant now);

} // namespace route9::gateway
