// SPDX-License-Identifier: Apache-2.0
#include "payments/open_items.hpp"

#include "core/json.hpp"
#include "reconcile_statements.hpp"
#include "stored_movements.hpp"

#include <utility>

namespace route9::payments {
namespace {

constexpr int kMovement = 11; // the first of its columns

struct Listed {
    ListedOpenItem item;
    std::optional<StoredMovement> movement{};
};

std::vector<std::string> suggestions_of(std::string_view text) {
    const auto json = Json::parse(text, nullptr, false);
    if (!json.is_array()) {
        throw StoreFailure(StoreFault::damaged, "open_item.suggestions is no JSON array");
    }
    return json.get<std::vector<std::string>>();
}

Listed read_row(const Row& row) {
    Listed listed;
    OpenItem& item = listed.item.item;
    item.id = row.get<OpenItemId>(0);
    item.code = row.get<std::string>(1);
    item.reason = row.get<std::string>(2);
    item.movement = row.get<std::optional<MovementId>>(3);
    item.receivable = row.get<std::optional<ReceivableId>>(4);
    if (const auto currency = row.get<std::optional<Currency>>(5)) {
        item.amount = Money::of_minor(row.get<std::int64_t>(6), *currency);
    }
    item.suggestions = suggestions_of(row.get<std::string_view>(7));
    item.opened_at = row.get<Instant>(8);
    item.resolution = row.get<std::string>(9);
    item.resolved_at = row.get<std::optional<Instant>>(10);
    if (row.get<std::optional<MovementId>>(kMovement)) {
        listed.movement = read_movement(row, kMovement);
    }
    return listed;
}

} // namespace

std::string_view name(OpenItemState state) noexcept {
    switch (state) {
    case OpenItemState::open:
        return "open";
    case OpenItemState::resolved:
        return "resolved";
    }
    return {};
}

std::optional<OpenItemState> parse_open_item_state(std::string_view text) noexcept {
    for (const auto state : {OpenItemState::open, OpenItemState::resolved}) {
        if (name(state) == text) {
            return state;
        }
    }
    return std::nullopt;
}

Result<std::vector<ListedOpenItem>> open_items(
    Tx& tx,
    const TenantId& tenant,
    const MovementKeys& keys,
    OpenItemState state,
    OpenItemId after,
    int limit
) {
    std::vector<Listed> found;
    {
        auto rows = tx.query(sql::open_items, tenant, name(state), after, limit);
        while (rows.next()) {
            found.push_back(read_row(rows.row()));
        }
    }
    FactsOpener opener{tx, tenant, keys};
    std::vector<ListedOpenItem> items;
    for (Listed& listed : found) {
        if (listed.movement) {
            auto opened = open_facts(*std::move(listed.movement), opener);
            if (!opened) {
                return Failure{std::move(opened).error()};
            }
            listed.item.line = std::move(opened->facts);
        }
        items.push_back(std::move(listed.item));
    }
    return items;
}

} // namespace route9::payments
