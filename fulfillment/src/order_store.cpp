// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/order_store.hpp"

#include <algorithm>
#include <utility>

namespace route9::fulfillment::orders {
namespace {

constexpr Statement kInsert{
    "order.insert",
    "INSERT INTO orders (tenant_id, order_id, seller_id, channel, external_id, status, reasons,"
    " currency, payment_method, payment_minor, incoterm, sender_location, country, province,"
    " district, person_id, recipient, phone_index, name_index, placed_at, source_time, received_at,"
    " version, event_sequence, promised_by, pickup) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, "
    "$10,"
    " $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26)"
    " ON CONFLICT DO NOTHING RETURNING order_id"
};
constexpr BulkStatement kInsertLines{
    "order_line.insert",
    "INSERT INTO order_line (tenant_id, order_id, line, sku, name, quantity, unit_price_minor,"
    " weight_g, hs_code, origin) VALUES ",
    "(@,@,@,@,@,@,@,@,@,@)",
    ""
};
constexpr Statement kInsertPersonKey{
    "person_key.insert",
    "INSERT INTO person_key (tenant_id, person_id, wrapped) VALUES ($1, $2, $3)"
};
constexpr Statement kRemoveAwaited{
    "order.remove_awaited",
    "DELETE FROM orders WHERE tenant_id = $1 AND order_id = $2 AND status = 'awaiting_details'"
    " RETURNING person_id, version"
};
constexpr Statement kRemovePersonKey{
    "person_key.remove_awaited", "DELETE FROM person_key WHERE tenant_id = $1 AND person_id = $2"
};
constexpr Statement kPersonKey{
    "person_key.find", "SELECT wrapped FROM person_key WHERE tenant_id = $1 AND person_id = $2"
};

#define ROUTE9_ORDER_COLUMNS                                                                       \
    "tenant_id, order_id, seller_id, channel, external_id, status, reasons, currency,"             \
    " payment_method, payment_minor, incoterm, sender_location, country, province, district,"      \
    " person_id, recipient, phone_index, name_index, placed_at, source_time, received_at, "        \
    "version,"                                                                                     \
    " event_sequence, promised_by, pickup"

constexpr Statement kFind{
    "order.find",
    "SELECT " ROUTE9_ORDER_COLUMNS " FROM orders WHERE tenant_id = $1 AND order_id = $2"
};
constexpr Statement kPickupOf{
    "order.pickup_of", "SELECT pickup FROM orders WHERE tenant_id = $1 AND order_id = $2"
};
constexpr Statement kFindExternal{
    "order.find_external",
    "SELECT " ROUTE9_ORDER_COLUMNS " FROM orders"
    " WHERE tenant_id = $1 AND seller_id = $2 AND channel = $3 AND external_id = $4"
};
constexpr Statement kPage{
    "order.page",
    "SELECT " ROUTE9_ORDER_COLUMNS " FROM orders"
    " WHERE tenant_id = $1 AND order_id < $2 ORDER BY order_id DESC LIMIT $3"
};
constexpr Statement kPageOfSeller{
    "order.page_of_seller",
    "SELECT " ROUTE9_ORDER_COLUMNS " FROM orders"
    " WHERE tenant_id = $1 AND seller_id = $2 AND order_id < $3 ORDER BY order_id DESC LIMIT $4"
};
#undef ROUTE9_ORDER_COLUMNS

constexpr Statement kLines{
    "order_line.of_order",
    "SELECT sku, name, quantity, unit_price_minor, weight_g, hs_code, origin FROM order_line"
    " WHERE tenant_id = $1 AND order_id = $2 ORDER BY line"
};
constexpr Statement kUpdate{
    "order.update",
    "UPDATE orders SET status = $4, reasons = $5, source_time = $6, event_sequence = $7,"
    " version = version + 1 WHERE tenant_id = $1 AND order_id = $2 AND version = $3"
};
constexpr Statement kUpdateRecipient{
    "order.update_recipient",
    "UPDATE orders SET country = $4, province = $5, district = $6, recipient = $7,"
    " phone_index = $8, name_index = $9, pickup = $10, promised_by = $11 WHERE tenant_id = $1"
    " AND order_id = $2 AND version = $3"
};
constexpr Statement kNoteConnection{
    "order_connection.insert",
    "INSERT INTO order_connection (tenant_id, connection_id, external_id, order_id)"
    " VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING"
};
constexpr Statement kOfConnection{
    "order_connection.find",
    "SELECT order_id FROM order_connection"
    " WHERE tenant_id = $1 AND connection_id = $2 AND external_id = $3"
};

BlindIndex index_from(ByteView bytes) {
    BlindIndex index{};
    std::ranges::copy(bytes.first(std::min(bytes.size(), index.size())), index.begin());
    return index;
}

OrderRecord record_from(const Row& row) {
    OrderRecord record;
    record.tenant = row.get<TenantId>(0);
    record.id = row.get<OrderId>(1);
    record.seller = row.get<PartyId>(2);
    Order& order = record.order;
    order.channel = row.get<std::string>(3);
    order.external_id = row.get<std::string>(4);
    record.status = parse_order_status(row.get<std::string_view>(5)).value_or(OrderStatus::held);
    record.reasons = row.get<std::string>(6);
    order.currency = row.get<Currency>(7);
    order.payment.method =
        parse_payment_method(row.get<std::string_view>(8)).value_or(PaymentMethod::prepaid);
    order.payment.amount = Money::of_minor(row.get<std::int64_t>(9), order.currency);
    order.incoterm = parse_incoterm(row.get<std::string_view>(10)).value_or(Incoterm::dap);
    order.sender_location = row.get<std::string>(11);
    order.recipient.country = row.get<std::string>(12);
    order.recipient.province = row.get<std::string>(13);
    order.recipient.district = row.get<std::string>(14);
    record.person = row.get<PersonId>(15);
    const auto sealed = row.get<ByteView>(16);
    record.recipient.assign(sealed.begin(), sealed.end());
    record.phone_index = index_from(row.get<ByteView>(17));
    record.name_index = index_from(row.get<ByteView>(18));
    order.placed_at = row.get<Instant>(19);
    record.source_time = row.get<Instant>(20);
    record.received_at = row.get<Instant>(21);
    record.version = row.get<std::int64_t>(22);
    record.event_sequence = row.get<std::int64_t>(23);
    order.promised_by = row.get<std::optional<Instant>>(24);
    order.recipient.pickup_point = row.get<std::string>(25);
    return record;
}

void read_lines(Tx& tx, OrderRecord& record) {
    Rows rows = tx.query(kLines, record.tenant, record.id);
    while (rows.next()) {
        const Row row = rows.row();
        record.order.lines.push_back(OrderLine{
            .sku = row.get<Sku>(0),
            .name = row.get<std::string>(1),
            .quantity = row.get<std::int64_t>(2),
            .unit_price = Money::of_minor(row.get<std::int64_t>(3), record.order.currency),
            .weight_g = row.get<std::optional<std::int64_t>>(4),
            .hs_code = row.get<std::string>(5),
            .origin = row.get<std::string>(6),
        });
    }
}

std::vector<OrderRecord> records_of(Tx& tx, Rows rows) {
    std::vector<OrderRecord> records;
    while (rows.next()) {
        records.push_back(record_from(rows.row()));
    }
    for (OrderRecord& record : records) {
        read_lines(tx, record);
    }
    return records;
}

std::optional<OrderRecord> first_of(std::vector<OrderRecord> records) {
    if (records.empty()) {
        return std::nullopt;
    }
    return std::move(records.front());
}

void insert_lines(Tx& tx, const OrderRecord& record) {
    std::vector<Param> values;
    values.reserve(record.order.lines.size() * 10);
    std::int64_t number = 0;
    for (const OrderLine& line : record.order.lines) {
        values.insert(
            values.end(),
            {record.tenant,
             record.id,
             number++,
             line.sku,
             line.name,
             line.quantity,
             line.unit_price.minor(),
             line.weight_g,
             line.hs_code,
             line.origin}
        );
    }
    tx.put_bulk(kInsertLines, values);
}

} // namespace

bool insert(Tx& tx, const OrderRecord& record, ByteView wrapped_person_key) {
    return finish_insert(ask_insert(tx, record), tx, record, wrapped_person_key);
}

Rows ask_insert(Tx& tx, const OrderRecord& record) {
    const Order& order = record.order;
    return tx.query(
        kInsert,
        record.tenant,
        record.id,
        record.seller,
        order.channel,
        order.external_id,
        name(record.status),
        record.reasons,
        order.currency,
        name(order.payment.method),
        order.payment.amount.minor(),
        name(order.incoterm),
        order.sender_location,
        order.recipient.country,
        order.recipient.province,
        order.recipient.district,
        record.person,
        ByteView{record.recipient},
        ByteView{record.phone_index},
        ByteView{record.name_index},
        order.placed_at,
        record.source_time,
        record.received_at,
        record.version,
        record.event_sequence,
        order.promised_by,
        order.recipient.pickup_point
    );
}

bool finish_insert(Rows asked, Tx& tx, const OrderRecord& record, ByteView wrapped_person_key) {
    if (!asked.next()) {
        return false;
    }
    tx.put(kInsertPersonKey, record.tenant, record.person, wrapped_person_key);
    insert_lines(tx, record);
    return true;
}

std::optional<std::int64_t> remove_awaited(Tx& tx, const TenantId& tenant, const OrderId& id) {
    std::optional<PersonId> person;
    std::int64_t version = 0;
    {
        Rows rows = tx.query(kRemoveAwaited, tenant, id);
        while (rows.next()) {
            person = rows.row().get<PersonId>(0);
            version = rows.row().get<std::int64_t>(1);
        }
    }
    if (!person) {
        return std::nullopt;
    }
    tx.execute(kRemovePersonKey, tenant, *person);
    return version;
}

std::optional<OrderRecord> find(Tx& tx, const TenantId& tenant, const OrderId& id) {
    return first_of(records_of(tx, tx.query(kFind, tenant, id)));
}

std::string pickup_of(Tx& tx, const TenantId& tenant, const OrderId& id) {
    Rows rows = tx.query(kPickupOf, tenant, id);
    return rows.next() ? rows.row().get<std::string>(0) : std::string{};
}

std::optional<OrderRecord> find_external(Tx& tx, const OrderReference& reference) {
    return first_of(records_of(
        tx,
        tx.query(
            kFindExternal,
            reference.tenant,
            reference.seller,
            reference.channel,
            reference.external_id
        )
    ));
}

std::vector<OrderRecord> page(
    Tx& tx,
    const TenantId& tenant,
    const std::optional<PartyId>& seller,
    const std::optional<OrderId>& before,
    int limit
) {
    IdBytes last{};
    last.fill(std::byte{0xff});
    const OrderId end = before.value_or(OrderId{last});
    Rows rows = seller ? tx.query(kPageOfSeller, tenant, *seller, end, limit)
                       : tx.query(kPage, tenant, end, limit);
    return records_of(tx, std::move(rows));
}

bool update(Tx& tx, OrderRecord& record) {
    const std::int64_t changed = tx.execute(
        kUpdate,
        record.tenant,
        record.id,
        record.version,
        name(record.status),
        record.reasons,
        record.source_time,
        record.event_sequence
    );
    if (changed == 0) {
        return false;
    }
    ++record.version;
    return true;
}

bool update_recipient(Tx& tx, OrderRecord& record) {
    const Recipient& recipient = record.order.recipient;
    const std::int64_t changed = tx.execute(
        kUpdateRecipient,
        record.tenant,
        record.id,
        record.version,
        recipient.country,
        recipient.province,
        recipient.district,
        ByteView{record.recipient},
        ByteView{record.phone_index},
        ByteView{record.name_index},
        recipient.pickup_point,
        record.order.promised_by
    );
    return changed != 0 && update(tx, record);
}

std::optional<Bytes> wrapped_person_key(Tx& tx, const TenantId& tenant, const PersonId& person) {
    Rows rows = tx.query(kPersonKey, tenant, person);
    if (!rows.next()) {
        return std::nullopt;
    }
    const auto bytes = rows.row().get<ByteView>(0);
    return Bytes{bytes.begin(), bytes.end()};
}

void note_connection(Tx& tx, const ConnectionReference& reference, const OrderId& id) {
    tx.execute(kNoteConnection, reference.tenant, reference.connection, reference.external_id, id);
}

std::vector<OrderRecord> of_connection(Tx& tx, const ConnectionReference& reference) {
    std::vector<OrderId> ids;
    Rows rows =
        tx.query(kOfConnection, reference.tenant, reference.connection, reference.external_id);
    while (rows.next()) {
        ids.push_back(rows.row().get<OrderId>(0));
    }
    std::vector<OrderRecord> records;
    for (const OrderId& id : ids) {
        if (auto record = find(tx, reference.tenant, id)) {
            records.push_back(std::move(*record));
        }
    }
    return records;
}

} // namespace route9::fulfillment::orders
