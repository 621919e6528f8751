// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/order_decision.hpp"

#include "core/assert.hpp"
#include "fulfillment/pickup_name.hpp"
#include "gateway/orders/order_events.hpp"
#include "gateway/orders/order_screening.hpp"
#include "gateway/orders/parcel_assessment.hpp"
#include "gateway/orders/stored_plan.hpp"
#include "gateway/planning/plan_by_terms.hpp"

#include <algorithm>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::int64_t kGramsPerKilogram = 1'000;
/// Trucks that leave at once are put up to this, so that cached paths are found again.
constexpr std::chrono::seconds kDepartureSlot{15 * 60};

std::optional<std::int64_t>
line_mass_g(const OrderLine& line, const std::optional<Product>& product) {
    const auto piece_g = line.weight_g ? line.weight_g : product ? product->weight_g : std::nullopt;
    if (!piece_g) {
        return std::nullopt;
    }
    return *piece_g * line.quantity;
}

/// Mass of a parcel's share of each line, for the truck's room; unknown weights count nothing.
std::int64_t parcel_mass_g(const PlannedParcel& parcel, const Order& order, const OrderView& view) {
    std::int64_t mass_g = 0;
    for (const ParcelLine& share : parcel.lines) {
        const OrderLine& line = order.lines[share.line];
        if (const auto whole = line_mass_g(line, view.products[share.line])) {
            mass_g += *whole / line.quantity * share.quantity;
        }
    }
    return mass_g;
}

/// Its volume, as far as products say one.
std::int64_t parcel_volume_cm3(const PlannedParcel& parcel, const OrderView& view) {
    std::int64_t volume_cm3 = 0;
    for (const ParcelLine& share : parcel.lines) {
        const auto& product = view.products[share.line];
        if (product && product->volume_cm3) {
            volume_cm3 += *product->volume_cm3 * share.quantity;
        }
    }
    return volume_cm3;
}

std::optional<std::size_t>
departure_index(const PlannedParcel& parcel, const PlanningGround& ground) {
    if (!parcel.departure) {
        return std::nullopt;
    }
    const auto& rows = ground.snapshot.departures;
    const auto found = std::ranges::find(rows, *parcel.departure, &Departure::id);
    ROUTE9_ASSERT(found != rows.end());
    for (std::size_t i = 0; i < ground.departure_ids.size(); ++i) {
        if (ground.departure_ids[i].text() == *parcel.departure) {
            return i;
        }
    }
    return std::nullopt;
}

class Decider {
public:
    Decider(const PreparedOrder& prepared, const OrderView& view, const DecisionTools& tools)
        : prepared_(prepared), view_(view), tools_(tools) {}

    OrderDecision decide() {
        start_record();
        std::vector<HoldReason> reasons = prepared_.reasons;
        if (screen(reasons) && reasons.empty()) {
            plan(reasons);
        }
        if (!reasons.empty()) {
            out_.record.status = out_.record.status == OrderStatus::accepted ? OrderStatus::held
                                                                             : out_.record.status;
            out_.record.reasons = reasons_text(reasons);
        }
        add_order_events(out_, prepared_.event_ids, prepared_.now);
        return std::move(out_);
    }

private:
    void start_record() {
        OrderRecord& record = out_.record;
        record.tenant = prepared_.tenant;
        record.id = prepared_.id;
        record.seller = prepared_.seller;
        record.status = OrderStatus::accepted;
        record.order = prepared_.order;
        record.person = prepared_.sealed.person;
        record.recipient = prepared_.sealed.sealed;
        record.phone_index = prepared_.sealed.phone_index;
        record.name_index = prepared_.sealed.name_index;
        record.source_time = prepared_.source_time;
        record.received_at = prepared_.now;
        out_.ground_number = view_.ground->number;
    }

    /// False when the goods may not be sent at all.
    bool screen(std::vector<HoldReason>& reasons) {
        ScreeningOutcome outcome =
            screen_order(prepared_.order, view_.products, tools_.catalogue, prepared_.now);
        if (!outcome.prohibited.empty()) {
            out_.prohibited = std::move(outcome.prohibited);
            out_.record.status = OrderStatus::cancelled;
            out_.record.reasons = reasons_text(outcome.reasons);
            return false;
        }
        reasons.insert(reasons.end(), outcome.reasons.begin(), outcome.reasons.end());
        return true;
    }

    void plan(std::vector<HoldReason>& reasons) {
        const PlanOrder order =
            plan_order_of(prepared_.id, prepared_.order, prepared_.address, view_);
        const PlanSettings settings = planning_settings(view_.policy);
        const PlanRequest request{
            .now = to_local(prepared_.now),
            .snapshot = &view_.ground->snapshot,
            .availability = &view_.availability,
            .order = &order,
            .settings = &settings,
            .addresses = &tools_.catalogue.corridor.addresses,
        };
        const Plan plan = plan_by_terms(tools_.planners, request, view_.ground->departure_carriers);
        switch (plan.decision) {
        case Decision::routed:
            out_.record.status = OrderStatus::routed;
            break;
        case Decision::backordered:
            out_.record.status = OrderStatus::backordered;
            break;
        case Decision::held:
        case Decision::refused:
            out_.record.status = OrderStatus::held;
            break;
        }
        if (plan.reason) {
            reasons.push_back({std::string{name(*plan.reason)}, "", {}});
        }
        ROUTE9_ASSERT(plan.parcels.size() <= order_parcels_max);
        for (std::size_t i = 0; i < plan.parcels.size(); ++i) {
            add_parcel(plan, plan.parcels[i], prepared_.fulfillment_ids[i]);
        }
    }

