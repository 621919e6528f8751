// SPDX-License-Identifier: Apache-2.0
#include "demo/actors/operator.hpp"
#include "demo/cast.hpp"

#include <fmt/format.h>

#include <map>

namespace route9::gateway::demo {
namespace {

constexpr int kLooksMax = 1'500; // of one short step each

} // namespace

std::string Operator::plan_second_truck() {
    return plan_truck({
        {"reference", "DHA-SVK-2-" + format_day(corridor_day(stage_.now()))},
        {"from", "DONGHA"},
        {"to", "SAVANNAKHET"},
        {"gate", "LAOBAO"},
        {"carrier", carrier_party},
        {"truck_plate", "74C-095.13"},
        {"master_bill", "MB-DHA-0310B"},
        {"leaves", format_corridor(stage_.at(12, 30))},
        {"arrives", format_corridor(stage_.at(20, 30))},
        {"max_kg", "3500"},
    });
}

void Operator::reroute(const std::string& departure) {
    const Json wanted{
        {"gate", "CHALO"},
        {"leaves", format_corridor(stage_.at(13, 0))},
        {"arrives", format_corridor(stage_.at(30, 0))},
        {"reason", "gate_closed"},
    };
    const auto sent =
        api_.post("/v1/departures/" + departure + "/reroute", wanted, {200, 201, 202});
    if (sent) {
        api_.tell(fmt::format(
            "truck {} goes by {} now; its papers were made {} times",
            text_at(sent->json, "truck_plate"),
            text_at(sent->json, "gate"),
            number_at(sent->json, "papers")
        ));
    }
}

void Operator::tell_offices(const std::string& departure) {
    std::map<std::string, int> live;
    int is_void = 0;
    for (const Json& each : api_.list("/v1/declarations?limit=100&departure=" + departure)) {
        if (text_at(each, "status") == "void") {
            ++is_void;
        } else if (const std::string office = text_at(each, "office"); !office.empty()) {
            ++live[office];
        }
    }
    std::string text;
    for (const auto& [office, count] : live) {
        text += fmt::format("{}{} at {}", text.empty() ? "" : ", ", count, office);
    }
    api_.tell(fmt::format("Vietnamese declarations: {}; {} of both countries void", text, is_void));
}

bool Operator::tell_way(const Json& order, const std::string& gate) {
    for (const Json& item : member_at(order, "fulfillments")) {
        if (text_at(item, "gate") == gate) {
            api_.tell(fmt::format(
                "order {} goes by {}: plan {}, {}",
                text_at(order, "external_id"),
                gate,
                number_at(item, "plan_version"),
                text_at(item, "plan_reason")
            ));
            return true;
        }
    }
    return false;
}

void Operator::await_way(const std::string& order, const std::string& gate) {
    for (int look = 0; look < kLooksMax && !stage_.stopped(); ++look) {
        const auto read = api_.get("/v1/orders/" + order, {200});
        if (!read || tell_way(read->json, gate)) {
            return;
        }
        stage_.pause();
    }
    if (!stage_.stopped()) {
        api_.fault("order " + order + " has not been planned by " + gate);
    }
}

void Operator::read_as_buyer(const std::string& code) {
    const auto page = api_.get("/t/" + code + "?lang=lo", {200});
    if (!page) {
        return;
    }
    api_.tell(fmt::format(
        "the buyer's page of {}: {}", code, text_at(member_at(page->json, "headline"), "text")
    ));
    for (const char* part : {"delay", "expected"}) {
        const std::string text = text_at(member_at(page->json, part), "text");
        if (!text.empty()) {
            api_.tell("    " + text);
        }
    }
}

void Operator::settle(const std::string& manifest, const std::string& parcel, const char* liable) {
    const Json line{{"parcel", parcel}, {"result", "damaged"}, {"liable", liable}};
    const Json words{{"lines", Json::array({line})}};
    if (api_.post("/v1/manifests/" + manifest + "/settle", words, {200})) {
        api_.tell(fmt::format("our side signs: {} came damaged, liable is the {}", parcel, liable));
    }
}

void Operator::tell_custody(const std::string& manifest) {
    const auto read = api_.get("/v1/manifests/" + manifest + "/custody", {200});
    if (!read) {
        return;
    }
    api_.tell(fmt::format(
        "manifest {} is {}, {} lines are disputed",
        manifest,
        text_at(read->json, "state"),
        number_at(read->json, "disputed")
    ));
    for (const Json& said : member_at(read->json, "statements")) {
        api_.tell(fmt::format(
            "    {} round {}: hash {}…, signature {}…",
            text_at(said, "side"),
            number_at(said, "round"),
            text_at(said, "hash").substr(0, 12),
            text_at(said, "signature").substr(0, 12)
        ));
    }
}

} // namespace route9::gateway::demo
