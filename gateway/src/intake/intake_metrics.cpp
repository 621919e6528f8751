// SPDX-License-Identifier: Apache-2.0
#include "intake/intake_metrics.hpp"

#include <string>

namespace route9::gateway {

void count_delivery(Services& services, const CountedDelivery& which, InboxState state) {
    const auto& [tenant, id, connection, received_at] = which;
    const Instant now = services.clock.business();
    const auto lag = std::chrono::floor<Milliseconds>(now - received_at);
    services.tally.settled(tenant, connection, now, lag);
    if (state == InboxState::quarantined || state == InboxState::unmatched) {
        services.tally.set_aside(tenant, connection, now);
    }
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
    if (connection != nullptr) {
        services.tally.refused(connection->tenant, connection->id, services.clock.business());
    }
    services.metrics
        .counter(
            "route9_hooks_refused_total",
            "Pushed messages whose signature was refused",
            {{"connection", of}, {"reason", std::string{adapters::name(reason)}}}
        )
        .add();
}

} // namespace route9::gateway
