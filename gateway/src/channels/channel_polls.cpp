// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/channel_polls.hpp"

#include "core/assert.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace route9::gateway {
namespace {

constexpr std::chrono::days kLookBack{7};

#define ROUTE9_BEGIN_POLLS                                                                         \
    "INSERT INTO channel_poll (tenant_id, connection_id, kind, reached, span_to, page, attempt,"   \
    " leased_until, last_good_at, reason)"                                                         \
    " SELECT c.tenant_id, c.connection_id, $2, c.created_at, c.created_at, '', 0, 0, 0, ''"        \
    " FROM connection c WHERE c.platform = $1"

constexpr Statement kBeginChanges{
    "channel_poll.begin_changes",
    ROUTE9_BEGIN_POLLS " AND c.party_id IS NOT NULL ON CONFLICT DO NOTHING"
};
constexpr Statement kBeginMail{
    "channel_poll.begin_mail", ROUTE9_BEGIN_POLLS " AND c.app_id IS NULL ON CONFLICT DO NOTHING"
};

#undef ROUTE9_BEGIN_POLLS

#define ROUTE9_LATER "CASE WHEN c.created_at > $3 THEN c.created_at ELSE $3 END"

constexpr Statement kBeginAuthorised{
    "channel_poll.begin_authorised",
    "INSERT INTO channel_poll (tenant_id, connection_id, kind, reached, span_to, page, attempt,"
    " leased_until, last_good_at, reason)"
    " SELECT c.tenant_id, c.connection_id, $2, " ROUTE9_LATER ", " ROUTE9_LATER ", '', 0, 0, 0, ''"
    " FROM connection c JOIN connection_access a"
    " ON a.tenant_id = c.tenant_id AND a.connection_id = c.connection_id"
    " WHERE c.platform = $1 AND c.party_id IS NOT NULL ON CONFLICT DO NOTHING"
};

#undef ROUTE9_LATER

constexpr Statement kBeginAsking{
    "channel_poll.begin_asking",
    "INSERT INTO channel_poll (tenant_id, connection_id, kind, reached, span_to, page, attempt,"
    " leased_until, last_good_at, reason)"
    " SELECT c.tenant_id, c.connection_id, $2, CAST($3 AS bigint), 0, '', 0, 0, 0, ''"
    " FROM connection c JOIN connection_access a"
    " ON a.tenant_id = c.tenant_id AND a.connection_id = c.connection_id"
    " WHERE c.platform = $1 AND c.party_id IS NOT NULL ON CONFLICT DO NOTHING"
};

#define ROUTE9_CLAIM_POLLS(lock)                                                                   \
    "UPDATE channel_poll SET attempt = attempt + 1, leased_until = $2"                             \
    " WHERE (tenant_id, connection_id, kind) IN (SELECT tenant_id, connection_id, kind"            \
    " FROM channel_poll WHERE leased_until <= $1 ORDER BY leased_until, connection_id LIMIT "      \
    "$3" lock ") RETURNING tenant_id, connection_id, kind, reached, span_to, page, attempt"

constexpr Statement kClaim{"channel_poll.claim", ROUTE9_CLAIM_POLLS("")};
constexpr Statement kClaimUnlocked{
    "channel_poll.claim", ROUTE9_CLAIM_POLLS(" FOR UPDATE SKIP LOCKED")
};

#undef ROUTE9_CLAIM_POLLS

#define ROUTE9_THIS_POLL                                                                           \
    " WHERE tenant_id = $1 AND connection_id = $2 AND kind = $3 AND leased_until = $4"

constexpr Statement kAdvance{
    "channel_poll.advance",
    "UPDATE channel_poll SET leased_until = $5, reached = $6, span_to = $7, page = $8,"
    " attempt = 0, last_good_at = $9, reason = ''" ROUTE9_THIS_POLL
};
constexpr Statement kPutBack{
    "channel_poll.put_back",
    "UPDATE channel_poll SET leased_until = $5, attempt = $6, reason = $7" ROUTE9_THIS_POLL
};
constexpr Statement kRest{
    "channel_poll.rest",
    "UPDATE channel_poll SET leased_until = $5, span_to = $6, attempt = $7,"
    " reached = CASE reason WHEN '' THEN $8 ELSE reached END" ROUTE9_THIS_POLL
};

#undef ROUTE9_THIS_POLL

constexpr Statement kHasten{
    "channel_poll.hasten",
    "UPDATE channel_poll SET leased_until = 0, attempt = 0, reason = '' WHERE connection_id = $1"
    " OR connection_id IN (SELECT connection_id FROM connection WHERE app_id = $1)"
};
constexpr Statement kOfConnection{
    "channel_poll.of_connection",
    "SELECT kind, reached, last_good_at, reason FROM channel_poll"
    " WHERE tenant_id = $1 AND connection_id = $2 ORDER BY kind"
};
constexpr Statement kVoidLeases{
    "channel_poll.void_leases", "UPDATE channel_poll SET leased_until = 0"
};

constexpr std::array<std::string_view, 3> kNames{"changes", "mail", "parcels"};

PollKind parse_kind(std::string_view text) {
    const auto* found = std::ranges::find(kNames, text);
    ROUTE9_ASSERT(found != kNames.end());
    return static_cast<PollKind>(found - kNames.begin());
}

} // namespace

