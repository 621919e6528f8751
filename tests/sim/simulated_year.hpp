// SPDX-License-Identifier: Apache-2.0
// A year of the corridor through the endpoints and the workers of the product, over a real store
// and under a clock of its own: shops order, posts report, the floor packs, trucks are closed,
// leave, wait at gates and arrive, the carrier signs and delivers. A policy says by which gates
// trucks go. Every answer of the product is followed by a check of the ledger. Used on the test's
// thread.
#pragma once

#include "corridor_weather.hpp"
#include "goods_ledger.hpp"
#include "replanning_under_test.hpp"

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace route9::tests {

struct YearPlan {
    std::uint64_t seed = 1;
    LocalDay first;
    int days = 365;
    int orders_a_day = 4;
};

/// What a shop sells, whatever gate it goes by; at = when it is ordered.
struct Demand {
    LocalTime at;
    std::string to; // "SAVANNAKHET", "VIENTIANE"
    int pieces = 1;
    bool is_cancelled = false; // half an hour later
    LocalTime promise;
};

std::vector<Demand> demand_of(const YearPlan& plan);

struct YearResult {
    std::string policy;
    std::int64_t orders = 0;
    std::int64_t cancelled = 0;
    std::int64_t delivered = 0;
    std::int64_t on_time = 0;
    std::int64_t lost = 0; // neither delivered nor cancelled a month after the last order
    std::int64_t replanned = 0;
    std::int64_t rerouted = 0; // trucks whose papers were made again
    std::int64_t trucks = 0;   // that left
    std::int64_t disputed = 0; // manifests with lines to be settled
    std::int64_t events = 0;
    std::int64_t checks = 0;
    std::vector<std::string> faults{};
    std::vector<std::string> late{}; // what came too late, and by which gate

    double on_time_percent() const;
};

class SimulatedYear : public ReplanningUnderTest {
public:
    /// `gates`: by which trucks go; more than one: a truck a day by each, and the product chooses.
    SimulatedYear(
        const YearPlan& plan,
        const CorridorWeather& weather,
        std::string policy,
        std::vector<std::string> gates
    );

    YearResult run();

private:
    struct Truck {
        DepartureId id;
        std::string reference;
        std::string gate;
        std::string to;
        LocalTime leaves;
        bool is_closed = false;
        std::vector<std::string> codes{}; // of its parcels, when it left
        std::string manifest{};
    };
    using Act = std::function<void()>;

    void at(LocalTime when, Act act);
    void plan_day(LocalDay on);
    void take_stock(LocalDay on, int days, int percent);
    void post_trucks(LocalDay leaving);
    void hear(const Word& word);
    void sell(const Demand& demand);
    void pack_for(LocalDay leaving);
    void close_trucks(LocalDay leaving);
    void leave(const std::string& reference);
    void depart_waiting();
    bool take_another_way(Truck& truck);
    void journey(Truck& truck);
    void arrive(Truck& truck);
    std::string found_as(const std::string& code) const;
    void acknowledge(Truck& truck);
    void agree(const Truck& truck);
    void deliver(Truck& truck);
    void tell(const Truck& truck, const std::string& status);
    void settle(const Answer& answer, const char* what);
    void look();
    void measure();

    YearPlan plan_;
    const CorridorWeather& weather_;
    std::vector<std::string> gates_;
    GoodsLedger ledger_;
    YearResult result_;
    std::vector<Demand> demand_;
    std::multimap<LocalTime, Act> agenda_;
    std::map<std::string, Truck> trucks_;         // by reference
    std::map<std::string, std::string> says_;     // gate, what was said of it last
    std::map<std::string, Demand> wanted_;        // by order
    std::map<std::string, std::string> order_of_; // by parcel's code
    bool corridor_has_moved_ = false;
    std::int64_t told_ = 0;
};

} // namespace route9::tests
