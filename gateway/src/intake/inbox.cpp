// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/inbox.hpp"

#include "core/json.hpp"
#include "core/tenancy.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace route9::gateway {
namespace {

constexpr Statement kInsert{
    "inbox.insert",
    "INSERT INTO inbox (tenant_id, inbox_id, connection_id, dedupe, state, reason, body, day,"
    " attempt, leased_until, received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0, 0, $9)"
    " ON CONFLICT DO NOTHING"
};
// From one tenant to the next by the index, however many deliveries each has.
constexpr Statement kWaitingTenants{
    "inbox.waiting_tenants",
    "WITH RECURSIVE waiting (tenant_id) AS ("
    "SELECT MIN(tenant_id) FROM inbox WHERE state = 'pending' UNION ALL"
    " SELECT (SELECT MIN(i.tenant_id) FROM inbox i WHERE i.state = 'pending'"
    " AND i.tenant_id > w.tenant_id) FROM waiting w WHERE w.tenant_id IS NOT NULL)"
    " SELECT tenant_id FROM waiting WHERE tenant_id IS NOT NULL"
};
#define ROUTE9_CLAIM_INBOX(lock)                                                                   \
    "UPDATE inbox SET attempt = attempt + 1, leased_until = $3 WHERE (tenant_id, inbox_id) IN"     \
    " (SELECT tenant_id, inbox_id FROM inbox WHERE tenant_id = $1 AND state = 'pending'"           \
    " AND leased_until <= $2 ORDER BY inbox_id LIMIT $4" lock ")"                                  \
    " RETURNING tenant_id, inbox_id, connection_id, body, day, attempt, received_at, dedupe"

constexpr Statement kClaim{"inbox.claim", ROUTE9_CLAIM_INBOX("")};
constexpr Statement kClaimUnlocked{"inbox.claim", ROUTE9_CLAIM_INBOX(" FOR UPDATE SKIP LOCKED")};

#undef ROUTE9_CLAIM_INBOX

constexpr Statement kFinish{
    "inbox.finish",
    "UPDATE inbox SET state = $4, reason = $5, leased_until = 0"
    " WHERE tenant_id = $1 AND inbox_id = $2 AND attempt = $3 AND state = 'pending'"
};
constexpr Statement kGiveBack{
    "inbox.give_back",
    "UPDATE inbox SET leased_until = $4"
    " WHERE tenant_id = $1 AND inbox_id = $2 AND attempt = $3 AND state = 'pending'"
};
constexpr Statement kSetAside{
    "inbox.set_aside",
    "SELECT inbox_id, connection_id, state, reason, received_at FROM inbox WHERE tenant_id = $1"
    " AND state IN ('unmatched', 'quarantined') AND ($2 = '' OR state = $2)"
    " ORDER BY inbox_id DESC LIMIT $3"
};
constexpr Statement kIgnored{
    "inbox.ignored",
    "SELECT inbox_id, connection_id, state, reason, received_at FROM inbox WHERE tenant_id = $1"
    " AND state = 'ignored' ORDER BY inbox_id DESC LIMIT $2"
};
#define ROUTE9_SET_ASIDE_OF(states)                                                                \
    "SELECT inbox_id, connection_id, state, reason, received_at FROM inbox WHERE tenant_id = $1"   \
    " AND state " states " AND connection_id = $2 AND inbox_id < $3"                               \
    " ORDER BY inbox_id DESC LIMIT $4"

constexpr Statement kSetAsideOf{
    "inbox.set_aside_of",
    ROUTE9_SET_ASIDE_OF("IN ('unmatched', 'quarantined') AND ($5 = '' OR state = $5)")
};
constexpr Statement kIgnoredOf{"inbox.ignored_of", ROUTE9_SET_ASIDE_OF("= 'ignored'")};

#undef ROUTE9_SET_ASIDE_OF

constexpr Statement kWaiting{
    "inbox.waiting",
    "SELECT COUNT(*), MIN(received_at) FROM inbox"
    " WHERE tenant_id = $1 AND state = 'pending' AND connection_id = $2"
};
constexpr Statement kToReplay{
    "inbox.to_replay",
    "SELECT inbox_id FROM inbox WHERE tenant_id = $1 AND connection_id = $2 AND inbox_id > $3"
    " AND inbox_id < $4 AND (state = $5 OR ($5 = '' AND state NOT IN ('pending', 'unmatched')))"
    " ORDER BY inbox_id LIMIT $6"
};
constexpr Statement kReplay{
    "inbox.replay",
    "UPDATE inbox SET state = 'pending', reason = '', leased_until = 0"
    " WHERE tenant_id = $1 AND inbox_id = $2 AND state <> 'pending'"
};
constexpr Statement kVoidLeases{
    "inbox.void_leases", "UPDATE inbox SET leased_until = 0 WHERE state = 'pending'"
};
constexpr Statement kForget{
    "inbox.forget",
    "DELETE FROM inbox WHERE tenant_id = $1 AND inbox_id IN (SELECT inbox_id FROM inbox"
    " WHERE tenant_id = $1 AND inbox_id < $2 AND state <> 'pending' ORDER BY inbox_id LIMIT $3)"
};

std::string context_of(const TenantId& tenant, const InboxId& id) {
    return "inbox/" + tenant.text() + "/" + id.text();
}

/// Each once, beginning with any: where they are more than can be served, all have their turn.
std::vector<TenantId> waiting_tenants(Tx& tx, std::int64_t now_ms) {
    std::vector<TenantId> tenants;
    Rows rows = tx.query(kWaitingTenants);
    while (rows.next()) {
        tenants.push_back(rows.row().get<TenantId>(0));
    }
    if (!tenants.empty()) {
        const auto first = now_ms % std::ssize(tenants);
        std::ranges::rotate(tenants, tenants.begin() + first);
    }
    return tenants;
}

InboxItem claimed_item(const Row& row) {
    InboxItem item;
    item.tenant = row.get<TenantId>(0);
    item.id = row.get<InboxId>(1);
    item.connection = row.get<ConnectionId>(2);
    const auto sealed = row.get<ByteView>(3);
    item.sealed.assign(sealed.begin(), sealed.end());
    item.day = row.get<std::int64_t>(4);
    item.attempt = row.get<std::int64_t>(5);
    item.received_at = row.get<Instant>(6);
    const auto dedupe = row.get<ByteView>(7);
    item.dedupe.assign(dedupe.begin(), dedupe.end());
    return item;
}

} // namespace

