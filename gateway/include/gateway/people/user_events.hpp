// SPDX-License-Identifier: Apache-2.0
// What the journal tells of people: ids and words, nothing personal. `by` is the person or the key
// that did it, absent for the command line.
#pragma once

#include "core/json.hpp"
#include "core/principal.hpp"
#include "core/tx.hpp"

#include <string>
#include <string_view>

namespace route9::gateway {

struct UserEvent {
    TenantId tenant;
    std::string subject; // usr_… or apr_…
    std::string type;
    Json data = Json::object();
    Instant at{};
    EventId id;
};

/// "usr_…" or "key_…".
std::string actor_of(const Principal& principal);

void tell(Tx& tx, const UserEvent& event);

} // namespace route9::gateway