std::string_view name(PollKind kind) noexcept {
    return kNames.at(static_cast<std::size_t>(kind));
}

namespace channel_polls {

void begin(Tx& tx, std::string_view platform, PollKind kind) {
    tx.execute(kind == PollKind::changes ? kBeginChanges : kBeginMail, platform, name(kind));
}

void begin_authorised(Tx& tx, std::string_view platform, Instant now) {
    const Instant from = now - kLookBack;
    tx.execute(kBeginAuthorised, platform, name(PollKind::changes), from);
}

void begin_asking(Tx& tx, std::string_view platform, Instant now) {
    tx.execute(kBeginAsking, platform, name(PollKind::parcels), now);
}

std::vector<ChannelPoll>
claim(Tx& tx, std::int64_t now_ms, std::int64_t lease_until_ms, int limit) {
    std::vector<ChannelPoll> claimed;
    const Statement& statement = tx.engine() == Engine::sqlite ? kClaim : kClaimUnlocked;
    Rows rows = tx.query(statement, now_ms, lease_until_ms, limit);
    while (rows.next()) {
        const Row row = rows.row();
        ChannelPoll poll;
        poll.tenant = row.get<TenantId>(0);
        poll.connection = row.get<ConnectionId>(1);
        poll.kind = parse_kind(row.get<std::string_view>(2));
        poll.reached = row.get<Instant>(3);
        poll.span_to = row.get<Instant>(4);
        poll.page = row.get<std::string>(5);
        poll.attempt = row.get<std::int64_t>(6);
        poll.lease = lease_until_ms;
        claimed.push_back(std::move(poll));
    }
    return claimed;
}

bool advance(Tx& tx, const ChannelPoll& poll, std::int64_t until_ms, Instant now) {
    return tx.execute(
               kAdvance,
               poll.tenant,
               poll.connection,
               name(poll.kind),
               poll.lease,
               until_ms,
               poll.reached,
               poll.span_to,
               poll.page,
               now
           ) == 1;
}

bool put_back(Tx& tx, const ChannelPoll& poll, std::int64_t until_ms, std::string_view reason) {
    return tx.execute(
               kPutBack,
               poll.tenant,
               poll.connection,
               name(poll.kind),
               poll.lease,
               until_ms,
               poll.attempt,
               reason
           ) == 1;
}

bool rest(Tx& tx, const ChannelPoll& poll, std::int64_t until_ms, Instant now) {
    return tx.execute(
               kRest,
               poll.tenant,
               poll.connection,
               name(poll.kind),
               poll.lease,
               until_ms,
               poll.span_to,
               poll.attempt,
               now
           ) == 1;
}

std::int64_t hasten(Tx& tx, const ConnectionId& connection) {
    return tx.execute(kHasten, connection);
}

std::vector<PollState>
of_connection(Tx& tx, const TenantId& tenant, const ConnectionId& connection) {
    std::vector<PollState> found;
    Rows rows = tx.query(kOfConnection, tenant, connection);
    while (rows.next()) {
        const Row row = rows.row();
        const Instant good = row.get<Instant>(2);
        found.push_back({
            .kind = parse_kind(row.get<std::string_view>(0)),
            .reached = row.get<Instant>(1),
            .last_good_at = good == Instant{} ? std::nullopt : std::optional{good},
            .reason = row.get<std::string>(3),
        });
    }
    return found;
}

void void_leases(Tx& tx) {
    tx.execute(kVoidLeases);
}

} // namespace channel_polls
} // namespace route9::gateway
