// SPDX-License-Identifier: Apache-2.0
#include "gateway/quotes/quote.hpp"

#include "core/assert.hpp"
#include "core/json.hpp"
#include "gateway/planning/plan_by_terms.hpp"
#include "orders/recipient_checks.hpp"

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <utility>

namespace route9::gateway {
namespace {

using namespace fulfillment;

Plan plan_of(const PreparedOrder& prepared, const OrderView& view, const DecisionTools& tools) {
    const PlanOrder order = plan_order_of(prepared.id, prepared.order, prepared.address, view);
    const PlanSettings settings = planning_settings(view.policy);
    const PlanRequest request{
        .now = to_local(prepared.now),
        .snapshot = &view.ground->snapshot,
        .availability = &view.availability,
        .order = &order,
        .settings = &settings,
        .addresses = &tools.catalogue.corridor.addresses,
    };
    return plan_by_terms(tools.planners, request, view.ground->departure_carriers);
}

std::set<std::string> crossings_of(const Plan& plan) {
    std::set<std::string> gates;
    for (const PlannedParcel& parcel : plan.parcels) {
        gates.insert(parcel.crossings.begin(), parcel.crossings.end());
    }
    return gates;
}

GateState closed_gate() {
    GateState state;
    state.condition = GateCondition::closed;
    return state;
}

OrderView on_other_ground(const OrderView& view, PlanningGround ground) {
    OrderView other = view;
    ground.snapshot.finish();
    other.ground = std::make_shared<const PlanningGround>(std::move(ground));
    return other;
}

/// As if these gates were closed.
OrderView without_gates(const OrderView& view, const std::set<std::string>& gates) {
    PlanningGround ground = *view.ground;
    for (const std::string& gate : gates) {
        const auto index = ground.snapshot.network->find_gate(gate);
        ROUTE9_ASSERT(index.has_value());
        ground.snapshot.gate_states[*index] = closed_gate();
    }
    return on_other_ground(view, std::move(ground));
}

/// Gates that are only imagined closed: the options before this one say what they are like.
void forget_gates(Plan& plan, const std::set<std::string>& gates) {
    std::erase_if(plan.explanation.rejected, [&gates](const RejectedOption& option) {
        return option.why == Why::gate_closed &&
               std::ranges::any_of(gates, [&option](const std::string& gate) {
                   return option.option == "gate:" + gate;
               });
    });
}

/// Only the gates, warehouses and trucks of the plan, and each gate takes twice its time.
OrderView slow_view(const OrderView& view, const Plan& plan) {
    PlanningGround ground = *view.ground;
    Snapshot& snapshot = ground.snapshot;
    const std::set<std::string> crossed = crossings_of(plan);
    const std::vector<NetworkGate>& gates = snapshot.network->gates();
    for (std::size_t i = 0; i < gates.size(); ++i) {
        GateState& state = snapshot.gate_states[i];
        if (crossed.contains(gates[i].id)) {
            const LocalDay day = day_of(plan.parcels.front().leaves);
            state.queue += gates[i].calendar.work_duration(day);
        } else {
            state = closed_gate();
        }
    }
    snapshot.number = -snapshot.number - 1; // other queues: no path of the cache is good
    OrderView slow = on_other_ground(view, std::move(ground));
    const Snapshot& made = slow.ground->snapshot;
    for (std::size_t i = 0; i < made.warehouses.size(); ++i) {
        if (std::ranges::find(plan.parcels, made.warehouses[i].id, &PlannedParcel::warehouse) ==
            plan.parcels.end()) {
            slow.availability.stock[i].clear();
        }
    }
    for (std::size_t i = 0; i < made.departures.size(); ++i) {
        if (std::ranges::find(
                plan.parcels, std::optional{made.departures[i].id}, &PlannedParcel::departure
            ) == plan.parcels.end()) {
            slow.availability.rooms[i].kg = WeightKg::of_units(-1);
        }
    }
    return slow;
}

CostParts cost_parts(const Plan& plan, const Snapshot& snapshot) {
    CostParts parts;
    for (const PlannedParcel& parcel : plan.parcels) {
        parts.total += parcel.cost;
        for (const std::string& gate : parcel.crossings) {
            parts.gates += snapshot.network->gates()[*snapshot.network->find_gate(gate)].fee;
        }
        if (parcel.carrier) {
            const auto carrier =
                std::ranges::find(snapshot.carriers, *parcel.carrier, &Carrier::id);
            ROUTE9_ASSERT(carrier != snapshot.carriers.end());
            parts.carriers += carrier->fee;
        }
    }
    parts.road = parts.total - parts.gates - parts.carriers;
    return parts;
}

struct Side {
    const char* name;
    std::string country;
};

/// The sums of stored assessments; nullopt when one only says what is missing.
std::optional<std::vector<DutySum>>
duties_of(const std::vector<Fulfillment>& work, std::string_view destination) {
    const std::string origin = destination == "VN" ? "LA" : "VN";
    const std::array sides{Side{"export", origin}, Side{"import", std::string{destination}}};
    std::vector<DutySum> sums;
    for (const Side& side : sides) {
        const Currency currency = side.country == "VN" ? Currency::VND : Currency::LAK;
        DutySum sum{side.country, side.name, Money::zero(currency), Money::zero(currency)};
        bool is_asked = false;
        for (const Fulfillment& item : work) {
            const Json assessment = Json::parse(item.assessment);
            if (assessment.contains("missing")) {
                return std::nullopt;
            }
            if (!assessment.contains(side.name)) {
                continue;
            }
            is_asked = true;
            const auto add = [&](Money& to, const char* member) {
                const auto amount =
                    Money::parse(assessment.at(side.name).at(member).get<std::string>(), currency);
                const auto more = amount ? to.plus(*amount) : amount;
                ROUTE9_ASSERT(more.has_value());
                to = *more;
            };
            add(sum.tax, "total_tax");
            add(sum.fee, "fee");
        }
        if (is_asked) {
            sums.push_back(std::move(sum));
        }
    }
    return sums;
}

class Quoter {
public:
    Quoter(const PreparedOrder& prepared, const OrderView& view, const DecisionTools& tools)
        : prepared_(prepared), view_(view), tools_(tools), aside_{tools.catalogue, own_} {}

