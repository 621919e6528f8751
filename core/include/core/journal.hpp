// SPDX-License-Identifier: Apache-2.0
// The one journal: everything that happened, appended in the transaction that made it happen.
// Readers use `position`: contiguous from 1, never skipped or doubled. `sequence` counts within one
// subject and is set under that subject's row lock. Events carry no personal data.
#pragma once

#include "core/names.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace route9 {

/// `type` is a public name ("order.routed"); `data` is compact JSON. `seller` and `carrier` are the
/// parties that may see the event beside the tenant's own staff; empty = neither.
struct Event {
    EventId id;
    TenantId tenant;
    PartyId seller;
    PartyId carrier;
    std::string type;
    std::string subject; // wire id of what the sequence counts, usually the order
    std::int64_t sequence = 0;
    Instant at{};
    std::string data;
};

struct JournalEntry {
    std::int64_t position = 0;
    Event event;
};

/// What a reader may see: a tenant, or one seller's or carrier's share of it.
struct JournalFilter {
    TenantId tenant;
    std::optional<PartyId> seller;
    std::optional<PartyId> carrier;
};

namespace journal {

/// Appends and numbers the events in the order given. At most limits::bulk_rows_max events.
void append(Tx& tx, std::span<const Event> events);

/// Entries after `position`, oldest first, at most `limit`.
std::vector<JournalEntry>
read(Tx& tx, const JournalFilter& filter, std::int64_t position, int limit);

/// The number of the subject's newest event, 0 when it has none: for subjects that keep no count of
/// their own. Ask under the subject's row lock.
std::int64_t last_sequence(Tx& tx, const TenantId& tenant, std::string_view subject);

/// The newest position, 0 when empty.
std::int64_t head(Tx& tx);

} // namespace journal
} // namespace route9
