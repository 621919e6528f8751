// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/take_tracking.hpp"

#include "adapters/carriers/carrier_messages.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/shipping/track_parcels.hpp"
#include "platform/async_store.hpp"

#include <optional>
#include <utility>

namespace route9::gateway {
namespace {

struct Closing {
    InboxState state = InboxState::done;
    std::string reason;
};

Closing quarantined(const Error& error) {
    if (error.fields.empty()) {
        return {InboxState::quarantined, error.detail};
    }
    const FieldError& field = error.fields.front();
    return {InboxState::quarantined, field.pointer + ": " + field.message};
}

Closing closing_of(const TrackedEvent& event) {
    switch (event.answer) {
    case TrackingAnswer::moved:
    case TrackingAnswer::late:
    case TrackingAnswer::terminal_kept:
    case TrackingAnswer::alert:
    case TrackingAnswer::duplicate:
        return {InboxState::done, std::string{name(event.answer)}};
    case TrackingAnswer::not_found:
        return {InboxState::unmatched, "this carrier has no such parcel"};
    case TrackingAnswer::refused:
        break;
    }
    return {InboxState::quarantined, event.detail};
}

/// Nullopt for a report, which the unit closes.
std::optional<Closing> closing_without(const Result<adapters::CarrierMessage>& message) {
    if (!message) {
        return quarantined(message.error());
    }
    if (!message->report) {
        return Closing{InboxState::ignored, message->ignored};
    }
    return std::nullopt;
}

} // namespace

std::optional<PushingCarrier> carrier_of(const Services& services, const Connection& connection) {
    const auto* profile = services.catalogue.profiles->find(connection.platform.text());
    if (profile == nullptr || profile->parcel_statuses.empty()) {
        return std::nullopt;
    }
    return PushingCarrier{connection.party, profile};
}

platform::task<Result<InboxState>> take_tracking(
    Services& services, InboxItem item, PushingCarrier carrier, std::string body, Tick deadline
) {
    const auto document = parse_json(body);
    const auto message = document ? adapters::read_carrier_message(*carrier.profile, *document)
                                  : Result<adapters::CarrierMessage>{Failure{document.error()}};
    const auto early = closing_without(message);
    TrackingBatch batch{
        .tenant = item.tenant,
        .carrier = std::move(carrier.party),
        .reports = {},
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
    };
    if (!early) {
        batch.reports.push_back(*message->report);
    }
    const TenantId tenant = item.tenant;
    auto unit = [item = std::move(item), batch = std::move(batch), early, &vault = services.vault](
                    Tx& tx
                ) -> Result<InboxState> {
        Closing closing = early.value_or(Closing{});
        if (!early) {
            const auto tracked = track_parcels(tx, batch, vault);
            if (!tracked) {
                return Failure{tracked.error()};
            }
            closing = closing_of(tracked->front());
        }
        if (!inbox::finish(tx, item, closing.state, closing.reason)) {
            return fail(ErrorCode::conflict, "another attempt has taken this delivery over");
        }
        return closing.state;
    };
    auto state = co_await platform::write(
        services.store, Reach::of(tenant), std::move(unit), deadline, platform::Lane::background
    );
    if (state) {
        services.wakeups.notify(journal_feed(tenant));
    }
    co_return state;
}

} // namespace route9::gateway
