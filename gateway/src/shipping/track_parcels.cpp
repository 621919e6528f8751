// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/track_parcels.hpp"

#include "fulfillment/departure_store.hpp"
#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/same_event.hpp"
#include "fulfillment/tracking_words.hpp"
#include "gateway/orders/mend_order.hpp"
#include "gateway/returns/follow_parcel.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/order_dues.hpp"
#include "gateway/shipping/our_steps.hpp"
#include "gateway/shipping/parcel_cash.hpp"
#include "gateway/shipping/parcel_custody.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "gateway/views/money_json.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;
using adapters::TrackingReport;

TrackingAnswer answer_of(TrackingOutcome outcome) {
    switch (outcome) {
    case TrackingOutcome::moved:
        return TrackingAnswer::moved;
    case TrackingOutcome::late:
        return TrackingAnswer::late;
    case TrackingOutcome::terminal_kept:
        return TrackingAnswer::terminal_kept;
    case TrackingOutcome::alert:
        return TrackingAnswer::alert;
    }
    return TrackingAnswer::refused;
}

constexpr std::size_t kPushedWordMax = 48;

/// A status of a platform's own list, e.g. "Arrived at Sorting Hub".
bool is_platforms_word(const TrackingReport& report) {
    return report.is_pushed && report.status_word.size() <= kPushedWordMax &&
           std::ranges::all_of(report.status_word, [](char c) {
               return c == ' ' || is_code_like({&c, 1});
           });
}

/// The journal takes codes, and no words that may speak of people.
std::string told_status(const TrackingReport& report) {
    return is_code_like(report.status_word) || is_platforms_word(report)
               ? report.status_word
               : std::string{name(TrackingStatus::unknown)};
}

class Tracker {
public:
    Tracker(Tx& tx, TrackingBatch& batch, const Vault& vault)
        : tx_(tx), batch_(batch), vault_(vault), touched_(tx, batch.tenant, batch.now, batch.ids),
          cash_(tx, batch.tenant, batch.now, touched_),
          dues_(tx, batch.tenant, batch.now, touched_) {}

    Result<std::vector<TrackedEvent>> run() {
        std::vector<TrackedEvent> answers;
        for (const TrackingReport& report : batch_.reports) {
            auto answer = take(report);
            if (!answer) {
                return Failure{std::move(answer).error()};
            }
            answers.push_back(std::move(*answer));
        }
        if (auto stored = touched_.store(); !stored) {
            return Failure{std::move(stored).error()};
        }
        return answers;
    }

private:
    Result<TrackedEvent> take(TrackingReport report) {
        auto parcel = find_parcel(tx_, batch_.tenant, report.parcel);
        if (parcel && is_being_closed(*parcel)) {
            return TrackedEvent{
                TrackingAnswer::refused,
                parcel->status,
                "its truck is still being closed; tell it again when you have the manifest"
            };
        }
        const bool visible =
            parcel && parcel->manifest.has_value() && parcel->carrier == batch_.carrier;
        if (!visible) {
            return TrackedEvent{TrackingAnswer::not_found, "", "there is no such parcel"};
        }
        const auto told =
            parcels::parcel_of_event(tx_, batch_.tenant, batch_.carrier, report.event_key);
        if (told == parcel->id || is_heard_otherwise(report, *parcel)) {
            return TrackedEvent{TrackingAnswer::duplicate, parcel->status};
        }
        if (told) {
            return TrackedEvent{
                TrackingAnswer::refused,
                parcel->status,
                "an event of another parcel has this id; give each event an id of its own"
            };
        }
        if (report.is_pushed && cash_.is_booked(report, *parcel)) {
            report.cash_collected.reset();
        }
        auto hint = cash_.collect(report, *parcel);
        if (!hint.empty() && !report.is_pushed) {
            return TrackedEvent{TrackingAnswer::refused, parcel->status, std::move(hint)};
        }
        if (!hint.empty()) {
            report.cash_collected.reset();
            report.cash = CashState::none;
        }
        record(report, *parcel);
        const TrackingStatus before = parse_tracking_status(parcel->status);
        auto answer = move(report, *parcel, std::move(hint));
        if (answer && batch_.terms != nullptr) {
            const CarrierWord word{
                .before = before,
                .now = parse_tracking_status(parcel->status),
                .moved = answer->answer == TrackingAnswer::moved,
                .incident = report.incident,
                .corrected = report.correction,
            };
            const ReturnWays ways{tx_, *batch_.terms, touched_, batch_.ids, batch_.now};
            if (auto followed = ways.follow(word, *parcel, report.place); !followed) {
                return Failure{std::move(followed).error()};
            }
        }
        return answer;
    }

