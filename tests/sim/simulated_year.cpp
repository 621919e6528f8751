// SPDX-License-Identifier: Apache-2.0
#include "simulated_year.hpp"

#include "fulfillment/parcel_store.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace route9::tests {
namespace {

using fulfillment::Custodian;
using fulfillment::CustodianKind;
using fulfillment::to_instant;
using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

constexpr hours kTrucksLeave{6};
constexpr int kTimetableDays = 3;
constexpr int kDrainDays = 30;
constexpr const char* kCarrier = "lao-express";
const std::vector<std::string> kDestinations{"SAVANNAKHET", "VIENTIANE"};

std::string text(LocalTime at) {
    return format_corridor(to_instant(at));
}

std::uint64_t number_of(LocalDay day) {
    return static_cast<std::uint64_t>(day.time_since_epoch().count());
}

Json place_of(const std::string& destination) {
    return destination == "VIENTIANE" ? to_vientiane : to_savannakhet;
}

Json body_of(const Demand& demand, int number) {
    Json recipient = place_of(demand.to);
    recipient["name"] = "Nang Tuayang";
    recipient["phone"] = "020 5512 3456";
    return Json{
        {"external_id", "Y" + std::to_string(number)},
        {"channel", "rest"},
        {"placed_at", text(demand.at)},
        {"currency", "LAK"},
        {"payment", {{"method", "prepaid"}, {"amount", std::to_string(165'500 * demand.pieces)}}},
        {"recipient", recipient},
        {"items",
         Json::array(
             {{{"sku", "SHIRT"},
               {"name", "Shirt"},
               {"quantity", demand.pieces},
               {"unit_price", "165500"}}}
         )},
    };
}

} // namespace

/// Savannakhet by the end of the second day, Vientiane by the end of the third.
std::vector<Demand> demand_of(const YearPlan& plan) {
    std::vector<Demand> all;
    for (int day = 0; day < plan.days; ++day) {
        const LocalDay on = plan.first + days{day};
        for (int n = 0; n < plan.orders_a_day; ++n) {
            const std::uint64_t which = number_of(on) * 1000 + static_cast<std::uint64_t>(n);
            Demand demand;
            demand.at = LocalTime{on} + hours{7} + minutes{drawn(plan.seed, "at", which) % 660};
            demand.to = kDestinations[drawn(plan.seed, "to", which) % 2];
            demand.pieces = 1 + static_cast<int>(drawn(plan.seed, "pieces", which) % 3);
            demand.is_cancelled = drawn(plan.seed, "cancelled", which) % 25 == 0;
            demand.promise = LocalTime{on + days{demand.to == "VIENTIANE" ? 4 : 3}};
            all.push_back(std::move(demand));
        }
    }
    std::ranges::sort(all, {}, [](const Demand& demand) {
        return std::tuple{demand.at, demand.to, demand.pieces, demand.is_cancelled};
    });
    return all;
}

double YearResult::on_time_percent() const {
    const auto due = orders - cancelled;
    return due == 0 ? 0 : 100.0 * static_cast<double>(on_time) / static_cast<double>(due);
}

SimulatedYear::SimulatedYear(
    const YearPlan& plan,
    const CorridorWeather& weather,
    std::string policy,
    std::vector<std::string> gates
)
    : plan_(plan), weather_(weather), gates_(std::move(gates)), ledger_(store()),
      demand_(demand_of(plan)) {
    result_.policy = std::move(policy);
    ledger_.received_stock(100); // of the fixture
}

void SimulatedYear::at(LocalTime when, Act act) {
    agenda_.emplace(when, std::move(act));
}

YearResult SimulatedYear::run() {
    for (int day = -1; day < plan_.days + kDrainDays; ++day) {
        plan_day(plan_.first + days{day});
    }
    for (const Word& word : weather_.words()) {
        at(word.at, [this, &word] { hear(word); });
    }
    for (const Demand& demand : demand_) {
        at(demand.at, [this, &demand] { sell(demand); });
    }
    while (!agenda_.empty() && result_.faults.empty()) {
        const auto next = agenda_.begin();
        const LocalTime when = next->first;
        const Act act = std::move(next->second);
        agenda_.erase(next);
        clock().set(std::max(now(), to_instant(when)));
        act();
        look();
        result_.faults = ledger_.faults();
    }
    measure();
    return result_;
}

void SimulatedYear::plan_day(LocalDay on) {
    const auto day = static_cast<int>((on - plan_.first).count());
    at(LocalTime{on} + hours{5}, [this, on, day] {
        ledger_.check_orders(
            day % 30 == 0 ? GoodsLedger::Range::everything : GoodsLedger::Range::under_way
        );
        if (day > plan_.days && ledger_.is_all_over()) {
            agenda_.clear();
            return;
        }
        if (day == -1) {
            for (int ahead = 0; ahead < kTimetableDays; ++ahead) {
                post_trucks(on + days{ahead});
            }
        }
        post_trucks(on + days{kTimetableDays});
    });
    // Goods for the week come on its first day; every eighth week half of them two days late.
    if (day >= 0 && day % 7 == 0 && day < plan_.days) {
        const bool is_late = day % 56 == 49;
        at(LocalTime{on} + hours{6},
           [this, on, is_late] { take_stock(on, 7, is_late ? 50 : 100); });
        if (is_late) {
            at(LocalTime{on + days{4}} + hours{12}, [this, on] { take_stock(on, 7, 50); });
        }
    }
    at(LocalTime{on} + hours{19}, [this, on] { pack_for(on + days{1}); });
    at(LocalTime{on} + hours{20}, [this, on] { close_trucks(on + days{1}); });
}

void SimulatedYear::take_stock(LocalDay on, int days_ahead, int percent) {
    std::int64_t pieces = 1;
    for (const Demand& demand : demand_) {
        if (LocalTime{on} <= demand.at && demand.at < LocalTime{on + days{days_ahead}}) {
            pieces += demand.pieces;
        }
    }
    pieces = pieces * percent / 100 + 1;
    ledger_.received_stock(pieces);
    settle(
        call(
            at::post_stock_adjustment,
            by_seller(),
            {.body =
                 Json{
                     {"sku", "SHIRT"},
                     {"warehouse", "DONGHA"},
                     {"quantity", pieces},
                     {"reason", "receipt"}
                 }}
        ),
        "stock"
    );
    corridor_has_moved_ = true;
}

void SimulatedYear::post_trucks(LocalDay leaving) {
    for (const std::string& to : kDestinations) {
        for (const std::string& gate : gates_) {
            const std::string reference = gate + "/" + to + "/" + text(LocalTime{leaving});
            const LocalTime leaves = LocalTime{leaving} + kTrucksLeave;
            const Answer answer = call(
                at::post_departure,
                staff(),
                {.body =
                     Json{
                         {"reference", reference},
                         {"from", "DONGHA"},
                         {"to", to},
                         {"gate", gate},
                         {"carrier", kCarrier},
                         {"truck_plate", "74C-123.45"},
                         {"leaves", text(leaves)},
                         {"max_kg", 1000},
                     }}
            );
            settle(answer, "truck");
            Truck truck;
            truck.id = DepartureId::parse(answer.json().value("id", "")).value();
            truck.reference = reference;
            truck.gate = gate;
            truck.to = to;
            truck.leaves = leaves;
            trucks_.emplace(reference, std::move(truck));
        }
    }
    corridor_has_moved_ = true;
}

void SimulatedYear::hear(const Word& word) {
    Json changes{{"queue_minutes", word.queue.count()}};
    if (word.is_rumour) {
        changes["valid_until"] = text(word.at + hours{6});
        changes["source"] = "a driver";
        at(word.at + hours{6} + minutes{1}, [this] { corridor_has_moved_ = true; });
    }
    settle(report(word.gate, word.state, changes), "report");
    says_[word.gate] = word.state;
    corridor_has_moved_ = true;
    look();
    depart_waiting();
}

void SimulatedYear::sell(const Demand& demand) {
    const Answer answer = call(
        at::post_order, by_seller(), {.body = body_of(demand, static_cast<int>(wanted_.size()))}
    );
    settle(answer, "order");
    if (answer.status != 201) {
        return;
    }
    const std::string id = answer.json().at("id");
    wanted_.emplace(id, demand);
    ledger_.placed(OrderId::parse(id).value());
    ++result_.orders;
    if (demand.is_cancelled) {
        at(demand.at + minutes{30}, [this, id] {
            settle(
                write(at::post_order_cancel, by_seller(), id, Json{{"reason", "changed mind"}}),
                "cancel"
            );
            ++result_.cancelled;
            corridor_has_moved_ = true;
        });
    }
}

/// As the floor does it: everything planned whose truck leaves the next morning.
void SimulatedYear::pack_for(LocalDay leaving) {
    corridor_has_moved_ = true; // trucks that did not leave are given up by now
    look();
    std::map<std::string, bool> leaves_then;
    for (const auto& [reference, truck] : trucks_) {
        if (truck.leaves == LocalTime{leaving} + kTrucksLeave) {
            leaves_then.emplace(truck.id.text(), true);
        }
    }
    const Json all =
        call(at::get_fulfillments, staff(), {.target = "/v1/fulfillments?status=planned&limit=100"})
            .json();
    for (const Json& item : all.at("items")) {
        if (!leaves_then.contains(item.value("departure", ""))) {
            continue;
        }
        const std::int64_t mass = item.at("weight_g");
        const Answer answer =
            write(at::post_fulfillment_pack, staff(), item.at("id"), Json{{"weight_g", mass}});
        if (answer.status < 300) {
            const std::string code = answer.json().at("code");
            order_of_[code] = item.at("order");
            ledger_.has(code, {CustodianKind::warehouse, "DONGHA"});
        }
        settle(answer, "pack");
    }
}

void SimulatedYear::close_trucks(LocalDay leaving) {
    look();
    for (auto& [name, truck] : trucks_) {
        if (truck.leaves != LocalTime{leaving} + kTrucksLeave) {
            continue;
        }
        const auto parcels = store().read([&](Tx& tx) -> Result<std::vector<fulfillment::Parcel>> {
            return fulfillment::parcels::of_departure(tx, qt, truck.id);
        });
        if (parcels.value().empty()) {
            continue;
        }
        settle(write(at::post_departure_close, staff(), truck.id.text()), "close");
        truck.is_closed = true;
        corridor_has_moved_ = true;
        at(truck.leaves, [this, reference = truck.reference] { leave(reference); });
    }
}

/// What the product has refused is a fault: nothing here asks for what cannot be.
void SimulatedYear::settle(const Answer& answer, const char* what) {
    if (answer.status >= 300) {
        ledger_.fault(
            text(fulfillment::to_local(now())) + " " + what + " was refused: " + answer.text
        );
    }
    for (const Event& event : ledger_.check()) {
        result_.replanned += event.type == "order.replanned" ? 1 : 0;
    }
}

/// What the worker does within seconds.
void SimulatedYear::look() {
    if (!std::exchange(corridor_has_moved_, false)) {
        return;
    }
    follow();
    for (const Event& event : ledger_.check()) {
        result_.replanned += event.type == "order.replanned" ? 1 : 0;
    }
}

void SimulatedYear::measure() {
    ledger_.check_orders(GoodsLedger::Range::everything);
    for (const auto& [order, facts] : ledger_.orders()) {
        result_.delivered += facts.status == "delivered" ? 1 : 0;
        const bool is_over = facts.status == "delivered" || facts.status == "cancelled";
        result_.lost += is_over ? 0 : 1;
        if (!is_over) {
            const Json left = read(at::get_order, staff(), order.text()).json();
            const std::string truck = work(left).value("departure", "no truck");
            ledger_.fault(order.text() + " is left: " + stand(left) + " with " + truck);
        }
    }
    result_.events = ledger_.events();
    result_.checks = ledger_.checks();
    result_.faults = ledger_.faults();
}

} // namespace route9::tests
