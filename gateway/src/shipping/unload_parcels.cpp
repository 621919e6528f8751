// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/unload_parcels.hpp"

#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/loaded_parcels.hpp"
#include "fulfillment/parcel_store.hpp"
#include "fulfillment/stock.hpp"
#include "fulfillment/stock_lot_store.hpp"
#include "fulfillment/tracking.hpp"
#include "fulfillment/tracking_words.hpp"
#include "gateway/aggregates/aggregate_members.hpp"
#include "gateway/orders/mend_order.hpp"
#include "gateway/orders/stored_plan.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/find_parcel.hpp"
#include "gateway/shipping/handover_cash.hpp"
#include "gateway/shipping/our_steps.hpp"
#include "gateway/shipping/parcel_custody.hpp"
#include "gateway/shipping/void_declarations.hpp"
#include "gateway/shipping/waiting_reasons.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::array<std::pair<UnloadReason, std::string_view>, 5> kReasons{{
    {UnloadReason::short_, "short"},
    {UnloadReason::damaged, "damaged"},
    {UnloadReason::customs_held, "customs_held"},
    {UnloadReason::cancelled, "cancelled"},
    {UnloadReason::other, "other"},
}};

/// What has crossed the border, or has ended, is not in the truck that stands here.
bool may_be_here(const Parcel& parcel) {
    const auto& info = tracking_status_info(parse_tracking_status(parcel.status));
    const auto& crossed = tracking_status_info(TrackingStatus::border_crossed);
    return !info.terminal && (!info.rank || *info.rank < *crossed.rank);
}

/// Those of the named that are aboard; every other that has a truck is an error of its own.
std::vector<Parcel>
named_aboard(Tx& tx, const StepOrder& step, const UnloadOrder& unload, FieldErrors& errors) {
    std::vector<Parcel> found;
    for (std::size_t i = 0; i < unload.parcels.size(); ++i) {
        const std::string pointer = pointer_step("/parcels", i);
        auto parcel = find_parcel(tx, step.tenant, unload.parcels[i]);
        if (!parcel) {
            errors.push_back({pointer, "unknown", "there is no such parcel"});
        } else if (std::ranges::find(found, parcel->id, &Parcel::id) != found.end()) {
            errors.push_back({pointer, "repeated", "name every parcel once"});
        } else if (parcel->departure && parcel->departure != step.departure) {
            errors.push_back(
                {pointer, "not_aboard", "the parcel is on " + parcel->departure->text()}
            );
        } else if (parcel->departure && !may_be_here(*parcel)) {
            errors.push_back(
                {pointer, "state_forbids", "its carrier has told that it is " + parcel->status}
            );
        } else if (parcel->departure) {
            found.push_back(std::move(*parcel));
        }
    }
    return found;
}

/// What is missing, broken, held or about to be cancelled waits for a person, who loads it again;
/// anything else goes on with another truck by itself.
TrackingStatus status_off_truck(UnloadReason reason) {
    return reason == UnloadReason::other ? TrackingStatus::created : TrackingStatus::on_hold;
}

class Unloading {
public:
    Unloading(
        Tx& tx,
        const StepOrder& step,
        const UnloadOrder& unload,
        const Vault& vault,
        const DepartureRecord& departure
    )
        : tx_(tx), unload_(unload), vault_(vault), departure_(departure), at_(step.now),
          ids_(step.ids), touched_(tx, step.tenant, step.now, ids_) {}

    Result<void> take_off(Parcel& parcel) {
        const bool was_handed_over = parcel.manifest.has_value();
        auto item = fulfillments::find(tx_, parcel.tenant, parcel.fulfillment);
        if (!item || item->status != FulfillmentStatus::packed) {
            return fail(ErrorCode::state_forbids, "the parcel " + parcel.code + " was cancelled");
        }
        if (was_handed_over) {
            if (auto taken = take_back(parcel, *item); !taken) {
                return taken;
            }
        }
        const TrackingStatus status = status_off_truck(unload_.reason);
        const bool moves = parcel.status != name(status);
        if (moves || was_handed_over || !unload_.note.empty()) {
            record(parcel, status);
            set_back(parcel, status, at_);
        }
        parcel.manifest.reset();
        departures::give_room_back(
            tx_, parcel.tenant, departure_.id, {parcel.mass_g, item->volume_cm3}
        );
        parcel.departure.reset();
        item->departure.reset();
        item->plan = plan_off_truck(item->plan, departure_.id);
        if (status == TrackingStatus::on_hold) { // nobody knows when it goes on
            item->promised = item->promised ? item->promised : item->eta;
            item->eta.reset();
        }
        if (!fulfillments::replan(tx_, *item, item->status, item->plan_version) ||
            !parcels::update(tx_, parcel)) {
            return fail(ErrorCode::conflict, "a parcel has changed meanwhile; try again");
        }
        loaded_parcels::take_off(tx_, parcel.tenant, parcel.id);
        if (!unload_.whole) {
            auto bag = take_parcel_out(tx_, parcel, "unloading", touched_);
            if (!bag) {
                return Failure{std::move(bag).error()};
            }
            if (*bag) {
                out_of_bag_.push_back(parcel.code);
            }
        }
        tell(parcel, was_handed_over, moves);
        tell_what_waits(tx_, parcel.tenant, parcel.order, touched_);
        return {};
    }

