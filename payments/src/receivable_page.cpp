// SPDX-License-Identifier: Apache-2.0
#include "payments/receivable.hpp"
#include "receivable_statements.hpp"

namespace route9::payments::receivables {
namespace {

/// Behind every id.
ReceivableId last_id() {
    IdBytes bytes{};
    bytes.fill(std::byte{0xFF});
    return ReceivableId{bytes};
}

Rows open(
    Tx& tx,
    const TenantId& tenant,
    const ReceivableFilter& filter,
    const ReceivableId& before,
    int limit
) {
    const auto state = filter.state ? name(*filter.state) : std::string_view{};
    if (!filter.order.empty()) {
        return tx.query(
            sql::receivable_page_of_order, tenant, before, state, limit, filter.order, filter.seller
        );
    }
    if (!filter.seller.empty()) {
        return tx.query(
            sql::receivable_page_of_seller, tenant, before, state, limit, filter.seller
        );
    }
    return tx.query(sql::receivable_page, tenant, before, state, limit);
}

} // namespace

std::vector<Receivable> page(
    Tx& tx,
    const TenantId& tenant,
    const ReceivableFilter& filter,
    const std::optional<ReceivableId>& before,
    int limit
) {
    std::vector<Receivable> found;
    const auto end = before.value_or(last_id());
    auto rows = open(tx, tenant, filter, end, limit);
    while (rows.next()) {
        found.push_back(read_receivable(rows.row()));
    }
    return found;
}

} // namespace route9::payments::receivables
