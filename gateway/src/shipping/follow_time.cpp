// SPDX-License-Identifier: Apache-2.0
#include "gateway/shipping/follow_time.hpp"

#include "fulfillment/fulfillment_store.hpp"
#include "fulfillment/replanning.hpp"

#include <optional>

namespace route9::gateway {
namespace {

using namespace fulfillment;

/// As the truck's owner says, else as much later or earlier as it leaves.
std::optional<Instant>
eta_with(const DepartureRecord& departure, const Fulfillment& item, const Json& plan) {
    if (departure.arrives) {
        return departure.arrives;
    }
    const auto leaves = parse_rfc3339(plan.value("leaves", ""));
    return item.eta && leaves ? std::optional{*item.eta + (departure.leaves - *leaves)} : item.eta;
}

} // namespace

Result<void> follow_time(
    Tx& tx, const Parcel& parcel, const DepartureRecord& departure, TouchedOrders& touched
) {
    auto item = fulfillments::find(tx, parcel.tenant, parcel.fulfillment);
    if (!item) {
        return {};
    }
    Json plan = Json::parse(item->plan);
    const auto eta = eta_with(departure, *item, plan);
    if (eta == item->eta) {
        return {};
    }
    const auto told = item->promised ? item->promised : item->eta;
    item->eta = eta;
    item->promised = told;
    if (plan.contains("leaves")) {
        plan["leaves"] = format_corridor(departure.leaves);
        item->plan = plan.dump();
    }
    if (promise_moved(told, eta) ||
        breaks_promise(told, eta, touched.order(parcel.order).order.promised_by)) {
        item->promised = eta;
        touched.tell(
            parcel.order,
            "order.promise_changed",
            Json{
                {"fulfillment", item->id.text()},
                {"from", format_corridor(*told)},
                {"to", format_corridor(*eta)},
                {"cause", std::string{name(PlanCause::departure_changed)}},
            }
        );
    }
    if (!fulfillments::replan(tx, *item, item->status, item->plan_version)) {
        return fail(ErrorCode::conflict, "a parcel has changed meanwhile; try again");
    }
    return {};
}

} // namespace route9::gateway
