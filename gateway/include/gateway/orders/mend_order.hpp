// SPDX-License-Identifier: Apache-2.0
// Changing an order before it is packed: a better recipient, another promise, or simply another
// look at stock and gates. What the order held is given back and it is decided anew, in one unit.
#pragma once

#include "fulfillment/order_store.hpp"
#include "gateway/orders/load_order.hpp"
#include "gateway/orders/prepared_order.hpp"
#include "gateway/services.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

/// The order as it would be prepared with the mended recipient, under its old ids and person.
struct Mending {
    PreparedOrder prepared;
    std::int64_t version = 0; // of the record it was made from
    /// Members a pushed update wanted changed and that cannot be; nullopt = as noted before.
    std::optional<std::vector<std::string>> untaken{};
};

/// Until a warehouse has packed it.
bool can_be_mended(fulfillment::OrderStatus status) noexcept;

/// `reasons` with these members named as not taken over, instead of those named before.
std::string with_untaken(std::string_view reasons, const std::vector<std::string>& members);

/// What the recipient is sealed under. Errors: state_forbids when it has been erased.
Result<Secret> person_key_of(Tx& tx, const fulfillment::OrderRecord& record, const Vault& vault);

/// `details` are the mended ones. Uses the person's existing key.
Result<Mending> prepare_mending(
    const LoadedOrder& loaded,
    const fulfillment::PersonalDetails& details,
    const Secret& person_key,
    const PreparationTools& tools
);

/// Errors: precondition_failed (it changed meanwhile), state_forbids (it is packed).
Result<fulfillment::OrderRecord> mend_order(Tx& tx, const Mending& mending, Services& services);

} // namespace route9::gateway
