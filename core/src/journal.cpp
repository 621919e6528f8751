// SPDX-License-Identifier: Apache-2.0
#include "core/journal.hpp"

#include <algorithm>
#include <cstddef>

namespace route9 {
namespace {

constexpr Statement kHead{"journal.head", "SELECT COALESCE(MAX(position), 0) FROM journal"};

constexpr Statement kLastSequence{
    "journal.last_sequence",
    "SELECT COALESCE(MAX(sequence), 0) FROM journal WHERE tenant_id = $1 AND subject = $2"
};

constexpr BulkStatement kAppend{
    "journal.append",
    "INSERT INTO journal (position, event_id, tenant_id, seller_id, carrier_id, type, subject, "
    "sequence, at, data) VALUES",
    "(@,@,@,@,@,@,@,@,@,@)",
    ""
};
constexpr std::size_t kAppendColumns = 10;

#define ROUTE9_JOURNAL_COLUMNS                                                                     \
    "SELECT position, event_id, tenant_id, seller_id, carrier_id, type, subject, sequence, at, "   \
    "data FROM journal WHERE position > $1 AND tenant_id = $2 "

constexpr Statement kReadTenant{
    "journal.read_tenant", ROUTE9_JOURNAL_COLUMNS "ORDER BY position LIMIT $3"
};
constexpr Statement kReadSeller{
    "journal.read_seller", ROUTE9_JOURNAL_COLUMNS "AND seller_id = $3 ORDER BY position LIMIT $4"
};
constexpr Statement kReadCarrier{
    "journal.read_carrier", ROUTE9_JOURNAL_COLUMNS "AND carrier_id = $3 ORDER BY position LIMIT $4"
};
constexpr Statement kReadBoth{
    "journal.read_both",
    ROUTE9_JOURNAL_COLUMNS "AND seller_id = $3 AND carrier_id = $4 ORDER BY position LIMIT $5"
};

#undef ROUTE9_JOURNAL_COLUMNS

/// The position of the first new row. The engine with one writer numbers inside the savepoint, so
/// that a unit that is rolled back leaves no gap. Where commits overlap rows are appended without
/// a number, and whoever holds the head row numbers them once they are committed.
std::optional<std::int64_t> first_position(Tx& tx) {
    switch (tx.engine()) {
    case Engine::sqlite:
        return journal::head(tx) + 1;
    case Engine::postgresql:
        return std::nullopt;
    }
    return std::nullopt;
}

Param party(const PartyId& id) {
    return id.empty() ? Param{} : Param{id};
}

Rows open(Tx& tx, const JournalFilter& filter, std::int64_t position, int limit) {
    if (filter.seller && filter.carrier) {
        return tx.query(kReadBoth, position, filter.tenant, *filter.seller, *filter.carrier, limit);
    }
    if (filter.seller) {
        return tx.query(kReadSeller, position, filter.tenant, *filter.seller, limit);
    }
    if (filter.carrier) {
        return tx.query(kReadCarrier, position, filter.tenant, *filter.carrier, limit);
    }
    return tx.query(kReadTenant, position, filter.tenant, limit);
}

JournalEntry entry_of(const Row& row) {
    return {
        .position = row.get<std::int64_t>(0),
        .event =
            {
                .id = row.get<EventId>(1),
                .tenant = row.get<TenantId>(2),
                .seller = row.get<std::optional<PartyId>>(3).value_or(PartyId{}),
                .carrier = row.get<std::optional<PartyId>>(4).value_or(PartyId{}),
                .type = row.get<std::string>(5),
                .subject = row.get<std::string>(6),
                .sequence = row.get<std::int64_t>(7),
                .at = row.get<Instant>(8),
                .data = row.get<std::string>(9),
            },
    };
}

} // namespace

namespace journal {

void append(Tx& tx, std::span<const Event> events) {
    if (events.empty()) {
        return;
    }
    auto position = first_position(tx);
    std::vector<Param> values;
    values.reserve(events.size() * kAppendColumns);
    for (const Event& event : events) {
        values.insert(
            values.end(),
            {Param{position},
             Param{event.id},
             Param{event.tenant},
             party(event.seller),
             party(event.carrier),
             Param{event.type},
             Param{event.subject},
             Param{event.sequence},
             Param{event.at},
             Param{event.data}}
        );
        if (position) {
            ++*position;
        }
    }
    tx.put_bulk(kAppend, values);
    if (!position) {
        tx.leave_unnumbered();
    }
}

std::vector<JournalEntry>
read(Tx& tx, const JournalFilter& filter, std::int64_t position, int limit) {
    std::vector<JournalEntry> entries;
    Rows rows = open(tx, filter, position, std::max(limit, 0));
    while (rows.next()) {
        entries.push_back(entry_of(rows.row()));
    }
    return entries;
}

std::int64_t last_sequence(Tx& tx, const TenantId& tenant, std::string_view subject) {
    Rows rows = tx.query(kLastSequence, tenant, subject);
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

std::int64_t head(Tx& tx) {
    Rows rows = tx.query(kHead);
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

} // namespace journal
} // namespace route9
