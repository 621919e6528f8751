// SPDX-License-Identifier: Apache-2.0
// How far each shop's list of changed orders, and each app's queue of messages, has been read, and
// which carrier is asked for its parcels when. A row is a queue entry of its own (lease in
// milliseconds of the clock of leases).
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

enum class PollKind : std::uint8_t {
    changes, // of a shop, by update time
    mail,    // of an app: messages that wait for it
    parcels, // of a carrier: asked what became of each that it has
};

struct ChannelPoll {
    TenantId tenant;
    ConnectionId connection;
    PollKind kind = PollKind::changes;
    Instant reached{}; // every change before it is known; of parcels: no answer was owed then
    /// Of what is being read; not later than `reached` between two readings. Of parcels: when it
    /// was last looked for those that the carrier was given or has done with.
    Instant span_to{};
    std::string page{};
    std::int64_t attempt = 0; // since it last went well
    std::int64_t lease = 0;   // until then; by it a claim is known
};

/// How far it has come, for a person.
struct PollState {
    PollKind kind = PollKind::changes;
    Instant reached{};
    std::optional<Instant> last_good_at;
    std::string reason; // why the last one failed; empty = it went well
};

std::string_view name(PollKind kind) noexcept;

namespace channel_polls {

/// A row for each connection of the platform that has none: its changes are read from when it was
/// added. Mail is the app's, or the shop's own where it has no app.
void begin(Tx& tx, std::string_view platform, PollKind kind);
/// The same for a platform whose pushes carry the order: only of connections that somebody has
/// authorised, and of a week at most where they were added before: what was open longer in a shop
/// that pushed until now has been seen to by its people.
void begin_authorised(Tx& tx, std::string_view platform, Instant now);
/// A row for each connection of a carrier that somebody has authorised, to ask it for parcels.
void begin_asking(Tx& tx, std::string_view platform, Instant now);
/// Due ones, leased until `lease_until_ms`.
std::vector<ChannelPoll> claim(Tx& tx, std::int64_t now_ms, std::int64_t lease_until_ms, int limit);
/// What `poll` says now is true; due again at `until_ms`. False when another attempt has taken
/// over.
bool advance(Tx& tx, const ChannelPoll& poll, std::int64_t until_ms, Instant now);
/// Due again at `until_ms`, with as many attempts as it says. False as above.
bool put_back(Tx& tx, const ChannelPoll& poll, std::int64_t until_ms, std::string_view reason);
/// Nothing was to be read: due again at `until_ms`; why it last failed is kept. False as above.
bool rest(Tx& tx, const ChannelPoll& poll, std::int64_t until_ms, Instant now);
/// Those of the connection, and of its shops where it is an app, are due now; how many. What is
/// being read is read anew.
std::int64_t hasten(Tx& tx, const ConnectionId& connection);
std::vector<PollState>
of_connection(Tx& tx, const TenantId& tenant, const ConnectionId& connection);
void void_leases(Tx& tx);

} // namespace channel_polls
} // namespace route9::gateway
