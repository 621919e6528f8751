// SPDX-License-Identifier: Apache-2.0
#include "admin/admin_options.hpp"
#include "gateway/privacy/erasure_view.hpp"
#include "gateway/privacy/person_export.hpp"

#include <utility>

namespace route9::gateway {
namespace {

Result<PersonQuery> query_of(const AdminOptions& options) {
    Json body = Json::object();
    if (!options.id.empty()) {
        body["order"] = options.id;
    }
    if (!options.phone.empty()) {
        body["phone"] = options.phone;
    }
    if (!options.name.empty()) {
        body["name"] = options.name;
    }
    return read_person_query(body);
}

} // namespace

AdminResult erase_person(const AdminOptions& options, const AdminContext& context) {
    const auto query = query_of(options);
    if (!query) {
        return Failure{query.error()};
    }
    const TenantId tenant{options.tenant};
    const auto id = erase_person(context.erasure_tools(), tenant, *query);
    if (!id) {
        return Failure{id.error()};
    }
    return context.store.read([&](Tx& tx) -> AdminResult {
        const auto page = erasure_view(tx, tenant, *id, context.rules);
        if (!page) {
            return Failure{page.error()};
        }
        return page->dump(2);
    });
}

AdminResult export_person(const AdminOptions& options, const AdminContext& context) {
    const auto query = query_of(options);
    if (!query) {
        return Failure{query.error()};
    }
    Json orders = Json::array();
    std::optional<OrderId> after = OrderId{};
    while (after) {
        const auto page = context.store.read([&](Tx& tx) {
            return export_person(
                tx, TenantId{options.tenant}, *query, context.vault, context.keyring, *after
            );
        });
        if (!page) {
            return Failure{page.error()};
        }
        orders.insert(orders.end(), page->orders.begin(), page->orders.end());
        after = page->next;
    }
    return Json{{"orders", std::move(orders)}}.dump(2);
}

} // namespace route9::gateway
