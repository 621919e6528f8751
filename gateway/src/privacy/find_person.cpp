// SPDX-License-Identifier: Apache-2.0
#include "gateway/privacy/find_person.hpp"

#include "core/limits.hpp"
#include "core/tenancy.hpp"
#include "core/text.hpp"
#include "fulfillment/person_store.hpp"
#include "fulfillment/phone.hpp"
#include "gateway/drafts/draft_store.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// A telephone read as of either country, and as typed: orders keep what could not be read so.
std::vector<BlindIndex> phone_indexes(const std::string& phone, const Secret& index_key) {
    std::set<std::string> forms{phone};
    for (const char* country : {"VN", "LA"}) {
        if (const auto read = parse_phone(phone, country)) {
            forms.insert(read->e164);
        }
    }
    std::vector<BlindIndex> indexes;
    for (const std::string& form : forms) {
        indexes.push_back(blind_index(index_key, "phone", form));
    }
    return indexes;
}

Result<Secret> index_key_of(Tx& tx, const TenantId& id, const Vault& vault) {
    const auto tenant = tenancy::find_tenant(tx, id);
    if (!tenant) {
        return fail(ErrorCode::not_found, "there is no tenant " + id.text());
    }
    return vault.unwrap(tenant->index_key, tenancy::index_key_context(id));
}

struct Sought {
    std::vector<BlindIndex> phones;
    std::optional<BlindIndex> name;
    std::optional<OrderId> order{}; // without indexes: it stands for itself
};

Result<Sought>
sought_by(Tx& tx, const TenantId& tenant, const PersonQuery& query, const Vault& vault) {
    if (query.order) {
        const auto record = orders::find(tx, tenant, *query.order);
        if (!record) {
            return fail(ErrorCode::not_found, "there is no such order");
        }
        if (record->phone_index == BlindIndex{}) {
            return Sought{{}, std::nullopt, record->id};
        }
        return Sought{{record->phone_index}, record->name_index};
    }
    const auto key = index_key_of(tx, tenant, vault);
    if (!key) {
        return Failure{key.error()};
    }
    Sought sought{phone_indexes(query.phone, *key), std::nullopt};
    if (!query.name.empty()) {
        sought.name = blind_index(*key, "name", fold_name(query.name));
    }
    return sought;
}

} // namespace

Result<PersonQuery> read_person_query(const Json& body) {
    FieldErrors errors;
    ObjectReader reader{body, "", errors};
    PersonQuery query;
    const auto order = reader.text("order", Need::optional, limits::foreign_id_bytes_max);
    query.phone = reader.text("phone", Need::optional, limits::text_bytes_max).value_or("");
    query.name = reader.text("name", Need::optional, limits::text_bytes_max).value_or("");
    reader.finish();
    if (order) {
        const auto id = OrderId::parse(*order);
        if (id) {
            query.order = *id;
        } else {
            reader.refuse("order", "bad_id", "must be the id of an order (ord_…)");
        }
    }
    if (errors.empty() && order.has_value() == !query.phone.empty()) {
        reader.refuse("order", "required", "name a person by an order, or by phone and name");
    }
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    return query;
}

Result<std::vector<OrderId>> find_person(
    Tx& tx,
    const TenantId& tenant,
    const PersonQuery& query,
    const Vault& vault,
    const OrderId& after,
    int limit
) {
    const auto sought = sought_by(tx, tenant, query, vault);
    if (!sought) {
        return Failure{sought.error()};
    }
    std::vector<OrderId> orders;
    std::set<BlindIndex> names;
    if (sought->order && after < *sought->order) {
        orders.push_back(*sought->order);
    }
    for (const BlindIndex& phone : sought->phones) {
        for (const people::Found& found : people::of_phone(tx, tenant, phone, after, limit)) {
            if (!sought->name || found.name_index == *sought->name) {
                orders.push_back(found.order);
                names.insert(found.name_index);
            }
        }
    }
    if (names.size() > 1) {
        return fail_field(
            "/name", "required", "several people share this telephone; give the name as well"
        );
    }
    std::ranges::sort(orders);
    orders.resize(std::min(orders.size(), static_cast<std::size_t>(limit)));
    return orders;
}

Result<std::int64_t>
erase_drafts(Tx& tx, const TenantId& tenant, const PersonQuery& query, const Vault& vault) {
    const auto sought = sought_by(tx, tenant, query, vault);
    if (!sought) {
        return Failure{sought.error()};
    }
    std::int64_t erased = 0;
    for (const BlindIndex& phone : sought->phones) {
        erased += drafts::erase_phone(tx, tenant, phone);
    }
    return erased;
}

} // namespace route9::gateway
