// SPDX-License-Identifier: Apache-2.0
#include "demo/actors/operator.hpp"

#include "demo/cast.hpp"

#include <fmt/format.h>

#include <set>

namespace route9::gateway::demo {
namespace {

constexpr int kStockPieces = 80;

} // namespace

void Operator::fill_shelves(const World& world) {
    for (const Good& good : world.lao_textiles) {
        shelve(good, viet_seller, "SAVAN_SENO");
    }
    for (const Good& good : world.vietnamese_goods) {
        shelve(good, lao_seller, "DONGHA");
    }
    api_.tell(fmt::format(
        "{} products on the shelves of Đông Hà and Savan-Seno, {} pieces of each",
        world.lao_textiles.size() + world.vietnamese_goods.size(),
        kStockPieces
    ));
}

void Operator::shelve(const Good& good, const char* seller, const char* warehouse) {
    const Json product{
        {"seller", seller},
        {"name", good.name},
        {"weight_g", good.weight_g},
        {"hs_code", good.hs_code},
        {"origin", good.origin},
    };
    api_.change("PUT", "/v1/products/" + good.sku, product, "", {200, 201, 428});
    const Json adjustment{
        {"seller", seller},
        {"sku", good.sku},
        {"warehouse", warehouse},
        {"quantity", kStockPieces},
        {"reason", "opening stock"},
    };
    api_.post("/v1/stock/adjustments", adjustment, {201});
}

Trucks Operator::plan_trucks() {
    const std::string day = format_day(corridor_day(stage_.now()));
    Trucks trucks;
    trucks.to_laos = plan_truck({
        {"reference", "DHA-SVK-" + day},
        {"from", "DONGHA"},
        {"to", "SAVANNAKHET"},
        {"gate", "LAOBAO"},
        {"carrier", carrier_party},
        {"truck_plate", "74C-081.26"},
        {"master_bill", "MB-DHA-0310"},
        {"leaves", format_corridor(stage_.at(8, 0))},
        {"arrives", format_corridor(stage_.at(16, 30))},
        {"max_kg", "3500"},
    });
    trucks.to_viet_nam = plan_truck({
        {"reference", "SVK-HUE-" + day},
        {"from", "SAVAN_SENO"},
        {"to", "HUE"},
        {"gate", "LAOBAO"},
        {"carrier", carrier_party},
        {"truck_plate", "SV 4826"},
        {"master_bill", "MB-SVK-0310"},
        {"leaves", format_corridor(stage_.at(8, 0))},
        {"arrives", format_corridor(stage_.at(16, 45))},
        {"max_kg", "1500"},
    });
    trucks.night = plan_truck({
        {"reference", "DHA-SVK-N-" + day},
        {"from", "DONGHA"},
        {"to", "SAVANNAKHET"},
        {"carrier", carrier_party},
        {"truck_plate", "74C-112.90"},
        {"leaves", format_corridor(stage_.at(22, 0))},
        {"max_kg", "3500"},
    });
    return trucks;
}

std::string Operator::plan_truck(const Json& departure) {
    const auto made = api_.post("/v1/departures", departure, {201});
    if (!made) {
        return {};
    }
    const Instant leaves = parse_rfc3339(text_at(departure, "leaves")).value_or(Instant{});
    const auto minute = corridor_minute_of_day(leaves).count();
    api_.tell(fmt::format(
        "truck {} from {} to {} leaves at {:02}:{:02}",
        text_at(departure, "truck_plate"),
        text_at(departure, "from"),
        text_at(departure, "to"),
        minute / 60,
        minute % 60
    ));
    return text_at(made->json, "id");
}

void Operator::mend_phone(const std::string& order, const std::string& phone) {
    const auto read = api_.get("/v1/orders/" + order, {200});
    if (!read) {
        return;
    }
    for (const Json& reason : member_at(read->json, "reasons")) {
        api_.tell(fmt::format(
            "order {} is held: {}", text_at(read->json, "external_id"), text_at(reason, "message")
        ));
    }
    const Json change{{"recipient", {{"phone", phone}}}};
    const auto mended = api_.change("PATCH", "/v1/orders/" + order, change, read->etag, {200});
    if (mended) {
        api_.tell(fmt::format(
            "the buyer gave {} on the telephone; the order is {} now",
            phone,
            text_at(mended->json, "status")
        ));
    }
}

void Operator::tell_why(const std::string& order) {
    const auto read = api_.get("/v1/orders/" + order, {200});
    if (!read) {
        return;
    }
    for (const Json& item : member_at(read->json, "fulfillments")) {
        api_.tell(fmt::format(
            "order {} goes from {} over {}:",
            text_at(read->json, "external_id"),
            text_at(item, "warehouse"),
            text_at(item, "gate")
        ));
        for (const Json& sentence : member_at(item, "explanation")) {
            if (sentence.is_string()) {
                api_.tell("    " + sentence.get<std::string>());
            }
        }
    }
    for (const Json& reason : member_at(read->json, "reasons")) {
        api_.tell(fmt::format(
            "order {} is {}: {}",
            text_at(read->json, "external_id"),
            text_at(read->json, "status"),
            text_at(reason, "message")
        ));
    }
}

void Operator::close_gate() {
    const Json report{
        {"direction", "vn_la"},
        {"state", "closed"},
        {"source", "hotline of the border post at Lao Bảo"},
        {"reported_at", format_corridor(stage_.now())},
        {"valid_until", format_corridor(stage_.at(23, 59))},
    };
    if (api_.change("PUT", "/v1/gates/LAOBAO/state", report, "", {200, 201})) {
        api_.tell("Lao Bảo closes for goods towards Laos until midnight");
    }
}

void Operator::read_customs_papers(const std::string& departure) {
    std::set<std::string> told;
    for (const Json& declaration : api_.list("/v1/declarations?departure=" + departure)) {
        const std::string country = text_at(declaration, "country");
        const std::string id = text_at(declaration, "id");
        const bool complete = text_at(declaration, "status") != "held_data";
        if (!complete || !told.insert(country).second) {
            continue;
        }
        api_.tell(fmt::format(
            "declaration {} for {}: {} {}",
            id,
            country,
            text_at(declaration, "status"),
            text_at(declaration, "regime")
        ));
        const std::string paper = "/v1/declarations/" + id + "/documents/wco-dec";
        if (api_.get(paper, {200})) {
            api_.tell("    its WCO declaration renders: " + paper);
        }
    }
    const std::string manifest = "/v1/departures/" + departure + "/documents/la-manifest";
    if (api_.get(manifest, {200})) {
        api_.tell("    truck manifest for Lao customs: " + manifest);
    }
}

} // namespace route9::gateway::demo
