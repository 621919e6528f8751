// SPDX-License-Identifier: Apache-2.0
// What endpoints and workers work with: references to the objects the composition root owns, all
// thread-safe, all outliving every request.
#pragma once

#include "core/entropy.hpp"
#include "core/time.hpp"
#include "core/vault.hpp"
#include "gateway/http/cursor.hpp"
#include "gateway/intake/connection_cache.hpp"
#include "gateway/intake/connection_tally.hpp"
#include "gateway/keyring.hpp"
#include "gateway/planning/snapshot_board.hpp"
#include "platform/compute_pool.hpp"
#include "platform/log.hpp"
#include "platform/metrics.hpp"
#include "platform/store.hpp"
#include "platform/wakeup_board.hpp"

#include <string>

namespace route9::gateway {

class AnswerCache;   // beside the store (gateway/answer_cache.hpp)
struct Catalogue;    // the data files (gateway/catalogue.hpp)
class ChannelCaller; // of marketplaces' APIs (gateway/channels/channel_caller.hpp)
struct People;       // signing in (gateway/people/people.hpp)
class Tombstones;    // of erased people (gateway/privacy/tombstones.hpp)

struct Services {
    platform::Store& store;
    const Vault& vault;
    Entropy& entropy;
    const Clock& clock;
    Keyring& keyring;
    ConnectionCache& connections;
    ConnectionTally& tally;
    const Catalogue& catalogue;
    SnapshotBoard& snapshots;
    PlannerPool& planners;
    const http::CursorCodec& cursors;
    platform::WakeupBoard& wakeups;
    platform::ComputePool& compute;
    platform::Log& log;
    platform::Metrics& metrics;
    People& people;
    Tombstones& tombstones;
    AnswerCache& answers;
    ChannelCaller* calls = nullptr;          // null where nothing goes out
    bool require_ready_declarations = false; // else a truck leaves with held ones, and a warning
};

/// Feeds of the wake-up board.
std::string journal_feed(const TenantId& tenant);
std::string manifest_feed(const TenantId& tenant, const PartyId& carrier);
inline constexpr std::string_view inbox_feed = "inbox";
inline constexpr std::string_view order_fetch_feed = "order.fetch";
inline constexpr std::string_view retry_feed = "movement.retry";

} // namespace route9::gateway
