// SPDX-License-Identifier: Apache-2.0
#include "gateway/orders/stored_plan.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace route9::gateway {
namespace {

using namespace fulfillment;

constexpr std::string_view kGate = "gate:";
constexpr std::string_view kDeparture = "departure:";
constexpr const char* kLeft = "left";

Json::array_t* list_in(Json& json, const char* name) {
    const auto found = json.find(name);
    return found == json.end() ? nullptr : found->get_ptr<Json::array_t*>();
}

void replace(Json::array_t& options, const std::string& before, const std::string& after) {
    std::ranges::replace(options, Json(before), Json(after));
}

Json option_of(const DepartureId& departure) {
    return std::string{kDeparture} + departure.text();
}

std::string option_of(const std::vector<std::string>& path) {
    std::string option = "path:";
    for (std::size_t i = 0; i < path.size(); ++i) {
        option += (i == 0 ? "" : ">") + path[i];
    }
    return option;
}

Json option_of(const PartyId& carrier) {
    return "carrier:" + carrier.text();
}

/// In the place of what was chosen before, and rejected no more.
void choose_instead(Json& json, const std::optional<Json>& before, const Json& option) {
    if (auto* chosen = list_in(json, "chosen")) {
        std::erase(*chosen, option);
        const auto place = before ? std::ranges::find(*chosen, *before) : chosen->end();
        if (place == chosen->end()) {
            chosen->push_back(option);
        } else {
            *place = option;
        }
    }
    if (auto* rejected = list_in(json, "rejected")) {
        std::erase_if(*rejected, [&option](const Json& other) { return other.at(0) == option; });
    }
}

/// The gate that is taken now is rejected no more; the one of before is.
void reject_gate_before(Json& json, const PlanChange& change) {
    Json gates = Json::object();
    if (json.contains("gates")) {
        for (auto& [why, ids] : json["gates"].items()) {
            std::erase(ids.get_ref<Json::array_t&>(), Json(change.gate));
            if (!ids.empty()) {
                gates[why] = ids;
            }
        }
    }
    if (!change.gate_before.empty()) {
        gates[std::string{name(Why::other_gate)}].push_back(change.gate_before);
    }
    json["gates"] = std::move(gates);
}

} // namespace

std::string stored_plan(const Plan& plan, const PlannedParcel& parcel) {
    Json rejected = Json::array();
    Json gates = Json::object();
    for (const RejectedOption& option : plan.explanation.rejected) {
        std::string why{name(option.why)};
        if (option.option.starts_with(kGate)) {
            gates[std::move(why)].push_back(option.option.substr(kGate.size()));
        } else {
            rejected.push_back(Json::array({option.option, std::move(why)}));
        }
    }
    Json json{{"chosen", plan.explanation.chosen}, {"rejected", std::move(rejected)}};
    if (!gates.empty()) {
        json["gates"] = std::move(gates);
    }
    if (!parcel.path.empty()) {
        json["path"] = parcel.path;
        json["km"] = parcel.km.text();
        json["cost"] = parcel.cost.text();
        json["leaves"] = format_corridor(to_instant(parcel.leaves));
    }
    if (parcel.return_leg) {
        json["return_leg"] = true;
    }
    for (const PlanWarning warning : plan.warnings) {
        json["warnings"].push_back(std::string{name(warning)});
    }
    if (plan.co2e_g && plan.parcels.size() == 1) {
        json["co2e_g"] = plan.co2e_g->text();
    }
    return json.dump();
}

Json read_stored_plan(std::string_view stored) {
    Json json = Json::parse(stored);
    const auto gates = json.find("gates");
    if (gates == json.end()) {
        return json;
    }
    for (const auto& [why, ids] : gates->items()) {
        for (const Json& id : ids) {
            json["rejected"].push_back(Json::array({std::string{kGate} + id.get<std::string>(), why}
            ));
        }
    }
    json.erase("gates");
    return json;
}

std::string plan_off_truck(std::string_view stored, const DepartureId& left) {
    Json json = Json::parse(stored);
    json[kLeft] = left.text();
    if (const auto chosen = json.find("chosen"); chosen != json.end()) {
        std::erase(chosen->get_ref<Json::array_t&>(), option_of(left));
    }
    return json.dump();
}

std::string plan_on_truck(std::string_view stored, const TruckChange& change) {
    Json json = Json::parse(stored);
    json.erase(kLeft);
    const std::optional<Json> departure =
        change.before ? std::optional{option_of(*change.before)} : std::nullopt;
    choose_instead(json, departure, option_of(change.departure));
    if (change.carrier != change.carrier_before) {
        const auto carrier = change.carrier_before.empty()
                                 ? std::nullopt
                                 : std::optional{option_of(change.carrier_before)};
        choose_instead(json, carrier, option_of(change.carrier));
        json.erase("cost");
    }
    if (json.contains("leaves")) {
        json["leaves"] = format_corridor(change.leaves);
    }
    return json.dump();
}

std::string plan_by_other_way(std::string_view stored, const PlanChange& change) {
    Json json = Json::parse(stored);
    if (auto* chosen = list_in(json, "chosen")) {
        replace(*chosen, std::string{kGate} + change.gate_before, std::string{kGate} + change.gate);
        if (!change.path.empty()) {
            const auto before = json.value("path", std::vector<std::string>{});
            replace(*chosen, option_of(before), option_of(change.path));
        }
    }
    if (auto* rejected = list_in(json, "rejected")) {
        std::erase_if(*rejected, [taken = option_of(change.path)](const Json& option) {
            return option.at(0) == taken;
        });
    }
    if (change.gate != change.gate_before) {
        reject_gate_before(json, change);
    }
    if (!change.path.empty()) {
        json["path"] = change.path;
        json["km"] = change.km;
        json["cost"] = change.cost;
        json["leaves"] = format_corridor(change.leaves);
        json.erase("co2e_g"); // of the kilometres of before
    }
    return json.dump();
}

std::string plan_in_vain(std::string_view stored, const Plan& plan) {
    const Json before = Json::parse(stored);
    Json json = Json::parse(stored_plan(plan, {}));
    json["chosen"] = Json::array();
    for (const char* kept : {"path", kLeft}) {
        if (before.contains(kept)) {
            json[kept] = before.at(kept);
        }
    }
    return json.dump();
}

std::optional<DepartureId> truck_left(std::string_view stored) {
    const auto left = DepartureId::parse(Json::parse(stored).value(kLeft, ""));
    return left ? std::optional{*left} : std::nullopt;
}

} // namespace route9::gateway