    /// The same event by another way: pushed and asked for.
    bool is_heard_otherwise(const TrackingReport& report, const Parcel& parcel) {
        return report.is_pushed && is_heard(
                                       {report.way, report.status_word, report.at},
                                       parcels::heard(tx_, batch_.tenant, batch_.carrier, parcel.id)
                                   );
    }

    /// With this carrier, and its papers are being made.
    bool is_being_closed(const Parcel& parcel) {
        if (!parcel.departure) {
            return false;
        }
        const auto [known, is_new] = trucks_.try_emplace(*parcel.departure);
        if (is_new) {
            known->second = departures::find(tx_, batch_.tenant, *parcel.departure);
        }
        const auto& truck = known->second;
        return truck && truck->state == DepartureState::closing && truck->carrier == batch_.carrier;
    }

    void record(const TrackingReport& report, const Parcel& parcel) {
        TrackingRecord event{
            .tenant = batch_.tenant,
            .carrier = batch_.carrier,
            .event_key = report.event_key,
            .parcel = parcel.id,
            .status = report.status_word,
            .at = report.at,
            .place = report.place,
            .note = report.note,
            .received_at = batch_.now,
            .incident = report.incident ? std::string{name(*report.incident)} : std::string{},
            .photo = report.photo,
            .signed_by = report.signed_by,
            .raw = report.raw,
            .mass_g = report.mass_g,
            .way = report.way,
        };
        if (report.status != TrackingStatus::unknown && report.status_word != name(report.status)) {
            event.status = name(report.status);
            event.word = report.status_word;
        }
        const OrderRecord& order = touched_.order(parcel.order);
        if (const auto key = person_key_of(tx_, order, vault_)) {
            seal_tracking_words(event, order.person, *key, make_nonce(batch_.ids));
        } else {
            drop_tracking_words(event);
        }
        parcels::record_event(tx_, event);
    }

    Result<TrackedEvent> move(const TrackingReport& report, Parcel& parcel, std::string hint) {
        const TrackingState before{parse_tracking_status(parcel.status), parcel.status_at};
        // What a clock that runs ahead tells is true, only its time is not: it counts as told now,
        // or nothing later could move the parcel.
        const TrackingDecision decision = advance(
            before,
            {.status = report.status,
             .at = std::min(report.at, batch_.now),
             .correction = report.correction}
        );
        if (decision.outcome == TrackingOutcome::alert) {
            touched_.tell(
                parcel.order,
                "alert.status_unknown",
                Json{{"parcel", parcel.id.text()}, {"status", told_status(report)}}
            );
        }
        std::string dues;
        const CashState cash_before = parcel.cash;
        follow_with_cash(report, parcel, decision.outcome);
        if (decision.outcome != TrackingOutcome::moved && parcel.cash != cash_before &&
            !parcels::update(tx_, parcel)) {
            return fail(ErrorCode::conflict, "a parcel has changed meanwhile; try again");
        }
        if (decision.outcome == TrackingOutcome::moved) {
            const OrderStatus order_before = touched_.order(parcel.order).status;
            parcel.status = name(decision.state.status);
            parcel.status_at = decision.state.at;
            if (!parcels::update(tx_, parcel)) {
                return fail(ErrorCode::conflict, "a parcel has changed meanwhile; try again");
            }
            tell_moved(parcel);
            const auto clear = follow_with_custody(tx_, parcel, before.status, batch_.now);
            if (!clear) {
                return Failure{clear.error()};
            }
            if (!*clear) {
                touched_.tell(
                    parcel.order,
                    "alert.custody_unclear",
                    Json{{"parcel", parcel.id.text()}, {"status", parcel.status}},
                    parcel.carrier
                );
            }
            dues = dues_.follow(report, parcel, order_before);
        }
        auto warning = cash_.follow(report, parcel, decision.outcome);
        if (warning.empty()) {
            warning = std::move(hint);
        }
        if (warning.empty()) {
            warning = std::move(dues);
        }
        if (warning.empty() && report.at > batch_.now + tracking_ahead_max) {
            warning = "its time is ahead of our clock (" + format_utc(batch_.now) +
                      ") and counts as now; set your clock";
        }
        return TrackedEvent{answer_of(decision.outcome), parcel.status, std::move(warning)};
    }

