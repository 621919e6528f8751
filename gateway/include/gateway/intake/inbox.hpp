// SPDX-License-Identifier: Apache-2.0
// Raw deliveries, durable before they are answered. An inbox row is its own queue entry (state,
// attempt, lease in machine milliseconds); the dedupe key makes a repeated delivery harmless. The
// body is sealed under the tenant's key of the day.
#pragma once

#include "core/crypto.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"
#include "gateway/keyring.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

enum class InboxState : std::uint8_t { pending, done, unmatched, ignored, quarantined };

std::string_view name(InboxState state) noexcept;

/// What is kept of a request: the headers a reader needs and the body as it came.
struct Delivery {
    std::string topic; // an unsigned claim
    std::string shop;  // as the platform calls it; empty when the message named none
    std::string body;
};

struct InboxItem {
    TenantId tenant;
    InboxId id;
    ConnectionId connection;
    Bytes dedupe; // as filed_key() makes it
    InboxState state = InboxState::pending;
    std::string reason;
    Bytes sealed;
    std::int64_t day = 0;
    std::int64_t attempt = 0;
    Instant received_at{};
};

/// How a platform's name for a message is filed: short ones as they are, of long ones the beginning
/// and a digest of the whole. Platforms mostly count upwards or begin with the time, so that the
/// messages of one moment lie together on few pages; a digest alone would scatter them all over.
Bytes filed_key(std::string_view dedupe_key);

Bytes seal_delivery(
    const Delivery& delivery,
    const TenantId& tenant,
    const InboxId& id,
    const PeriodKey& key,
    const SealNonce& nonce
);
/// Throws StoreFailure when it does not open.
Delivery open_delivery(const InboxItem& item, const Secret& key);

/// A delivery that somebody must look at; of its body nothing is shown.
struct SetAside {
    InboxId id;
    ConnectionId connection;
    std::string state;
    std::string reason;
    Instant received_at{};
};

namespace inbox {

/// False when this delivery is there already.
bool insert(Tx& tx, const InboxItem& item);
/// Pending items whose lease has ended, oldest first, of every tenant the same share; leased until
/// `lease_until_ms`.
std::vector<InboxItem> claim(Tx& tx, std::int64_t now_ms, std::int64_t lease_until_ms, int limit);
/// False when another attempt has taken over: the caller must write nothing.
bool finish(Tx& tx, const InboxItem& item, InboxState state, std::string_view reason);
/// Lets anybody claim it from `until_ms` on: this attempt has failed for a reason that passes.
/// False when another attempt has taken over.
bool give_back(Tx& tx, const InboxItem& item, std::int64_t until_ms);
/// Quarantined and unmatched deliveries, newest first; of one state, "ignored" too, when it is not
/// empty.
std::vector<SetAside> set_aside(Tx& tx, const TenantId& tenant, std::string_view state, int limit);
/// The same of one connection, before `before` where it is given.
std::vector<SetAside> set_aside_of(
    Tx& tx,
    const TenantId& tenant,
    const ConnectionId& connection,
    std::string_view state,
    const std::optional<InboxId>& before,
    int limit
);
/// What of a connection is still to be worked off.
struct Waiting {
    std::int64_t count = 0;
    std::optional<Instant> oldest_at;
};
Waiting waiting(Tx& tx, const TenantId& tenant, const ConnectionId& connection);
/// Which stored deliveries of a connection are to be worked off again.
struct ReplaySpan {
    TenantId tenant;
    ConnectionId connection;
    InboxId from; // after this one
    InboxId before;
    std::string_view state; // empty = whatever became of them, but for unmatched ones
};

/// At most `limit` of them, oldest first, are pending again; the id of the last, nullopt when there
/// is none.
std::optional<InboxId> replay(Tx& tx, const ReplaySpan& span, int limit, std::int64_t& count);
void void_leases(Tx& tx);
/// Forgets deliveries received before `before`; how many, at most `limit`.
std::int64_t forget_old(Tx& tx, Instant before, int limit);

} // namespace inbox
} // namespace route9::gateway
