// SPDX-License-Identifier: Apache-2.0
#include "intake/intake_metrics.hpp"

#include <string>

namespace route9::gateway {

void count_delivery(
    Services& services, const InboxId& id, const ConnectionId& connection, InboxState state
) {
    services.metrics
        .counter(
            "route9_inbox_total",
            "Pushed messages by what became of them",
            {{"state", std::string{name(state)}}}
        )
        .add();
    if (state == InboxState::quarantined) {
        services.log.warning("inbox_quarantined", {{"inbox", id}, {"connection", connection}});
    } else if (state == InboxState::unmatched) {
        services.log.warning("inbox_unmatched", {{"inbox", id}, {"connection", connection}});
    }
}

void count_refusal(Services& services, const Connection* connection, adapters::Refusal why) {
    const std::string of = connection == nullptr ? "unknown" : connection->id.text();
    const adapters::Refusal reason =
        connection == nullptr ? adapters::Refusal::unknown_connection : why;
    services.metrics
        .counter(
            "route9_hooks_refused_total",
            "Pushed messages whose signature was refused",
            {{"connection", of}, {"reason", std::string{adapters::name(reason)}}}
        )
        .add();
}

} // namespace route9::gateway
