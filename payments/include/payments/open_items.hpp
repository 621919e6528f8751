// SPDX-License-Identifier: Apache-2.0
// Open items as people work through them: with the bank's line an item is about, so that they see
// in its own words what was paid. Called inside a unit of work.
#pragma once

#include "core/tx.hpp"
#include "payments/movement_facts.hpp"
#include "payments/reconcile.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace route9::payments {

enum class OpenItemState : std::uint8_t { open, resolved };

std::string_view name(OpenItemState state) noexcept;
std::optional<OpenItemState> parse_open_item_state(std::string_view text) noexcept;

struct ListedOpenItem {
    OpenItem item;
    std::optional<Observation> line{}; // absent for an item that is about no movement
};

/// Items in a state after `after`, oldest first. `after` is OpenItemId{} for the first page.
/// Errors: those of FactsOpener.
Result<std::vector<ListedOpenItem>> open_items(
    Tx& tx,
    const TenantId& tenant,
    const MovementKeys& keys,
    OpenItemState state,
    OpenItemId after,
    int limit
);

} // namespace route9::payments