    std::vector<QuoteOption> options(std::vector<Fulfillment> decided) {
        std::vector<QuoteOption> found;
        Plan plan = plan_of(prepared_, view_, tools_);
        found.push_back(option(std::move(plan), std::move(decided)));
        std::set<std::string> taken = crossings_of(found.back().plan);
        while (!taken.empty() && found.size() < quote_options_max) {
            const OrderView other = without_gates(view_, taken);
            plan = plan_of(prepared_, other, aside_);
            if (plan.decision != Decision::routed) {
                break;
            }
            forget_gates(plan, taken);
            taken.merge(crossings_of(plan));
            std::vector<Fulfillment> work = work_for(plan);
            found.push_back(option(std::move(plan), std::move(work)));
        }
        return found;
    }

private:
    std::vector<Fulfillment> work_for(const Plan& plan) const {
        std::vector<Fulfillment> work;
        work.reserve(plan.parcels.size());
        for (const PlannedParcel& parcel : plan.parcels) {
            work.push_back(work_of(plan, parcel, prepared_.order, view_));
            work.back().assessment =
                assessment_of(parcel, prepared_.order, view_, tools_.catalogue, prepared_.now);
        }
        return work;
    }

    QuoteOption option(Plan plan, std::vector<Fulfillment> work) {
        QuoteOption made;
        made.latest = latest(plan);
        made.cost = cost_parts(plan, view_.ground->snapshot);
        made.duties = duties_of(work, prepared_.order.recipient.country);
        made.work = std::move(work);
        made.plan = std::move(plan);
        return made;
    }

    /// A path that a slow gate pushes beyond what can be planned keeps its own hour.
    Instant latest(const Plan& plan) {
        const Instant usual = to_instant(*plan.eta);
        if (crossings_of(plan).empty()) {
            return usual;
        }
        const Plan slow = plan_of(prepared_, slow_view(view_, plan), aside_);
        return slow.decision == Decision::routed ? std::max(usual, to_instant(*slow.eta)) : usual;
    }

    const PreparedOrder& prepared_;
    const OrderView& view_;
    const DecisionTools& tools_;
    PlannerPool own_; // what is only imagined does not enter the caches of what is
    DecisionTools aside_;
};

} // namespace

PreparedOrder prepare_quote(OrderArrival arrival, const AddressBook& addresses, Instant now) {
    PreparedOrder out;
    out.tenant = std::move(arrival.tenant);
    out.seller = std::move(arrival.seller);
    out.order = std::move(arrival.order);
    out.source_time = arrival.source_time;
    out.now = now;
    check_place(out, addresses);
    out.order.recipient = clear_part(out);
    out.order.note.clear();
    return out;
}

Quote make_quote(const PreparedOrder& asked, const OrderView& view, const DecisionTools& tools) {
    const PreparedOrder prepared =
        settle_pickup(asked, view.pickup, tools.catalogue.corridor.addresses);
    OrderDecision decision = decide_order(asked, view, tools);
    Quote quote;
    quote.status = decision.record.status;
    quote.reasons = std::move(decision.record.reasons);
    quote.prohibited = std::move(decision.prohibited);
    if (quote.status == OrderStatus::routed) {
        quote.options = Quoter{prepared, view, tools}.options(std::move(decision.fulfillments));
    }
    return quote;
}

} // namespace route9::gateway
