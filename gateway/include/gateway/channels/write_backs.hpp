// SPDX-License-Identifier: Apache-2.0
// What marketplaces are to be told, as the store keeps it: found by reading the journal, so that
// nobody who packs or cancels has to think of it, once for each order, place and action that the
// platform's row names. A step waits for those before it, a cancellation makes them needless; what
// a source itself has told is never told back. A row is a queue entry of its own (lease in
// milliseconds of the clock of leases).
#pragma once

#include "adapters/marketplaces/profile.hpp"
#include "adapters/marketplaces/write_back.hpp"
#include "core/names.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace route9::gateway {

struct WriteBackRow {
    TenantId tenant;
    ConnectionId connection;
    adapters::WriteBack what;
    OrderId order;
    std::int64_t attempt = 0;
    std::int64_t lease = 0; // until then; by it a claim is known
};

/// What became of one, for whoever reads the order.
struct WriteBackResult {
    ConnectionId connection;
    std::string action;
    std::string state;  // waiting, done, refused, moot
    std::string result; // in the platform's words
    Instant happened_at{};
};

/// Something that marketplaces are to be told of, if the order came from one.
struct ToTell {
    TenantId tenant;
    OrderId order;
    adapters::WriteAction action = adapters::WriteAction::packed;
    std::string detail{};   // the parcel's code, or why it is cancelled
    bool by_source = false; // who knows it already
    Instant at{};
};

/// A part of the journal, read.
struct JournalNews {
    std::int64_t from = 0;
    std::int64_t reached = 0; // `from` when there was nothing
    std::vector<ToTell> to_tell;
};

namespace write_backs {

/// What happened since the journal was left, of at most `entries` of it. Only reads: the journal is
/// long and little of it is told.
JournalNews look(Tx& tx, std::int64_t entries);
/// Notes it and goes on from there; false when another process has.
bool take(Tx& tx, const JournalNews& news, const adapters::ProfileTable& profiles);
/// Whether anything waits to be told now.
bool is_due(Tx& tx, std::int64_t now_ms);
std::vector<WriteBackRow>
claim(Tx& tx, std::int64_t now_ms, std::int64_t lease_until_ms, int limit);
/// False when another attempt has taken over.
bool finish(Tx& tx, const WriteBackRow& row, std::string_view state, std::string_view result);
/// Due again at `until_ms`, with as many attempts as it says. False as above.
bool put_back(Tx& tx, const WriteBackRow& row, std::int64_t until_ms, std::string_view result);
std::vector<WriteBackResult> of_order(Tx& tx, const TenantId& tenant, const OrderId& order);
void void_leases(Tx& tx);

} // namespace write_backs
} // namespace route9::gateway
