// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/close_departure.hpp"

#include "core/limits.hpp"
#include "fulfillment/stock.hpp"
#include "gateway/money/retry_waiting.hpp"
#include "gateway/shipping/our_steps.hpp"
#include "gateway/shipping/touched_orders.hpp"
#include "gateway/views/money_json.hpp"
#include "payments/awaited_references.hpp"
#include "payments/receivable.hpp"
#include "platform/async_store.hpp"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::string_view kMoved = "moved_while_closing";

Failure moved() {
    return Failure{Error{
        .code = ErrorCode::conflict,
        .detail = "the truck's parcels keep changing; close it again",
        .fields = {},
        .reference = std::string{kMoved},
    }};
}

class Closing {
public:
    Closing(Tx& tx, ClosingDraft& draft, const Secret& index_key, DepartureRecord departure)
        : tx_(tx), draft_(draft), index_key_(index_key), departure_(std::move(departure)),
          touched_(tx, draft.tenant, draft.now, draft.ids) {}

    Result<DepartureRecord> run() {
        if (!read_parcels()) {
            return moved();
        }
        leave_behind();
        if (draft_.manifest && !manifests::insert(tx_, *draft_.manifest)) {
            return fail(ErrorCode::sealed, "the departure has a manifest already");
        }
        for (Parcel& parcel : parcels_) {
            if (auto handed = hand_over(parcel); !handed) {
                return Failure{std::move(handed).error()};
            }
        }
        ship_stock();
        declare();
        for (const OrderId& order : handed_over_orders()) {
            touched_.set_status(order, OrderStatus::handed_over);
        }
        return freeze();
    }

private:
    /// False when the truck is not what the papers say.
    bool read_parcels() {
        std::vector<DraftedParcel> present;
        for (Parcel& parcel : parcels::of_departure(tx_, draft_.tenant, draft_.departure)) {
            const OrderRecord& order = touched_.order(parcel.order);
            if (!may_travel(parcel, order)) {
                parcel.departure.reset();
                parcels::update(tx_, parcel);
                continue;
            }
            present.push_back(drafted(parcel, order));
            parcels_.push_back(std::move(parcel));
        }
        return present == draft_.parcels && departure_.version == draft_.departure_version;
    }

    void leave_behind() {
        for (Fulfillment& item : fulfillments::of_departure(tx_, draft_.tenant, departure_.id)) {
            const FulfillmentStatus status = item.status;
            if (status != FulfillmentStatus::planned && status != FulfillmentStatus::held) {
                continue;
            }
            departures::give_room_back(tx_, draft_.tenant, departure_.id, item.mass_g);
            item.departure.reset();
            fulfillments::update(tx_, item, status);
            touched_.tell(
                item.order,
                "fulfillment.left_behind",
                Json{{"fulfillment", item.id.text()}, {"departure", departure_.id.text()}}
            );
        }
    }

    Result<void> hand_over(Parcel& parcel) {
        parcel.manifest = draft_.manifest->id;
        parcel.carrier = departure_.carrier;
        take_step(tx_, parcel, TrackingStatus::picked_up, departure_.from, draft_.now);
        if (!parcels::update(tx_, parcel)) {
            return moved();
        }
        touched_.tell(
            parcel.order,
            "parcel.departed",
            Json{
                {"parcel", parcel.id.text()},
                {"code", parcel.code},
                {"departure", departure_.id.text()},
                {"manifest", parcel.manifest->text()},
            },
            parcel.carrier
        );
        return book_cash(parcel);
    }

