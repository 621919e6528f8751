// SPDX-License-Identifier: Apache-2.0
#include "core/assert.hpp"
#include "core/jobs.hpp"
#include "core/journal.hpp"
#include "core/limits.hpp"
#include "fulfillment/stock_lot_store.hpp"
#include "fulfillment/trip_emission_store.hpp"
#include "gateway/replanning/replan_jobs.hpp"
#include "gateway/shipping/departure_units.hpp"
#include "gateway/shipping/follow_truck.hpp"
#include "gateway/shipping/handover_cash.hpp"
#include "gateway/shipping/our_steps.hpp"
#include "gateway/shipping/parcel_custody.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "gateway/shipping/void_declarations.hpp"
#include "gateway/shipping/waiting_reasons.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <span>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// What a unit writes beside its parcels: the step's own row, or the departure's and its job's.
constexpr std::size_t kRowsBeside = 8;
/// Of one parcel: its row, step, order, events and books; beside its stock and declarations.
constexpr std::size_t kRowsOfParcel = 22;
/// Of each of its goods: the level, and as a rule one lot and the note of it.
constexpr std::size_t kRowsOfGoods = 3;

/// A declaration, the one it replaces, and the news of both.
std::size_t rows_of(const DraftedParcel& drafted) {
    return kRowsOfParcel + kRowsOfGoods * drafted.goods.size() + 4 * drafted.declarations.size();
}

class Closing {
public:
    Closing(
        Tx& tx,
        const ClosingDraft& draft,
        const DepartureStep& step,
        const Catalogue& catalogue,
        const Secret& index_key,
        DrawnEntropy ids
    )
        : tx_(tx), draft_(draft), step_(step), index_key_(index_key), ids_(std::move(ids)),
          departure_(*departures::find(tx, step.tenant, step.departure)),
          roads_(tx, departure_, catalogue, step.at), touched_(tx, step.tenant, step.at, ids_) {}

    Result<StepProgress> run() {
        auto progress = go_on();
        if (!progress) {
            return progress;
        }
        if (auto stored = touched_.store(); !stored) {
            return Failure{std::move(stored).error()};
        }
        return progress;
    }

private:
    Result<StepProgress> go_on() {
        if (leave_behind() || follow_gate(tx_, departure_, roads_, touched_)) {
            return StepProgress::under_way;
        }
        const auto next = next_parcels();
        if (next.empty()) {
            return seal();
        }
        if (auto handed = hand_over(next); !handed) {
            return Failure{std::move(handed).error()};
        }
        departure_steps::advance(tx_, step_, next.back().parcel);
        return StepProgress::under_way;
    }

    /// False when everything that has a place is packed.
    bool leave_behind() {
        auto waiting = fulfillments::not_packed_for(
            tx_, step_.tenant, step_.departure, limits::parcels_per_unit_max
        );
        Load left;
        for (Fulfillment& item : waiting) {
            left += load_of(item);
            item.departure.reset();
            fulfillments::update(tx_, item, item.status);
            touched_.tell(
                item.order,
                "fulfillment.left_behind",
                Json{{"fulfillment", item.id.text()}, {"departure", step_.departure.text()}}
            );
        }
        if (!waiting.empty()) {
            departures::give_room_back(tx_, step_.tenant, step_.departure, left);
            enqueue_replans(tx_, step_.tenant, PlanCause::left_behind, step_.at);
        }
        return !waiting.empty();
    }

    /// As many as a unit may hold.
    std::span<const DraftedParcel> next_parcels() const {
        const auto first =
            step_.done
                ? std::ranges::upper_bound(draft_.parcels, *step_.done, {}, &DraftedParcel::parcel)
                : draft_.parcels.begin();
        auto last = first;
        std::size_t rows = kRowsBeside;
        while (last != draft_.parcels.end() && last - first < limits::parcels_per_unit_max) {
            rows += rows_of(*last);
            if (last != first && rows > limits::unit_rows_max) {
                break;
            }
            ++last;
        }
        return {first, last};
    }