std::string_view name(InboxState state) noexcept {
    switch (state) {
    case InboxState::pending:
        return "pending";
    case InboxState::done:
        return "done";
    case InboxState::unmatched:
        return "unmatched";
    case InboxState::ignored:
        return "ignored";
    case InboxState::quarantined:
        return "quarantined";
    }
    return {};
}

Bytes filed_key(std::string_view dedupe_key) {
    constexpr std::size_t kWholeMax = 47;
    constexpr std::size_t kBeginning = 32;
    constexpr std::size_t kDigest = 16; // with the beginning longer than any whole one
    const auto whole = as_byte_view(dedupe_key);
    if (whole.size() <= kWholeMax) {
        return {whole.begin(), whole.end()};
    }
    const auto beginning = whole.first(kBeginning);
    const Digest256 digest = sha256(whole);
    Bytes filed{beginning.begin(), beginning.end()};
    filed.insert(filed.end(), digest.begin(), digest.begin() + kDigest);
    return filed;
}

Bytes seal_delivery(
    const Delivery& delivery,
    const TenantId& tenant,
    const InboxId& id,
    const PeriodKey& key,
    const SealNonce& nonce
) {
    std::string plain = delivery.topic;
    plain.push_back('\t');
    plain += delivery.shop;
    plain.push_back('\n');
    plain += delivery.body;
    return seal(key.key, nonce, as_byte_view(plain), as_byte_view(context_of(tenant, id)));
}

Delivery open_delivery(const InboxItem& item, const Secret& key) {
    const auto plain = unseal(key, item.sealed, as_byte_view(context_of(item.tenant, item.id)));
    if (!plain) {
        throw StoreFailure{StoreFault::misuse, "a stored delivery does not open"};
    }
    const std::string_view text{reinterpret_cast<const char*>(plain->data()), plain->size()};
    const auto end = text.find('\n');
    const std::string_view head = text.substr(0, end);
    const auto tab = head.find('\t'); // none in what was kept before shops were
    return {
        .topic = std::string{head.substr(0, tab)},
        .shop = std::string{tab == head.npos ? "" : head.substr(tab + 1)},
        .body = std::string{text.substr(end + 1)},
    };
}