    /// The carrier owes what it collects from the day after it took the parcel over.
    Result<void> book_cash(const Parcel& parcel) {
        if (!parcel.cod) {
            return {};
        }
        payments::Receivable receivable;
        receivable.id = ReceivableId::make(draft_.now, draft_.ids);
        receivable.kind = payments::ReceivableKind::cod;
        receivable.seller = parcel.seller;
        receivable.reference = parcel.code;
        receivable.amount = *parcel.cod;
        receivable.settled = Money::zero(parcel.cod->currency());
        receivable.custody = Money::zero(parcel.cod->currency());
        receivable.due =
            Day{std::chrono::sys_days{corridor_day(draft_.now)} + std::chrono::days{1}};
        receivable.payer = parcel.carrier.text();
        receivable.order = parcel.order.text();
        receivable.parcel = parcel.id.text();
        const auto booked = payments::receivables::book(tx_, draft_.tenant, receivable, draft_.now);
        if (!booked) {
            return Failure{booked.error()};
        }
        // The label has told the code since the parcel was packed: it may have been paid by now.
        const auto reference = payments::reference_index(index_key_, parcel.code);
        retry_waiting(tx_, draft_.tenant, reference, draft_.ids, draft_.now);
        touched_.tell(
            parcel.order,
            "receivable.booked",
            Json{
                {"receivable", receivable.id.text()},
                {"code", receivable.reference},
                {"amount", money_json(receivable.amount)},
            }
        );
        return {};
    }

    void ship_stock() {
        std::map<PartyId, std::map<std::pair<Sku, std::string>, std::int64_t>> leaving;
        for (const Parcel& parcel : parcels_) {
            const auto item = fulfillments::find(tx_, draft_.tenant, parcel.fulfillment);
            for (const FulfillmentLine& line : item->lines) {
                leaving[parcel.seller][{line.sku, item->warehouse}] += line.quantity;
            }
        }
        for (const auto& [seller, quantities] : leaving) {
            std::vector<StockClaim> claims;
            for (const auto& [place, quantity] : quantities) {
                claims.push_back({place.first, place.second, quantity});
            }
            stock::ship(tx_, draft_.tenant, seller, claims);
        }
    }

    void declare() {
        declaration_rows::insert(tx_, draft_.declarations);
        for (const DeclarationRecord& declaration : draft_.declarations) {
            const auto parcel = std::ranges::find(parcels_, declaration.parcel, &Parcel::id);
            touched_.tell(
                parcel->order,
                "declaration.status_changed",
                Json{
                    {"declaration", declaration.id.text()},
                    {"parcel", declaration.parcel.text()},
                    {"country", std::string{name(declaration.country)}},
                    {"status", std::string{name(declaration.status)}},
                }
            );
        }
    }

    /// Orders of which nothing is left in the warehouse.
    std::vector<OrderId> handed_over_orders() {
        std::vector<OrderId> done;
        for (const Parcel& parcel : parcels_) {
            if (std::ranges::find(done, parcel.order) == done.end() && is_complete(parcel.order)) {
                done.push_back(parcel.order);
            }
        }
        return done;
    }

    bool is_complete(const OrderId& order) {
        const auto packed = parcels::of_order(tx_, draft_.tenant, order);
        const auto work = fulfillments::of_order(tx_, draft_.tenant, order);
        return std::ranges::all_of(work, [&packed](const Fulfillment& item) {
            if (item.status == FulfillmentStatus::cancelled) {
                return true;
            }
            const auto parcel = std::ranges::find(packed, item.id, &Parcel::fulfillment);
            return parcel != packed.end() && parcel->manifest.has_value();
        });
    }

    Result<DepartureRecord> freeze() {
        departure_.parcels = static_cast<std::int64_t>(parcels_.size());
        departure_.pieces = draft_.pieces;
        departure_.gross_g = draft_.gross_g;
        auto closed = departures::advance(tx_, departure_, DepartureState::closed);
        if (!closed) {
            return closed;
        }
        const std::string id = closed->id.text();
        Json data{{"departure", id}, {"parcels", closed->parcels}, {"pieces", closed->pieces}};
        if (const auto& manifest = draft_.manifest) {
            const std::string sealed = manifest->id.text();
            data["manifest"] = sealed;
            const Json news{
                {"manifest", sealed},
                {"departure", id},
                {"carrier", manifest->carrier.text()},
                {"lines", manifest->lines},
                {"hash", manifest->hash},
            };
            touched_.tell_of(sealed, 1, "manifest.sealed", news, manifest->carrier);
        }
        touched_.tell_of(id, closed->version, "departure.closed", data);
        if (auto stored = touched_.store(); !stored) {
            return Failure{std::move(stored).error()};
        }
        return *departures::find(tx_, draft_.tenant, departure_.id); // with the room given back
    }

