// SPDX-License-Identifier: Apache-2.0
// The orders of a truck as its carrier's terms judge them: where they go, what is paid, which goods
// are dangerous by the catalogue of now. Two statements however full the truck is, and one for each
// seller of dangerous goods. Called inside a unit of work.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"
#include "fulfillment/order.hpp"
#include "fulfillment/product_store.hpp"

#include <optional>
#include <string>
#include <vector>

namespace route9::fulfillment {

struct AboardOrder {
    OrderId id;
    Order order{}; // where it goes, what is paid and, of its lines, those under a UN number
    std::vector<std::optional<Product>> products; // by line
    std::vector<std::string> parcels;             // codes of those aboard, sorted
};

namespace aboard_orders {

/// By id; without parcels that were cancelled.
std::vector<AboardOrder> of_departure(Tx& tx, const TenantId& tenant, const DepartureId& departure);

} // namespace aboard_orders
} // namespace route9::fulfillment