    TouchedOrders& touched() { return touched_; }
    std::vector<std::string>& out_of_bag() { return out_of_bag_; }

private:
    /// As if it had not been handed over.
    Result<void> take_back(Parcel& parcel, const Fulfillment& item) {
        if (auto ours = take_back_custody(tx_, parcel, at_); !ours) {
            return ours;
        }
        void_declarations(tx_, parcel, touched_);
        HandoverCash{tx_, parcel.tenant, at_, ids_, touched_}.take_back(parcel);
        lots::give_back(tx_, item);
        stock::unship(tx_, parcel.tenant, parcel.seller, claims_of(item));
        return {};
    }

    void record(const Parcel& parcel, TrackingStatus status) {
        TrackingRecord event{
            .tenant = parcel.tenant,
            .carrier = {},
            .event_key = unload_key(parcel, at_),
            .parcel = parcel.id,
            .status = std::string{name(status)},
            .at = whole_seconds(at_),
            .place = departure_.from,
            .note = unload_.note,
            .received_at = at_,
        };
        if (!unload_.note.empty()) {
            const OrderRecord& order = touched_.order(parcel.order);
            if (const auto key = person_key_of(tx_, order, vault_)) {
                seal_tracking_words(event, order.person, *key, make_nonce(ids_));
            } else {
                drop_tracking_words(event);
            }
        }
        parcels::record_event(tx_, event);
    }

    void tell(const Parcel& parcel, bool was_handed_over, bool moves) {
        const PartyId carrier = was_handed_over ? parcel.carrier : PartyId{};
        const Json news{
            {"parcel", parcel.id.text()},
            {"departure", departure_.id.text()},
            {"reason", std::string{name(unload_.reason)}},
        };
        touched_.tell(parcel.order, "parcel.unloaded", news, carrier);
        if (moves) {
            touched_.tell(parcel.order, "parcel.status_changed", status_news(parcel), carrier);
        }
        if (unload_.reason == UnloadReason::short_) {
            touched_.tell(parcel.order, "alert.parcel_short", news);
        }
        if (touched_.order(parcel.order).status == OrderStatus::handed_over) {
            touched_.set_status(parcel.order, OrderStatus::packed);
        }
    }

    Tx& tx_;
    const UnloadOrder& unload_;
    const Vault& vault_;
    const DepartureRecord& departure_;
    Instant at_{};
    DrawnEntropy ids_;
    TouchedOrders touched_;
    std::vector<std::string> out_of_bag_;
};

/// What was cancelled in a bag that stands on this truck has no place there, and comes out of its
/// bag.
Result<StandingDeparture> take_cancelled_out(
    Tx& tx, const StepOrder& step, const UnloadOrder& unload, DepartureRecord departure
) {
    DrawnEntropy ids = step.ids;
    TouchedOrders touched{tx, step.tenant, step.now, ids};
    StandingDeparture standing{std::move(departure), std::nullopt};
    for (const std::string& named : unload.parcels) {
        const auto parcel = find_parcel(tx, step.tenant, named);
        const auto bag = parcel ? aggregates::parent(tx, step.tenant, parcel->id) : std::nullopt;
        if (!bag || unload.whole || bag->loaded_on != step.departure ||
            standing.departure.state >= DepartureState::departed) {
            continue;
        }
        if (auto out = take_parcel_out(tx, *parcel, "unloading", touched); !out) {
            return Failure{std::move(out).error()};
        }
        standing.out_of_bag.push_back(parcel->code);
    }
    if (auto stored = touched.store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    return standing;
}

} // namespace

std::string_view name(UnloadReason reason) noexcept {
    return kReasons[static_cast<std::size_t>(reason)].second;
}

std::optional<UnloadReason> parse_unload_reason(std::string_view text) noexcept {
    for (const auto& [known, word] : kReasons) {
        if (word == text) {
            return known;
        }
    }
    return std::nullopt;
}

Result<StandingDeparture>
unload_parcels(Tx& tx, const StepOrder& step, const UnloadOrder& unload, const Vault& vault) {
    auto departure = departures::find(tx, step.tenant, step.departure);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    if (auto under_way = departure_steps::find(tx, step.tenant, step.departure)) {
        return StandingDeparture{std::move(*departure), std::move(under_way)};
    }
    FieldErrors errors;
    auto aboard = named_aboard(tx, step, unload, errors);
    if (!errors.empty()) {
        return fail_fields(std::move(errors));
    }
    if (aboard.empty()) {
        return take_cancelled_out(tx, step, unload, std::move(*departure));
    }
    if (departure->state >= DepartureState::departed) {
        return fail(ErrorCode::sealed, "the truck has left; its carrier tells what is missing");
    }
    Unloading unloading{tx, step, unload, vault, *departure};
    for (Parcel& parcel : aboard) {
        if (auto taken = unloading.take_off(parcel); !taken) {
            return Failure{std::move(taken).error()};
        }
    }
    StandingDeparture standing{*departure, std::nullopt};
    if (departure->state == DepartureState::closed) {
        auto reopened =
            reopen_departure(tx, *departure, step, name(unload.reason), unloading.touched());
        if (!reopened) {
            return Failure{std::move(reopened).error()};
        }
        standing = std::move(*reopened);
    }
    if (auto stored = unloading.touched().store(); !stored) {
        return Failure{std::move(stored).error()};
    }
    standing.out_of_bag = std::move(unloading.out_of_bag());
    if (unload.reason == UnloadReason::other) {
        enqueue_replans(tx, step.tenant, PlanCause::left_behind, step.now);
    } else if (departure->state == DepartureState::open) {
        enqueue_waiting(tx, step.tenant, PlanCause::departure_changed, step.now);
    }
    return standing;
}

} // namespace route9::gateway
