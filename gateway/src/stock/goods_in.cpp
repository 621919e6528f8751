// SPDX-License-Identifier: Apache-2.0
#include "gateway/stock/goods_in.hpp"

#include "fulfillment/warehouse_store.hpp"

namespace route9::gateway {

Result<void> takes_goods_in(Tx& tx, const TenantId& tenant, const std::string& warehouse) {
    using namespace fulfillment;
    std::string list;
    for (const auto& named : warehouses::read_all(warehouses::ask_all(tx, tenant))) {
        if (named.id == warehouse) {
            return {};
        }
        list += (list.empty() ? "" : ", ") + named.id;
    }
    if (list.empty()) {
        return {};
    }
    return fail_field("/warehouse", "unknown", "use one of " + list);
}

} // namespace route9::gateway
