// SPDX-License-Identifier: Apache-2.0
#include "gateway/people/user_events.hpp"

#include "core/journal.hpp"

#include <array>

namespace route9::gateway {

std::string actor_of(const Principal& principal) {
    return principal.user ? principal.user->text() : principal.key.text();
}

void tell(Tx& tx, const UserEvent& event) {
    const std::array events{Event{
        .id = event.id,
        .tenant = event.tenant,
        .seller = {},
        .carrier = {},
        .type = event.type,
        .subject = event.subject,
        .sequence = journal::last_sequence(tx, event.tenant, event.subject) + 1,
        .at = event.at,
        .data = event.data.dump(),
    }};
    journal::append(tx, events);
}

} // namespace route9::gateway
