// SPDX-License-Identifier: Apache-2.0
#include "gateway/intake/take_tracking.hpp"

#include "adapters/carriers/carrier_messages.hpp"
#include "adapters/marketplaces/hook_body.hpp"
#include "gateway/catalogue.hpp"
#include "gateway/shipping/track_parcels.hpp"
#include "platform/async_store.hpp"

#include <optional>
#include <utility>
#include <vector>

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

/// Of several steps the first that a person has to look at, else the last.
Closing closing_of(const std::vector<TrackedEvent>& events) {
    for (const TrackedEvent& event : events) {
        if (Closing closing = closing_of(event); closing.state != InboxState::done) {
            return closing;
        }
    }
    return closing_of(events.back());
}

/// Nullopt for reports, which the unit closes.
std::optional<Closing> closing_without(const Result<adapters::CarrierMessage>& message) {
    if (!message) {
        return quarantined(message.error());
    }
    if (message->reports.empty()) {
        return Closing{InboxState::ignored, message->ignored};
    }
    return std::nullopt;
}

} // namespace

std::optional<PushingCarrier> carrier_of(const Services& services, const Connection& connection) {
    const auto* profile = services.catalogue.profiles->find(connection.platform.text());
    if (profile == nullptr || profile->parcel_words.empty()) {
        return std::nullopt;
    }
    const auto* words = services.catalogue.carrier_words.find(profile->parcel_words);
    return PushingCarrier{connection.party, profile, words};
}

platform::task<Result<InboxState>> take_tracking(
    Services& services, InboxItem item, PushingCarrier carrier, std::string body, Tick deadline
) {
    const auto document = adapters::read_hook_body(*carrier.profile, body);
    const auto message =
        document
            ? adapters::read_carrier_message(carrier.profile->platform, *carrier.words, *document)
            : Result<adapters::CarrierMessage>{Failure{document.error()}};
    const auto early = closing_without(message);
    TrackingBatch batch{
        .tenant = item.tenant,
        .carrier = std::move(carrier.party),
        .reports = {},
        .ids = DrawnEntropy{services.entropy},
        .now = services.clock.business(),
        .terms = services.catalogue.return_terms.get(),
    };
    if (!early) {
        batch.reports = message->reports;
        for (adapters::TrackingReport& report : batch.reports) {
            if (report.at == Instant{}) { // this carrier tells no time
                report.at = item.received_at;
            }
        }
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
            closing = closing_of(*tracked);
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
