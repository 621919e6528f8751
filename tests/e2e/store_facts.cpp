// SPDX-License-Identifier: Apache-2.0
#include "store_facts.hpp"

namespace route9::e2e {
namespace {

struct Fact {
    const char* sentence{};
    const char* exceptions{}; // selects a text for each exception
    const char* on_server{};  // where PostgreSQL says it otherwise
};

constexpr Fact kFacts[] = {
    {"journal positions run from 1 without a gap",
     "SELECT COUNT(*) || ' events, last position ' || MAX(position) FROM journal"
     " HAVING COUNT(*) > 0 AND (COUNT(*) <> MAX(position) OR MIN(position) <> 1)",
     // What was committed last may still wait for its number.
     "SELECT COUNT(position) || ' events, last position ' || MAX(position) FROM journal"
     " HAVING COUNT(position) > 0 AND (COUNT(position) <> MAX(position) OR MIN(position) <> 1)"},
    {"sequences of a subject run from 1 without a gap",
     "SELECT subject FROM journal GROUP BY tenant_id, subject"
     " HAVING COUNT(*) <> MAX(sequence) OR MIN(sequence) <> 1"},
    {"an order knows its last event",
     "WITH told AS MATERIALIZED (SELECT json_extract(data, '$.order') AS subject, tenant_id,"
     "  MAX(json_extract(data, '$.external_id')) AS external_id, COUNT(*) AS events"
     "  FROM journal WHERE json_extract(data, '$.order') = subject GROUP BY 1, 2),"
     " both AS (SELECT tenant_id, external_id, events FROM told UNION ALL"
     "  SELECT tenant_id, external_id, -event_sequence FROM orders)"
     " SELECT external_id FROM both GROUP BY tenant_id, external_id HAVING SUM(events) <> 0",
     "WITH told AS MATERIALIZED (SELECT data::json->>'order' AS subject, tenant_id,"
     "  MAX(data::json->>'external_id') AS external_id, COUNT(*) AS events"
     "  FROM journal WHERE data::json->>'order' = subject GROUP BY 1, 2),"
     " both_sides AS (SELECT tenant_id, external_id, events FROM told UNION ALL"
     "  SELECT tenant_id, external_id, -event_sequence FROM orders)"
     " SELECT external_id FROM both_sides GROUP BY tenant_id, external_id"
     " HAVING SUM(events) <> 0"},
    {"reserved stock is what live fulfillments hold",
     "WITH held AS (SELECT f.tenant_id, f.seller_id, f.warehouse_id,"
     "  json_extract(l.value, '$[0]') AS sku, SUM(json_extract(l.value, '$[1]')) AS pieces"
     "  FROM fulfillment f, json_each(f.lines) l WHERE f.status <> 'cancelled'"
     "  GROUP BY 1, 2, 3, 4)"
     " SELECT s.sku || ' at ' || s.warehouse_id || ': ' || s.reserved || ' reserved, '"
     "  || COALESCE(h.pieces, 0) || ' held' FROM stock s LEFT JOIN held h"
     "  USING (tenant_id, seller_id, warehouse_id, sku) WHERE s.reserved <> COALESCE(h.pieces, 0)",
     "WITH held AS (SELECT f.tenant_id, f.seller_id, f.warehouse_id,"
     "  l.value->>0 AS sku, SUM((l.value->>1)::bigint) AS pieces"
     "  FROM fulfillment f, json_array_elements(f.lines::json) l WHERE f.status <> 'cancelled'"
     "  GROUP BY 1, 2, 3, 4)"
     " SELECT s.sku || ' at ' || s.warehouse_id || ': ' || s.reserved || ' reserved, '"
     "  || COALESCE(h.pieces, 0) || ' held' FROM stock s LEFT JOIN held h"
     "  USING (tenant_id, seller_id, warehouse_id, sku) WHERE s.reserved <> COALESCE(h.pieces, 0)"},
    {"available stock is not negative",
     "SELECT sku FROM stock WHERE reserved < 0 OR on_hand < reserved + blocked"},
    {"a departure promises what live fulfillments weigh",
     "SELECT d.reference || ': ' || d.mass_used_g FROM departure d WHERE d.mass_used_g <>"
     " (SELECT COALESCE(SUM(f.mass_g), 0) FROM fulfillment f WHERE f.tenant_id = d.tenant_id"
     "  AND f.departure_id = d.departure_id AND f.status <> 'cancelled')"
     " + (SELECT COALESCE(SUM(r.mass_g), 0) FROM return_case r WHERE r.tenant_id = d.tenant_id"
     "  AND r.departure_id = d.departure_id)"},
    {"a departure promises the room that live fulfillments take",
     "SELECT d.reference || ': ' || d.volume_used_cm3 FROM departure d WHERE d.volume_used_cm3 <>"
     " (SELECT COALESCE(SUM(f.volume_cm3), 0) FROM fulfillment f"
     "  WHERE f.tenant_id = d.tenant_id AND f.departure_id = d.departure_id"
     "  AND f.status <> 'cancelled')"},
    {"an order that is routed has work, one that is cancelled has none",
     "WITH work AS (SELECT tenant_id, order_id, 1 AS works, 0 AS routed FROM fulfillment"
     "  WHERE status <> 'cancelled' UNION ALL"
     "  SELECT tenant_id, order_id, 0, CASE WHEN status = 'routed' THEN 1 ELSE 0 END FROM orders)"
     " SELECT MAX(tenant_id) FROM work GROUP BY tenant_id, order_id"
     " HAVING MAX(works) <> MAX(routed)"},
    // But those of which no details came: they wait, or were cancelled first.
    {"every order has its lines",
     "SELECT 'an order' FROM (SELECT order_id, 1 AS lines FROM order_line UNION ALL"
     "  SELECT order_id, 0 FROM orders WHERE status <> 'awaiting_details'"
     "  AND (status <> 'cancelled' OR event_sequence > 1)) AS both_sides GROUP BY order_id HAVING "
     "MAX(lines) = 0"},
    {"every order has its person's key",
     "SELECT external_id FROM orders WHERE person_id NOT IN (SELECT person_id FROM person_key)"},
    {"the ledger's accounts add up to nothing",
     "SELECT currency || ' ' || SUM(balance_minor) FROM ledger_account"
     " GROUP BY tenant_id, currency HAVING SUM(balance_minor) <> 0"},
    {"every entry's postings add up to nothing",
     "SELECT currency FROM ledger_posting GROUP BY tenant_id, entry_id, currency"
     " HAVING SUM(amount_minor) <> 0"},
    {"as many QR orders stand as are owed",
     "SELECT (SELECT COUNT(*) FROM orders WHERE payment_method = 'qr' AND status <> 'cancelled')"
     " || ' stand, ' || (SELECT COUNT(*) FROM receivable WHERE state = 'open') || ' are owed'"
     " WHERE (SELECT COUNT(*) FROM orders WHERE payment_method = 'qr' AND status <> 'cancelled')"
     " <> (SELECT COUNT(*) FROM receivable WHERE state = 'open')"},
    {"no order is owed twice",
     "SELECT order_ref FROM receivable WHERE state = 'open' GROUP BY order_ref"
     " HAVING COUNT(*) > 1"},
};

} // namespace

StoreFacts::StoreFacts(const Site& site)
    : on_server_(site.url().has_value()),
      store_(on_server_ ? rows_of_database(*site.url()) : rows_of_file(site.database())) {}

std::vector<std::string> StoreFacts::broken() const {
    std::vector<std::string> broken;
    if (!on_server_) {
        for (const auto& [said, unused] : store_->rows("PRAGMA integrity_check")) {
            if (said != "ok") {
                broken.push_back("the file is whole: " + said);
            }
        }
    }
    for (const Fact& fact : kFacts) {
        const bool otherwise = on_server_ && fact.on_server != nullptr;
        for (const auto& [exception, unused] :
             store_->rows(otherwise ? fact.on_server : fact.exceptions)) {
            broken.push_back(std::string{fact.sentence} + ": " + exception);
        }
    }
    return broken;
}

std::map<std::string, int> StoreFacts::orders() const {
    std::map<std::string, int> counts;
    for (const auto& [external_id, count] :
         store_->rows("SELECT external_id, COUNT(*) FROM orders GROUP BY external_id")) {
        counts.emplace(external_id, count);
    }
    return counts;
}

std::set<std::string> StoreFacts::cancelled() const {
    std::set<std::string> ids;
    for (const auto& [external_id, unused] :
         store_->rows("SELECT external_id FROM orders WHERE status = 'cancelled'")) {
        ids.insert(external_id);
    }
    return ids;
}

} // namespace route9::e2e