    Result<void> hand_over(std::span<const DraftedParcel> next) {
        std::vector<OrderId> orders;
        std::vector<lots::Leaving> fresh;
        for (const DraftedParcel& drafted : next) {
            auto parcel = parcels::find(tx_, step_.tenant, drafted.parcel);
            if (!parcel || parcel->departure != step_.departure) {
                return fail(ErrorCode::internal, "a parcel left a truck that is closing");
            }
            // By earlier papers of this truck: its goods and cash are with the carrier.
            const bool was_handed_over = parcel->manifest.has_value();
            auto handed = was_handed_over ? list_again(*parcel) : hand_over(*parcel);
            if (!handed) {
                return handed;
            }
            declare(drafted, *parcel);
            if (!was_handed_over) {
                orders.push_back(parcel->order);
                fresh.push_back({parcel->fulfillment, drafted.seller, drafted.goods});
            }
        }
        ship_stock(fresh);
        std::ranges::sort(orders);
        orders.erase(std::ranges::unique(orders).begin(), orders.end());
        for (const OrderId& order : orders) {
            if (is_complete(order)) {
                end_waiting(touched_.order(order));
                touched_.set_status(order, OrderStatus::handed_over);
            }
        }
        return {};
    }

    /// What its carrier acknowledged by the void papers is the carrier's by the new ones only.
    Result<void> list_again(Parcel& parcel) {
        if (auto ours = take_back_custody(tx_, parcel, step_.at); !ours) {
            return ours;
        }
        parcel.manifest = draft_.manifest->id;
        if (!parcels::update(tx_, parcel)) {
            return fail(ErrorCode::conflict, "a parcel has changed meanwhile; try again");
        }
        return follow_truck(tx_, parcel, departure_, roads_, touched_);
    }

    Result<void> hand_over(Parcel& parcel) {
        parcel.manifest = draft_.manifest->id;
        parcel.carrier = departure_.carrier;
        const bool moved =
            take_step(tx_, parcel, TrackingStatus::picked_up, departure_.from, step_.at);
        if (!parcels::update(tx_, parcel)) {
            return fail(ErrorCode::conflict, "a parcel has changed meanwhile; try again");
        }
        if (moved) {
            touched_.tell(
                parcel.order, "parcel.status_changed", status_news(parcel), parcel.carrier
            );
        }
        HandoverCash{tx_, step_.tenant, step_.at, ids_, touched_}.book(parcel, index_key_);
        return follow_roads(tx_, parcel, departure_, roads_, touched_);
    }

    void declare(const DraftedParcel& drafted, const Parcel& parcel) {
        if (departure_.papers > 0) {
            void_declarations(tx_, parcel, touched_);
        }
        declaration_rows::insert(tx_, drafted.declarations);
        Json held = Json::array();
        for (const DeclarationRecord& declaration : drafted.declarations) {
            touched_.tell(
                parcel.order,
                "declaration.status_changed",
                declaration_news(declaration.id, parcel, declaration.country, declaration.status)
            );
            if (!allows_crossing(declaration.status)) {
                held.push_back(declaration.id.text());
            }
        }
        if (!held.empty()) {
            touched_.tell(
                parcel.order,
                "alert.declaration_held",
                Json{
                    {"parcel", parcel.id.text()},
                    {"departure", step_.departure.text()},
                    {"declarations", std::move(held)},
                }
            );
        }
    }

    void ship_stock(const std::vector<lots::Leaving>& next) {
        lots::take(tx_, step_.tenant, next, day_of(to_local(step_.at)));
        std::map<PartyId, std::map<std::pair<Sku, std::string>, std::int64_t>> leaving;
        for (const auto& [unused, seller, goods] : next) {
            for (const StockClaim& claim : goods) {
                leaving[seller][{claim.sku, claim.warehouse}] += claim.quantity;
            }
        }
        for (const auto& [seller, quantities] : leaving) {
            std::vector<StockClaim> claims;
            for (const auto& [place, quantity] : quantities) {
                claims.push_back({place.first, place.second, quantity});
            }
            stock::ship(tx_, step_.tenant, seller, claims);
        }
    }

