// SPDX-License-Identifier: Apache-2.0
// Trucks of the simulated year: from the yard over the border to the buyer's door.
#include "fulfillment/parcel_store.hpp"
#include "simulated_year.hpp"

#include <algorithm>
#include <utility>

namespace route9::tests {
namespace {

using fulfillment::CustodianKind;
using fulfillment::day_of;
using fulfillment::to_local;
using std::chrono::hours;
using std::chrono::minutes;

constexpr const char* kCarrier = "lao-express";

minutes whole_drive(const std::string& gate, const std::string& to) {
    const Drive way = drive(gate, to);
    return way.to_gate + way.from_gate;
}

} // namespace

void SimulatedYear::leave(const std::string& reference) {
    Truck& truck = trucks_.at(reference);
    if (!truck.codes.empty()) {
        return;
    }
    if (says_[truck.gate] == "closed" && !take_another_way(truck)) {
        return; // it waits for its gate, see depart_waiting()
    }
    const Answer answer = write(at::post_departure_depart, staff(), truck.id.text());
    if (answer.status != 200) {
        const bool is_shut = answer.text.find("gate_closed") != std::string::npos;
        if (!is_shut) {
            settle(answer, "depart");
        }
        return;
    }
    const auto aboard = store().read([&](Tx& tx) -> Result<std::vector<fulfillment::Parcel>> {
        return fulfillment::parcels::of_departure(tx, qt, truck.id);
    });
    for (const fulfillment::Parcel& parcel : aboard.value()) {
        truck.codes.push_back(parcel.code);
        truck.manifest = parcel.manifest ? parcel.manifest->text() : "";
        ledger_.has(parcel.code, {CustodianKind::truck, reference});
    }
    ++result_.trucks;
    settle(answer, "depart");
    journey(truck);
}

void SimulatedYear::depart_waiting() {
    std::vector<std::string> waiting;
    for (const auto& [reference, truck] : trucks_) {
        if (truck.is_closed && truck.codes.empty() && truck.leaves <= to_local(now())) {
            waiting.push_back(reference);
        }
    }
    for (const std::string& reference : waiting) {
        leave(reference);
    }
}

/// Whoever has trucks by other gates sends the closed truck there with new papers; the shortest
/// drive of those that are not said to be closed.
bool SimulatedYear::take_another_way(Truck& truck) {
    std::vector<std::string> others = gates_;
    std::erase_if(others, [&](const std::string& gate) { return says_[gate] == "closed"; });
    std::ranges::sort(others, {}, [&](const std::string& gate) {
        return whole_drive(gate, truck.to);
    });
    for (const std::string& gate : others) {
        const Json body{{"gate", gate}, {"reason", "gate_closed"}};
        const Answer answer = write(at::post_departure_reroute, staff(), truck.id.text(), body);
        settle(answer, "reroute");
        if (answer.status == 200) {
            truck.gate = gate;
            ++result_.rerouted;
            return true;
        }
    }
    return false;
}

void SimulatedYear::journey(Truck& truck) {
    const Drive way = drive(truck.gate, truck.to);
    const auto day = static_cast<std::uint64_t>(day_of(truck.leaves).time_since_epoch().count());
    const std::uint64_t load = day * 2 + (truck.to == "VIENTIANE" ? 1 : 0);
    const LocalTime across = weather_.across(truck.gate, to_local(now()) + way.to_gate, load);
    const LocalTime arrives = across + way.from_gate;
    at(across, [this, &truck] { tell(truck, "border_crossed"); });
    at(arrives, [this, &truck] { arrive(truck); });
}

void SimulatedYear::arrive(Truck& truck) {
    settle(write(at::post_departure_arrive, staff(), truck.id.text()), "arrive");
    for (const std::string& code : truck.codes) {
        const Demand& demand = wanted_.at(order_of_.at(code));
        const bool is_on_time = to_local(now()) < demand.promise;
        result_.on_time += is_on_time ? 1 : 0;
        if (!is_on_time) {
            const Instant ordered = fulfillment::to_instant(demand.at);
            result_.late.push_back(
                "ordered " + format_corridor(ordered) + " to " + truck.reference + " by " +
                truck.gate + ", there " + format_corridor(now())
            );
        }
    }
    at(to_local(now()) + hours{1}, [this, &truck] { acknowledge(truck); });
    at(to_local(now()) + hours{5}, [this, &truck] { deliver(truck); });
}

/// Of two dozen parcels one is not found at first, one is dented.
std::string SimulatedYear::found_as(const std::string& code) const {
    const Demand& demand = wanted_.at(order_of_.at(code));
    const auto which = static_cast<std::uint64_t>(demand.at.time_since_epoch().count());
    const std::uint64_t fate = drawn(plan_.seed, "found", which) % 24;
    return fate == 0 ? "short" : fate == 1 ? "damaged" : "received";
}

void SimulatedYear::acknowledge(Truck& truck) {
    Json lines = Json::array();
    bool is_disputed = false;
    for (const std::string& code : truck.codes) {
        const std::string found = found_as(code);
        lines.push_back({{"parcel", code}, {"result", found}});
        is_disputed = is_disputed || found != "received";
        if (found != "short") {
            ledger_.has(code, {CustodianKind::carrier, kCarrier});
        }
    }
    settle(write(at::post_manifest_ack, by_carrier(), truck.manifest, {{"lines", lines}}), "ack");
    if (is_disputed) {
        at(to_local(now()) + hours{2}, [this, &truck] { agree(truck); });
    }
}

/// What was short has turned up, which the carrier says alone; a dent takes both sides' word.
void SimulatedYear::agree(const Truck& truck) {
    ++result_.disputed;
    for (const std::string& code : truck.codes) {
        const std::string found = found_as(code);
        if (found == "received") {
            continue;
        }
        Json line{{"parcel", code}, {"result", found == "short" ? "received" : found}};
        if (found == "damaged") {
            line["liable"] = "carrier";
            const Json ours{{"lines", Json::array({line})}};
            settle(write(at::post_manifest_settle, staff(), truck.manifest, ours), "settle");
        }
        ledger_.has(code, {CustodianKind::carrier, kCarrier});
        const Json theirs{{"lines", Json::array({line})}};
        settle(write(at::post_manifest_settle, by_carrier(), truck.manifest, theirs), "settle");
    }
}

void SimulatedYear::deliver(Truck& truck) {
    for (const std::string& code : truck.codes) {
        ledger_.has(code, {CustodianKind::recipient, ""});
    }
    tell(truck, "delivered");
}

void SimulatedYear::tell(const Truck& truck, const std::string& status) {
    Json events = Json::array();
    for (const std::string& code : truck.codes) {
        events.push_back(
            {{"id", "e" + std::to_string(++told_)},
             {"parcel", code},
             {"status", status},
             {"at", format_corridor(now())}}
        );
    }
    settle(
        call(at::post_tracking_events, by_carrier(), {.body = Json{{"events", events}}}), "tracking"
    );
}

} // namespace route9::tests