    /// What the carrier says of the cash goes its own way, whatever becomes of the parcel's.
    void follow_with_cash(const TrackingReport& report, Parcel& parcel, TrackingOutcome outcome) {
        if (!parcel.cod) {
            return;
        }
        const bool taken_back = outcome == TrackingOutcome::moved && report.correction &&
                                report.status != TrackingStatus::delivered;
        if (taken_back) {
            parcel.cash = CashState::none;
            return;
        }
        // A word that speaks of collecting without a sum has booked nothing.
        const bool is_remitted = report.cash == CashState::remitted;
        const CashState collected = report.cash_collected ? CashState::collected : CashState::none;
        const CashState told = is_remitted ? CashState::remitted : collected;
        const CashState before = std::max(parcel.cash, CashState::due);
        const CashState after = advance_cash(before, told);
        if (after == before) {
            return;
        }
        parcel.cash = after;
        if (after == CashState::remitted) {
            touched_.tell(
                parcel.order,
                "cod.remitted",
                Json{{"parcel", parcel.id.text()}, {"cod", money_json(*parcel.cod)}},
                parcel.carrier
            );
        }
    }

    void tell_moved(const Parcel& parcel) {
        touched_.tell(parcel.order, "parcel.status_changed", status_news(parcel), parcel.carrier);
        if (const auto status = order_status(parcel.order)) {
            touched_.set_status(parcel.order, *status);
        }
    }

    /// An order that was handed over follows its parcels; a correction takes it back.
    std::optional<OrderStatus> order_status(const OrderId& order) {
        const OrderStatus now = touched_.order(order).status;
        const bool follows = now == OrderStatus::handed_over || now == OrderStatus::delivered ||
                             now == OrderStatus::returned;
        if (!follows) {
            return std::nullopt;
        }
        const auto all = parcels::of_order(tx_, batch_.tenant, order);
        const auto all_are = [&all](TrackingStatus status) {
            return std::ranges::all_of(all, [status](const Parcel& parcel) {
                return parcel.status == name(status);
            });
        };
        if (all_are(TrackingStatus::delivered)) {
            return OrderStatus::delivered;
        }
        return all_are(TrackingStatus::returned) ? OrderStatus::returned : OrderStatus::handed_over;
    }

    Tx& tx_;
    TrackingBatch& batch_;
    const Vault& vault_;
    TouchedOrders touched_;
    ParcelCash cash_;
    OrderDues dues_;
    std::map<DepartureId, std::optional<DepartureRecord>> trucks_; // each read once
};

} // namespace

std::string_view name(TrackingAnswer answer) noexcept {
    constexpr std::array<std::string_view, 7> kNames{
        "moved", "late", "terminal_kept", "alert", "duplicate", "not_found", "refused"
    };
    return kNames[static_cast<std::size_t>(answer)];
}

Result<std::vector<TrackedEvent>> track_parcels(Tx& tx, TrackingBatch batch, const Vault& vault) {
    return Tracker{tx, batch, vault}.run();
}

} // namespace route9::gateway