    /// Nothing of the order is left in a warehouse.
    bool is_complete(const OrderId& order) {
        const auto packed = parcels::of_order(tx_, step_.tenant, order);
        const auto work = fulfillments::of_order(tx_, step_.tenant, order);
        return std::ranges::all_of(work, [&packed](const Fulfillment& item) {
            if (item.status == FulfillmentStatus::cancelled) {
                return true;
            }
            const auto parcel = std::ranges::find(packed, item.id, &Parcel::fulfillment);
            return parcel != packed.end() && parcel->manifest.has_value();
        });
    }

    Result<StepProgress> seal() {
        const bool agrees = draft_.cargo.parcels == departure_.parcels &&
                            draft_.cargo.pieces == departure_.pieces &&
                            draft_.cargo.gross_g == departure_.gross_g;
        if (!agrees) {
            return fail(ErrorCode::internal, "the papers are not of this truck");
        }
        departure_.content_hash = draft_.content_hash;
        ++departure_.papers;
        auto closed = departures::advance(tx_, departure_, DepartureState::closed);
        if (!closed) {
            return Failure{std::move(closed).error()};
        }
        const std::string id = closed->id.text();
        Json data{
            {"departure", id},
            {"parcels", closed->parcels},
            {"pieces", closed->pieces},
            {"papers", closed->papers},
            {"content_hash", closed->content_hash},
        };
        keep_trip(*closed);
        replace_manifests();
        if (draft_.manifest) {
            data["manifest"] = draft_.manifest->id.text();
            store_manifest(*draft_.manifest);
        }
        touched_.tell_of(id, closed->version, "departure.closed", data);
        departure_steps::end(tx_, step_);
        jobs::withdraw(tx_, step_.job);
        return StepProgress::done;
    }

    void keep_trip(const DepartureRecord& closed) {
        if (draft_.trip) {
            trip_emissions::put(tx_, step_.tenant, closed.id, closed.papers, *draft_.trip);
        } else if (closed.papers > 1) {
            trip_emissions::remove(tx_, step_.tenant, closed.id);
        }
    }

    /// What became void when this making of papers began has its successor now, or none.
    void replace_manifests() {
        for (const auto& old : manifests::of_departure(tx_, step_.tenant, step_.departure)) {
            if (old.state != ManifestState::void_ || old.void_at != step_.at || old.replaced_by) {
                continue;
            }
            const std::string id = old.id.text();
            Json news{{"manifest", id}, {"departure", step_.departure.text()}};
            if (draft_.manifest) {
                manifests::replace(tx_, step_.tenant, old.id, draft_.manifest->id);
                news["replaced_by"] = draft_.manifest->id.text();
            }
            const auto told = journal::last_sequence(tx_, step_.tenant, id);
            touched_.tell_of(id, told + 1, "manifest.voided", news, departure_.carrier);
        }
    }

    void store_manifest(Manifest manifest) {
        const bool is_first = manifests::insert(tx_, manifest);
        ROUTE9_ASSERT(is_first);
        const std::string sealed = manifest.id.text();
        const Json news{
            {"manifest", sealed},
            {"departure", manifest.departure.text()},
            {"carrier", manifest.carrier.text()},
            {"lines", manifest.lines},
            {"hash", manifest.hash},
        };
        touched_.tell_of(sealed, 1, "manifest.sealed", news, manifest.carrier);
    }

    Tx& tx_;
    const ClosingDraft& draft_;
    const DepartureStep& step_;
    const Secret& index_key_;
    DrawnEntropy ids_;
    DepartureRecord departure_;
    TruckRoads roads_;
    TouchedOrders touched_;
};

} // namespace

Result<StepProgress> close_next(
    Tx& tx,
    const ClosingDraft& draft,
    const Catalogue& catalogue,
    const Secret& index_key,
    DrawnEntropy ids
) {
    const auto step = departure_steps::find(tx, draft.tenant, draft.departure);
    if (!step || step->job != draft.step) {
        return StepProgress::done;
    }
    return Closing{tx, draft, *step, catalogue, index_key, std::move(ids)}.run();
}

} // namespace route9::gateway
