// SPDX-License-Identifier: Apache-2.0
#include "demo/actors/warehouse.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace route9::gateway::demo {
namespace {

constexpr std::int64_t kFarTooHeavyG = 900;
constexpr std::int64_t kPaddingG = 15;
constexpr std::size_t kMisweighed = 2; // which parcel of the morning

} // namespace

void Warehouse::pack_all(const Trucks& trucks) {
    std::vector<Json> work = api_.list("/v1/fulfillments?status=planned&limit=100");
    std::ranges::sort(work, {}, [](const Json& item) { return text_at(item, "id"); });
    std::map<std::string, std::vector<std::string>> elsewhere; // by the truck they should be on
    for (std::size_t i = 0; i < work.size() && !stage_.stopped(); ++i) {
        const std::string parcel = pack(work[i], i == kMisweighed);
        const std::string& truck =
            text_at(work[i], "warehouse") == "DONGHA" ? trucks.to_laos : trucks.to_viet_nam;
        if (!parcel.empty() && text_at(work[i], "departure") != truck) {
            elsewhere[truck].push_back(parcel);
        }
    }
    api_.tell(fmt::format("{} parcels are packed and labelled", packed_));
    for (const auto& [truck, parcels] : elsewhere) {
        load(truck, parcels);
    }
}

std::string Warehouse::pack_all_but_one(const std::string& departure) {
    std::vector<Json> work = api_.list("/v1/fulfillments?status=planned&limit=100");
    std::erase_if(work, [&departure](const Json& item) {
        return text_at(item, "departure") != departure;
    });
    std::ranges::sort(work, {}, [](const Json& item) { return text_at(item, "id"); });
    const std::int64_t before = packed_;
    for (std::size_t i = 0; i + 1 < work.size() && !stage_.stopped(); ++i) {
        pack(work[i], false);
    }
    api_.tell(fmt::format("{} parcels are packed; one waits for its goods", packed_ - before));
    return work.empty() ? std::string{} : text_at(work.back(), "order");
}

std::string Warehouse::pack(const Json& fulfillment, bool misweigh) {
    const std::string target = "/v1/fulfillments/" + text_at(fulfillment, "id") + "/pack";
    Json weighed{{"weight_g", number_at(fulfillment, "weight_g") + kPaddingG}};
    if (misweigh) {
        weighed["weight_g"] = number_at(fulfillment, "weight_g") + kFarTooHeavyG;
        if (const auto refused = api_.post(target, weighed, {409})) {
            api_.tell("the scale disagrees: " + text_at(refused->json, "detail"));
        }
        weighed["accept_weight"] = true;
        api_.tell("the parcel is opened, checked and accepted with its real weight");
    }
    const auto packed = api_.post(target, weighed, {201});
    if (!packed) {
        return {};
    }
    const std::string parcel = text_at(packed->json, "id");
    last_parcel_ = text_at(packed->json, "code");
    if (++packed_ == 1) {
        api_.tell(fmt::format(
            "first label of the day: {} at /v1/parcels/{}/label.pdf",
            text_at(packed->json, "code"),
            parcel
        ));
        api_.get("/v1/parcels/" + parcel + "/label.pdf", {200});
    }
    return parcel;
}

void Warehouse::load(const std::string& departure, const std::vector<std::string>& parcels) {
    const Json body{{"parcels", parcels}};
    if (api_.post("/v1/departures/" + departure + "/load", body, {200, 201})) {
        api_.tell(fmt::format("{} parcels are put onto their truck", parcels.size()));
    }
}

void Warehouse::close(const std::string& departure) {
    const auto closed = api_.post("/v1/departures/" + departure + "/close", nullptr, {200, 201});
    if (!closed) {
        return;
    }
    api_.tell(fmt::format(
        "truck {} is closed: {} parcels; its manifest is sealed, both countries' declarations are "
        "made",
        text_at(closed->json, "truck_plate"),
        number_at(member_at(closed->json, "counts"), "parcels")
    ));
    const std::string again = "/v1/departures/" + departure + "/load";
    const auto late = api_.post(again, Json{{"parcels", {"too-late"}}}, {409, 422});
    if (late) {
        api_.tell("a parcel that comes late is refused: " + text_at(late->json, "detail"));
    }
}

void Warehouse::depart(const std::string& departure) {
    const auto left = api_.post("/v1/departures/" + departure + "/depart", nullptr, {200, 201});
    if (left) {
        api_.tell("truck " + text_at(left->json, "truck_plate") + " leaves");
    }
}

void Warehouse::depart_in_vain(const std::string& departure) {
    const auto stays = api_.post("/v1/departures/" + departure + "/depart", nullptr, {409});
    if (!stays) {
        return;
    }
    for (const Json& error : member_at(stays->json, "errors")) {
        api_.tell(fmt::format(
            "the truck stays: {}: {}", text_at(error, "code"), text_at(error, "message")
        ));
    }
}

void Warehouse::arrive(const std::string& departure) {
    const auto there = api_.post("/v1/departures/" + departure + "/arrive", nullptr, {200, 201});
    if (there) {
        api_.tell(fmt::format(
            "truck {} arrives in {}",
            text_at(there->json, "truck_plate"),
            text_at(there->json, "to")
        ));
    }
}

} // namespace route9::gateway::demo
