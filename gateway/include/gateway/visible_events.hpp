// SPDX-License-Identifier: Apache-2.0
// What a key may see of the journal: the share of its party, and of that the types its scopes
// open. A type that no row names is hidden from everybody.
#pragma once

#include "core/journal.hpp"
#include "core/principal.hpp"
#include "core/tx.hpp"

#include <cstdint>
#include <string_view>
#include <vector>

namespace route9::gateway {

/// False for a type that nobody has given a scope.
bool has_event_rule(std::string_view type);

/// Of the events in the principal's share of the journal.
bool may_see_event(const Principal& principal, std::string_view type);

struct VisibleEvents {
    std::vector<JournalEntry> entries;
    std::int64_t position = 0; // everything up to here has been looked at
    bool caught_up = false;    // nothing lay behind it

    /// Nothing to tell now: a long poll waits.
    bool empty() const { return entries.empty() && caught_up; }
};

/// At most `limit` events after `after`, oldest first; looks at a bounded number of others.
VisibleEvents read_visible(Tx& tx, const Principal& principal, std::int64_t after, int limit);

} // namespace route9::gateway