namespace inbox {

bool insert(Tx& tx, const InboxItem& item) {
    return tx.execute(
               kInsert,
               item.tenant,
               item.id,
               item.connection,
               ByteView{item.dedupe},
               name(item.state),
               item.reason,
               ByteView{item.sealed},
               item.day,
               item.received_at
           ) == 1;
}

std::vector<InboxItem> claim(Tx& tx, std::int64_t now_ms, std::int64_t lease_until_ms, int limit) {
    const Statement& statement = tx.engine() == Engine::sqlite ? kClaim : kClaimUnlocked;
    std::vector<TenantId> tenants = waiting_tenants(tx, now_ms);
    tenants.resize(std::min(tenants.size(), static_cast<std::size_t>(limit)));
    const std::int64_t share = tenants.empty() ? 0 : limit / std::ssize(tenants);
    std::vector<InboxItem> items;
    const auto take = [&items](Rows rows) {
        while (rows.next()) {
            items.push_back(claimed_item(rows.row()));
        }
    };
    std::vector<Rows> asked; // answered together by an engine across a network
    for (const TenantId& tenant : tenants) {
        Rows rows = tx.query(statement, tenant, now_ms, lease_until_ms, share);
        if (tx.engine() == Engine::sqlite) {
            take(std::move(rows));
        } else {
            asked.push_back(std::move(rows));
        }
    }
    std::ranges::for_each(asked, [&take](Rows& rows) { take(std::move(rows)); });
    std::ranges::sort(items, {}, &InboxItem::id);
    return items;
}

bool finish(Tx& tx, const InboxItem& item, InboxState state, std::string_view reason) {
    return tx.execute(kFinish, item.tenant, item.id, item.attempt, name(state), reason) == 1;
}

bool give_back(Tx& tx, const InboxItem& item, std::int64_t until_ms) {
    return tx.execute(kGiveBack, item.tenant, item.id, item.attempt, until_ms) == 1;
}

namespace {

std::vector<SetAside> set_aside_from(Rows rows) {
    std::vector<SetAside> found;
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back({
            .id = row.get<InboxId>(0),
            .connection = row.get<ConnectionId>(1),
            .state = row.get<std::string>(2),
            .reason = row.get<std::string>(3),
            .received_at = row.get<Instant>(4),
        });
    }
    return found;
}

} // namespace

std::vector<SetAside> set_aside(Tx& tx, const TenantId& tenant, std::string_view state, int limit) {
    return set_aside_from(
        state == "ignored" ? tx.query(kIgnored, tenant, limit)
                           : tx.query(kSetAside, tenant, state, limit)
    );
}

std::vector<SetAside> set_aside_of(
    Tx& tx,
    const TenantId& tenant,
    const ConnectionId& connection,
    std::string_view state,
    const std::optional<InboxId>& before,
    int limit
) {
    std::array<std::byte, 16> last{};
    last.fill(std::byte{0xff});
    const InboxId end = before.value_or(InboxId{last});
    return set_aside_from(
        state == "ignored" ? tx.query(kIgnoredOf, tenant, connection, end, limit)
                           : tx.query(kSetAsideOf, tenant, connection, end, limit, state)
    );
}

Waiting waiting(Tx& tx, const TenantId& tenant, const ConnectionId& connection) {
    Rows rows = tx.query(kWaiting, tenant, connection);
    if (!rows.next()) {
        return {};
    }
    return {rows.row().get<std::int64_t>(0), rows.row().get<std::optional<Instant>>(1)};
}

std::optional<InboxId> replay(Tx& tx, const ReplaySpan& span, int limit, std::int64_t& count) {
    std::vector<InboxId> ids;
    {
        Rows rows = tx.query(
            kToReplay, span.tenant, span.connection, span.from, span.before, span.state, limit
        );
        while (rows.next()) {
            ids.push_back(rows.row().get<InboxId>(0));
        }
    }
    for (const InboxId& id : ids) {
        count += tx.execute(kReplay, span.tenant, id);
    }
    return ids.empty() ? std::nullopt : std::optional{ids.back()};
}

void void_leases(Tx& tx) {
    tx.execute(kVoidLeases);
}

std::int64_t forget_old(Tx& tx, Instant before, int limit) {
    std::int64_t forgotten = 0;
    for (const Tenant& tenant : tenancy::all_tenants(tx)) {
        const InboxId first_kept{first_id_bytes(before)};
        forgotten += tx.execute(kForget, tenant.id, first_kept, limit - forgotten);
    }
    return forgotten;
}

} // namespace inbox
} // namespace route9::gateway