    Tx& tx_;
    ClosingDraft& draft_;
    const Secret& index_key_;
    DepartureRecord departure_;
    TouchedOrders touched_;
    std::vector<Parcel> parcels_;
};

struct ClosingKeys {
    std::shared_ptr<const TenantKeys> tenant;
    std::shared_ptr<const PeriodKey> today;
};

platform::task<Result<ClosingKeys>>
closing_keys(Services& services, TenantId tenant, Tick deadline) {
    auto keys = co_await services.keyring.tenant(tenant, deadline);
    if (!keys) {
        co_return Failure{std::move(keys).error()};
    }
    auto today = co_await services.keyring.today(tenant, Purpose::manifest, deadline);
    if (!today) {
        co_return Failure{std::move(today).error()};
    }
    co_return ClosingKeys{std::move(*keys), std::move(*today)};
}

platform::task<Result<ClosingDraft>> draft_outside(
    Services& services, TenantId tenant, DepartureId departure, ClosingKeys keys, Tick deadline
) {
    auto look = [tenant, departure, &vault = services.vault](Tx& tx) {
        return read_truck_load(tx, tenant, departure, vault);
    };
    auto load = co_await platform::read(services.store, std::move(look), deadline);
    if (!load) {
        co_return Failure{std::move(load).error()};
    }
    if (load->departure.state != DepartureState::open) {
        co_return fail(ErrorCode::sealed, "the departure has closed already");
    }
    auto draft = [load = std::move(*load),
                  keys = std::move(keys),
                  ids = DrawnEntropy{services.entropy},
                  &catalogue = services.catalogue,
                  now = services.clock.business()]() {
        return draft_closing(load, {catalogue, keys.tenant->signing_seed, *keys.today, now}, ids);
    };
    co_return co_await services.compute.run(std::move(draft), deadline);
}

} // namespace

bool moved_while_closing(const Error& error) noexcept {
    return error.code == ErrorCode::conflict && error.reference == kMoved;
}

Result<DepartureRecord> close_departure(Tx& tx, ClosingDraft draft, const Secret& index_key) {
    auto departure = departures::find(tx, draft.tenant, draft.departure);
    if (!departure) {
        return fail(ErrorCode::not_found);
    }
    if (departure->state != DepartureState::open) {
        return fail(ErrorCode::sealed, "the departure has closed already");
    }
    return Closing{tx, draft, index_key, std::move(*departure)}.run();
}

platform::task<Result<DepartureRecord>>
close_truck(Services& services, TenantId tenant, DepartureId departure, Tick deadline) {
    const auto keys = co_await closing_keys(services, tenant, deadline);
    if (!keys) {
        co_return Failure{keys.error()};
    }
    for (int attempt = 0; attempt <= limits::replans_max; ++attempt) {
        auto draft = co_await draft_outside(services, tenant, departure, *keys, deadline);
        if (!draft) {
            co_return Failure{std::move(draft).error()};
        }
        auto unit = [draft = std::move(*draft), keys = keys->tenant](Tx& tx) {
            return close_departure(tx, draft, keys->index);
        };
        auto closed = co_await platform::write(services.store, std::move(unit), deadline);
        if (closed) {
            services.wakeups.notify(journal_feed(tenant));
            services.wakeups.notify(manifest_feed(tenant, closed->carrier));
            services.wakeups.notify(retry_feed);
            co_return closed;
        }
        if (!moved_while_closing(closed.error())) {
            co_return closed;
        }
    }
    co_return moved();
}

} // namespace route9::gateway
