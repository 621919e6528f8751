// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/order_store.hpp"

namespace route9::fulfillment::orders {
namespace {

constexpr Statement kDelete{
    "early_cancellation.delete",
    "DELETE FROM early_cancellation"
    " WHERE tenant_id = $1 AND seller_id = $2 AND channel = $3 AND external_id = $4"
};
constexpr Statement kDeleteBy{
    "early_cancellation_by_connection.delete",
    "DELETE FROM early_cancellation_by_connection"
    " WHERE tenant_id = $1 AND connection_id = $2 AND external_id = $3"
};
constexpr Statement kDeleteTwin{
    "early_cancellation.delete_twin",
    "DELETE FROM early_cancellation"
    " WHERE tenant_id = $1 AND seller_id = $2 AND channel = $3 AND external_id = $4"
    " AND at = (SELECT b.at FROM early_cancellation_by_connection b"
    " WHERE b.tenant_id = $1 AND b.connection_id = $5 AND b.external_id = $4)"
};
constexpr Statement kDeleteTwinBy{
    "early_cancellation_by_connection.delete_twin",
    "DELETE FROM early_cancellation_by_connection"
    " WHERE tenant_id = $1 AND connection_id = $5 AND external_id = $4"
    " AND at = (SELECT e.at FROM early_cancellation e"
    " WHERE e.tenant_id = $1 AND e.seller_id = $2 AND e.channel = $3 AND e.external_id = $4)"
};

void delete_twin(
    Tx& tx, Statement statement, const OrderReference& order, const ConnectionReference& pushed
) {
    tx.execute(
        statement, order.tenant, order.seller, order.channel, order.external_id, pushed.connection
    );
}

} // namespace

void use_up_cancellation(
    Tx& tx, const OrderReference& found, const ConnectionReference& perhaps_too
) {
    delete_twin(tx, kDeleteTwinBy, found, perhaps_too);
    tx.execute(kDelete, found.tenant, found.seller, found.channel, found.external_id);
}

void use_up_cancellation(
    Tx& tx, const ConnectionReference& found, const OrderReference& perhaps_too
) {
    delete_twin(tx, kDeleteTwin, perhaps_too, found);
    tx.execute(kDeleteBy, found.tenant, found.connection, found.external_id);
}

} // namespace route9::fulfillment::orders
