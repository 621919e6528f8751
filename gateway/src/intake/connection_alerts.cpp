// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/connection_alerts.hpp"

#include "adapters/marketplaces/shop_api.hpp"
#include "core/journal.hpp"
#include "core/json.hpp"
#include "gateway/channels/ask_for_parcels.hpp"
#include "gateway/channels/channel_polls.hpp"
#include "gateway/channels/connection_access.hpp"
#include "gateway/intake/connection_traffic.hpp"
#include "gateway/intake/silence.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <utility>

namespace route9::gateway {
namespace {

constexpr std::array<std::string_view, 5> kKinds{
    "silent", "failing", "access_lost", "access_ending", "unanswered"
};

constexpr std::int64_t kSlotsOfADay = Seconds{std::chrono::days{1}} / heard_slot;
constexpr std::int64_t kFailingSlots = 6; // an hour
constexpr std::int64_t kFailingMin = 10;  // fewer bad messages may be somebody's trial
constexpr std::chrono::days kEndingSoon{7};

constexpr Statement kStanding{
    "connection_alert.standing",
    "SELECT kind, since, detail FROM connection_alert"
    " WHERE tenant_id = $1 AND connection_id = $2 ORDER BY kind"
};
constexpr Statement kCount{
    "connection_alert.count", "SELECT COUNT(*) FROM connection_alert WHERE kind = $1"
};
constexpr Statement kBegin{
    "connection_alert.begin",
    "INSERT INTO connection_alert (tenant_id, connection_id, kind, since, detail)"
    " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING"
};
constexpr Statement kEnd{
    "connection_alert.end",
    "DELETE FROM connection_alert WHERE tenant_id = $1 AND connection_id = $2 AND kind = $3"
};
/// Holds the row, so that the events of one connection are counted by one unit at a time.
constexpr Statement kHold{
    "connection_alert.hold", "UPDATE connection SET paused = paused WHERE connection_id = $1"
};

AlertKind parse_kind(std::string_view text) {
    const auto* found = std::ranges::find(kKinds, text);
    return static_cast<AlertKind>(found - kKinds.begin());
}

std::optional<ConnectionAlert>
silence_of(Tx& tx, const Connection& connection, Instant listening_since, Instant now) {
    const auto last = connection_traffic::last_heard(tx, connection.tenant, connection.id);
    if (!last) {
        return std::nullopt; // it has never spoken
    }
    const QuietSlots quiet = quiet_slots(std::max(*last, listening_since), now);
    if (quiet.empty()) {
        return std::nullopt;
    }
    const std::int64_t known_from = slot_of(connection.created_at);
    SameHours days;
    for (int day = 1; day <= silence_days; ++day) {
        const std::int64_t first = quiet.first - (day * kSlotsOfADay);
        const std::int64_t through = quiet.last - (day * kSlotsOfADay);
        if (first >= known_from) {
            const HeardSlot heard =
                connection_traffic::sum(tx, connection.tenant, connection.id, first, through);
            days.at(static_cast<std::size_t>(day - 1)) = heard.received + heard.repeated;
        }
    }
    if (!usually_speaks(days)) {
        return std::nullopt;
    }
    return ConnectionAlert{
        AlertKind::silent,
        *last,
        "no message since " + format_corridor(*last) + "; at these hours it usually speaks"
    };
}

std::optional<ConnectionAlert> failing_of(Tx& tx, const Connection& connection, Instant now) {
    const std::int64_t slot = slot_of(now);
    const HeardSlot heard = connection_traffic::sum(
        tx, connection.tenant, connection.id, slot - kFailingSlots + 1, slot
    );
    const std::int64_t bad = heard.refused + heard.set_aside;
    const std::int64_t all = heard.refused + heard.received;
    if (bad < kFailingMin || 2 * bad < all) {
        return std::nullopt;
    }
    return ConnectionAlert{
        AlertKind::failing,
        now,
        "of " + std::to_string(all) + " messages of the last hour " +
            std::to_string(heard.refused) + " were refused by their signature and " +
            std::to_string(heard.set_aside) + " set aside"
    };
}

/// When nothing renews what the shop gave: the end of its refresh token, or of a token without one.
std::optional<Instant> end_of(const ConnectionAccess& access, const adapters::ShopApi& api) {
    if (access.tokens.refresh_until) {
        return access.tokens.refresh_until;
    }
    const bool is_renewed = !access.tokens.refresh.empty() || api.grants_itself;
    return is_renewed ? std::nullopt : access.tokens.access_until;
}

std::optional<ConnectionAlert>
access_alert_of(Tx& tx, const Connection& connection, const Vault& vault, Instant now) {
    const auto* api = adapters::find_shop_api(connection.platform.text());
    const auto access = api == nullptr ? std::nullopt : accesses::find(tx, connection.id, vault);
    if (!access) {
        return std::nullopt;
    }
    if (access->state == AccessState::lost) {
        return ConnectionAlert{
            AlertKind::access_lost,
            access->changed_at,
            "the shop must authorise again: " + access->reason
        };
    }
    const auto end = end_of(*access, *api);
    if (access->state != AccessState::good || !end || *end > now + kEndingSoon) {
        return std::nullopt;
    }
    return ConnectionAlert{
        AlertKind::access_ending,
        now,
        "the shop must authorise again before " + format_corridor(*end)
    };
}

/// A carrier that was asked for parcels, and from which nothing came that could be booked.
std::optional<ConnectionAlert> unanswered_of(Tx& tx, const Connection& connection, Instant now) {
    const auto polls = channel_polls::of_connection(tx, connection.tenant, connection.id);
    const auto asking = std::ranges::find(polls, PollKind::parcels, &PollState::kind);
    const bool is_owed = asking != polls.end() && !asking->reason.empty() &&
                         asking->reached + parcel_unanswered <= now;
    if (!is_owed) {
        return std::nullopt;
    }
    return ConnectionAlert{
        AlertKind::unanswered,
        asking->reached,
        "no answer about parcels since " + format_corridor(asking->reached) + ": " + asking->reason
    };
}

Event event_of(
    const Connection& connection,
    std::string_view type,
    AlertKind kind,
    std::string detail,
    std::int64_t sequence,
    Entropy& ids,
    Instant now
) {
    Json data{{"connection", connection.id.text()}, {"kind", name(kind)}};
    if (!detail.empty()) {
        data["detail"] = std::move(detail);
    }
    return {
        .id = EventId::make(now, ids),
        .tenant = connection.tenant,
        .seller = connection.party,
        .carrier = connection.party, // whichever of the two it is
        .type = std::string{type},
        .subject = connection.id.text(),
        .sequence = sequence,
        .at = now,
        .data = data.dump(),
    };
}

bool holds(const std::vector<ConnectionAlert>& alerts, AlertKind kind) {
    return std::ranges::find(alerts, kind, &ConnectionAlert::kind) != alerts.end();
}

} // namespace

std::string_view name(AlertKind kind) noexcept {
    return kKinds.at(static_cast<std::size_t>(kind));
}

namespace connection_alerts {

std::vector<ConnectionAlert> find(
    Tx& tx, const Connection& connection, const Vault& vault, Instant listening_since, Instant now
) {
    std::vector<ConnectionAlert> found;
    if (connection.paused) {
        return found;
    }
    const auto add = [&found](std::optional<ConnectionAlert> alert) {
        if (alert) {
            found.push_back(std::move(*alert));
        }
    };
    if (!connection.is_app()) {
        add(silence_of(tx, connection, listening_since, now));
    }
    add(failing_of(tx, connection, now));
    add(access_alert_of(tx, connection, vault, now));
    add(unanswered_of(tx, connection, now));
    return found;
}

std::vector<ConnectionAlert>
standing(Tx& tx, const TenantId& tenant, const ConnectionId& connection) {
    std::vector<ConnectionAlert> found;
    Rows rows = tx.query(kStanding, tenant, connection);
    while (rows.next()) {
        const Row row = rows.row();
        found.push_back(
            {parse_kind(row.get<std::string_view>(0)), row.get<Instant>(1), row.get<std::string>(2)}
        );
    }
    return found;
}

std::int64_t count(Tx& tx, AlertKind kind) {
    Rows rows = tx.query(kCount, name(kind));
    return rows.next() ? rows.row().get<std::int64_t>(0) : 0;
}

Changed settle(
    Tx& tx,
    const Connection& connection,
    const std::vector<ConnectionAlert>& now_true,
    Entropy& ids,
    Instant now
) {
    tx.execute(kHold, connection.id);
    std::int64_t sequence = journal::last_sequence(tx, connection.tenant, connection.id.text());
    Changed changed;
    std::vector<Event> events;
    for (const ConnectionAlert& alert : now_true) {
        const std::string_view kind = name(alert.kind);
        if (tx.execute(kBegin, connection.tenant, connection.id, kind, alert.since, alert.detail) ==
            1) {
            changed.began.push_back(alert.kind);
            events.push_back(event_of(
                connection, "alert.connection_began", alert.kind, alert.detail, ++sequence, ids, now
            ));
        }
    }
    for (const ConnectionAlert& alert : standing(tx, connection.tenant, connection.id)) {
        if (!holds(now_true, alert.kind)) {
            tx.execute(kEnd, connection.tenant, connection.id, name(alert.kind));
            changed.ended.push_back(alert.kind);
            events.push_back(
                event_of(connection, "alert.connection_ended", alert.kind, "", ++sequence, ids, now)
            );
        }
    }
    if (!events.empty()) {
        journal::append(tx, events);
    }
    return changed;
}

} // namespace connection_alerts
} // namespace route9::gateway