    void add_parcel(const Plan& plan, const PlannedParcel& parcel, const FulfillmentId& id) {
        Fulfillment item = work_of(plan, parcel, prepared_.order, view_);
        item.tenant = prepared_.tenant;
        item.id = id;
        item.order = prepared_.id;
        item.seller = prepared_.seller;
        item.assessment =
            assessment_of(parcel, prepared_.order, view_, tools_.catalogue, prepared_.now);
        add_claims(out_.stock, item);
        if (item.departure) {
            out_.rooms.push_back({*item.departure, load_of(item)});
        }
        out_.fulfillments.push_back(std::move(item));
    }

    const PreparedOrder& prepared_;
    const OrderView& view_;
    const DecisionTools& tools_;
    OrderDecision out_;
};

} // namespace

PlanOrder plan_order_of(
    const OrderId& id,
    const Order& order,
    const ResolvedAddress& address,
    std::span<const std::optional<Product>> products
) {
    PlanOrder plan;
    plan.id = id.text();
    plan.destination.node = address.hub;
    plan.destination.country = address.country;
    plan.destination.province = address.province;
    plan.destination.district = address.district;
    for (std::size_t i = 0; i < order.lines.size(); ++i) {
        const OrderLine& line = order.lines[i];
        PlanLine planned;
        planned.sku = line.sku.text();
        planned.quantity = line.quantity;
        if (const auto mass_g = line_mass_g(line, products[i])) {
            planned.kg = WeightKg::of_units(*mass_g * kGramsPerKilogram);
        }
        if (products[i] && products[i]->volume_cm3) {
            planned.m3 = VolumeM3::of_units(*products[i]->volume_cm3 * line.quantity);
        }
        planned.cold = products[i] && products[i]->cold;
        planned.dangerous =
            products[i] && products[i]->dangerous && !is_exempt(*products[i]->dangerous);
        plan.lines.push_back(std::move(planned));
    }
    if (order.promised_by) {
        plan.promise = to_local(*order.promised_by);
    }
    if (order.payment.method == PaymentMethod::cod) {
        const Money amount = order.payment.amount;
        const auto decimal = Decimal::parse(amount.amount());
        ROUTE9_ASSERT(decimal.has_value());
        plan.cod = CashOnDelivery{*decimal, std::string{code(amount.currency())}};
    }
    return plan;
}

PlanOrder plan_order_of(
    const OrderId& id, const Order& order, const ResolvedAddress& address, const OrderView& view
) {
    PlanOrder plan = plan_order_of(id, order, address, view.products);
    if (view.pickup && view.pickup->point) {
        plan.pickup = choice_of(*view.pickup->point);
    }
    return plan;
}

PlanSettings planning_settings(Policy policy) {
    PlanSettings settings;
    settings.policy = policy;
    settings.departure_slot = kDepartureSlot;
    return settings;
}

Fulfillment
work_of(const Plan& plan, const PlannedParcel& parcel, const Order& order, const OrderView& view) {
    const bool routed = plan.decision == Decision::routed;
    Fulfillment item;
    item.warehouse = parcel.warehouse;
    item.gate = parcel.crossings.empty() ? "" : parcel.crossings.front();
    item.status = routed ? FulfillmentStatus::planned : FulfillmentStatus::held;
    item.snapshot = view.ground->number;
    item.mass_g = parcel_mass_g(parcel, order, view);
    item.volume_cm3 = parcel_volume_cm3(parcel, view);
    item.cold = std::ranges::any_of(parcel.lines, [&view](const ParcelLine& line) {
        return view.products[line.line] && view.products[line.line]->cold;
    });
    item.plan = stored_plan(plan, parcel);
    for (const ParcelLine& line : parcel.lines) {
        item.lines.push_back({Sku{line.sku}, line.quantity});
    }
    if (routed) {
        item.eta = to_instant(parcel.eta);
        if (const auto index = departure_index(parcel, *view.ground)) {
            item.departure = view.ground->departure_ids[*index];
            item.carrier = view.ground->departure_carriers[*index];
        }
    }
    return item;
}

std::string assessment_of(
    const PlannedParcel& parcel,
    const Order& order,
    const OrderView& view,
    const Catalogue& catalogue,
    Instant at
) {
    const Hub* origin = catalogue.hub(parcel.warehouse);
    return assess_parcel(
        {order, view.products, parcel.lines},
        origin == nullptr ? order.recipient.country : origin->country,
        catalogue,
        corridor_day(at)
    );
}

void add_claims(std::vector<StockClaim>& claims, const Fulfillment& item) {
    for (StockClaim& wanted : claims_of(item)) {
        const auto same = std::ranges::find_if(claims, [&wanted](const StockClaim& claim) {
            return claim.sku == wanted.sku && claim.warehouse == wanted.warehouse;
        });
        if (same != claims.end()) {
            same->quantity += wanted.quantity;
        } else {
            claims.push_back(std::move(wanted));
        }
    }
}

OrderDecision
decide_order(const PreparedOrder& prepared, const OrderView& view, const DecisionTools& tools) {
    if (prepared.order.recipient.pickup_point.empty()) {
        return Decider{prepared, view, tools}.decide();
    }
    const AddressBook& addresses = tools.catalogue.corridor.addresses;
    return Decider{settle_pickup(prepared, view.pickup, addresses), view, tools}.decide();
}

} // namespace route9::gateway
