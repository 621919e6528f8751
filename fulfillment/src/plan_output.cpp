// SPDX-License-Identifier: Apache-2.0
#include "plan_output.hpp"

#include "core/assert.hpp"

#include <utility>

namespace route9::fulfillment {
namespace {

template <class T>
Json text_or_null(const std::optional<T>& value) {
    return value ? Json(*value) : Json(nullptr);
}

/// A JSON number with exactly these digits.
Json number(const std::string& digits) {
    auto json = parse_json(digits);
    ROUTE9_ASSERT(json.has_value());
    return std::move(*json);
}

Json parcel_json(const PlannedParcel& parcel) {
    Json lines = Json::array();
    for (const ParcelLine& line : parcel.lines) {
        lines.push_back({{"sku", line.sku}, {"qty", line.quantity}});
    }
    Json json{{"warehouse", parcel.warehouse}, {"lines", std::move(lines)}};
    if (parcel.departure) {
        json["departure"] = *parcel.departure;
    }
    if (parcel.carrier) {
        json["carrier"] = *parcel.carrier;
    }
    if (parcel.delivery) {
        json["delivery"] = std::string{name(*parcel.delivery)};
    }
    if (!parcel.path.empty()) {
        json["path"] = parcel.path;
        json["eta"] = format_corridor(to_instant(parcel.eta));
        json["leaves"] = format_corridor(to_instant(parcel.leaves));
    }
    return json;
}

Json stock_json(const Snapshot& snapshot, const Availability& availability) {
    Json json = Json::object();
    for (std::size_t i = 0; i < snapshot.warehouses.size(); ++i) {
        Json& stock = json[snapshot.warehouses[i].id] = Json::object();
        for (const auto& [sku, count] : availability.stock[i]) {
            stock[sku] = count;
        }
    }
    return json;
}

Json explanation_json(const PlanExplanation& explanation) {
    Json rejected = Json::array();
    for (const RejectedOption& each : explanation.rejected) {
        rejected.push_back({{"option", each.option}, {"why", std::string{name(each.why)}}});
    }
    return {{"chosen", explanation.chosen}, {"rejected", std::move(rejected)}};
}

} // namespace

Json plan_json(const Plan& plan, const Snapshot& snapshot, const Availability& after) {
    Json json = Json::object();
    json["order"] = plan.order;
    json["decision"] = std::string{name(plan.decision)};
    if (plan.reason) {
        json["reason"] = std::string{name(*plan.reason)};
    }
    json["warehouse"] = text_or_null(plan.warehouse);
    json["gate"] = text_or_null(plan.gate);
    json["path"] = plan.path;
    json["parcels"] = Json::array();
    for (const PlannedParcel& parcel : plan.parcels) {
        json["parcels"].push_back(parcel_json(parcel));
    }
    json["warnings"] = Json::array();
    for (const PlanWarning warning : plan.warnings) {
        json["warnings"].push_back(std::string{name(warning)});
    }
    json["reserved"] = Json::object();
    for (const auto& [sku, count] : plan.reserved) {
        json["reserved"][sku] = count;
    }
    json["available_after"] = stock_json(snapshot, after);
    json["eta"] = plan.eta ? Json(format_corridor(to_instant(*plan.eta))) : Json(nullptr);
    json["cost"] = plan.cost ? Json(plan.cost->text()) : Json(nullptr);
    json["km"] = plan.km ? number(plan.km->text()) : Json(nullptr);
    json["co2e_g"] = plan.co2e_g ? number(plan.co2e_g->text()) : Json(nullptr);
    json["explanation"] = explanation_json(plan.explanation);
    return json;
}

Json loading_json(const Loading& loading) {
    Json loads = Json::object();
    for (const DepartureLoad& load : loading.loads) {
        loads[load.departure] = load.parcels;
    }
    return {{"loads", std::move(loads)}, {"left_over", loading.left_over}};
}

} // namespace route9::fulfillment
