// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/person_store.hpp"

#include "core/json.hpp"
#include "fulfillment/parcel_store.hpp"

#include <algorithm>

namespace route9::fulfillment::people {
namespace {

constexpr Statement kOfPhone{
    "order.of_phone",
    "SELECT order_id, name_index FROM orders"
    " WHERE tenant_id = $1 AND phone_index = $2 AND order_id > $3 ORDER BY order_id LIMIT $4"
};
constexpr Statement kDeclarationIds{
    "declaration.of_parcel",
    "SELECT declaration_id FROM declaration WHERE tenant_id = $1 AND parcel_id = $2"
    " ORDER BY declaration_id"
};
constexpr Statement kDropKey{
    "person_key.delete", "DELETE FROM person_key WHERE tenant_id = $1 AND person_id = $2"
};
constexpr Statement kDropRecipient{
    "order.erase_recipient",
    "UPDATE orders SET recipient = $3, phone_index = $3, name_index = $3, reasons = $4,"
    " pickup = '', version = version + 1 WHERE tenant_id = $1 AND order_id = $2"
};
// Where we put a parcel ourselves is a place of the corridor and stays.
constexpr Statement kDropEventWords{
    "tracking_event.erase_words",
    "UPDATE tracking_event SET words = $3, note = '',"
    " place = CASE WHEN carrier_id = '' THEN place ELSE '' END"
    " WHERE tenant_id = $1 AND parcel_id = $2"
};
constexpr Statement kDropEarlyWords{
    "early_cancellation.erase_words",
    "UPDATE early_cancellation SET words = $5, reason = ''"
    " WHERE tenant_id = $1 AND seller_id = $2 AND channel = $3 AND external_id = $4"
};
constexpr Statement kDropEarlyWordsBy{
    "early_cancellation_by_connection.erase_words",
    "UPDATE early_cancellation_by_connection SET words = $3, reason = ''"
    " WHERE tenant_id = $1 AND (connection_id, external_id) IN"
    " (SELECT o.connection_id, o.external_id FROM connection c JOIN order_connection o"
    " ON o.tenant_id = c.tenant_id AND o.connection_id = c.connection_id"
    " WHERE c.tenant_id = $1 AND o.external_id = $4 AND o.order_id = $2)"
};

std::string without_notes(const std::string& stored) {
    Json reasons = Json::parse(stored);
    for (Json& reason : reasons) {
        reason.erase("note"); // of an earlier build
    }
    return reasons.dump();
}

} // namespace

std::vector<Found>
of_phone(Tx& tx, const TenantId& tenant, const BlindIndex& phone, const OrderId& after, int limit) {
    std::vector<Found> found;
    Rows rows = tx.query(kOfPhone, tenant, ByteView{phone}, after, limit);
    while (rows.next()) {
        Found one{.order = rows.row().get<OrderId>(0), .name_index = {}};
        const auto name = rows.row().get<ByteView>(1);
        std::ranges::copy(
            name.first(std::min(name.size(), one.name_index.size())), one.name_index.begin()
        );
        found.push_back(one);
    }
    return found;
}

std::vector<DeclarationRecord>
declarations_of(Tx& tx, const TenantId& tenant, const ParcelId& parcel) {
    std::vector<DeclarationId> ids;
    Rows rows = tx.query(kDeclarationIds, tenant, parcel);
    while (rows.next()) {
        ids.push_back(rows.row().get<DeclarationId>(0));
    }
    std::vector<DeclarationRecord> found;
    for (const DeclarationId& id : ids) {
        if (auto record = declaration_rows::find(tx, tenant, id)) {
            found.push_back(std::move(*record));
        }
    }
    return found;
}

void erase(Tx& tx, OrderRecord& record) {
    constexpr ByteView nothing{};
    tx.execute(kDropKey, record.tenant, record.person);
    record.reasons = without_notes(record.reasons);
    tx.execute(kDropRecipient, record.tenant, record.id, nothing, record.reasons);
    record.recipient.clear();
    record.phone_index = {};
    record.name_index = {};
    record.order.recipient.pickup_point.clear();
    ++record.version;
    for (const Parcel& parcel : parcels::of_order(tx, record.tenant, record.id)) {
        tx.execute(kDropEventWords, record.tenant, parcel.id, nothing);
    }
    const Order& order = record.order;
    tx.execute(
        kDropEarlyWords, record.tenant, record.seller, order.channel, order.external_id, nothing
    );
    tx.execute(kDropEarlyWordsBy, record.tenant, record.id, nothing, order.external_id);
}

} // namespace route9::fulfillment::people
