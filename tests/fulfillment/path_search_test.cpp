// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/path_cache.hpp"
#include "fulfillment/path_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <tuple>

namespace route9::fulfillment {
namespace {

using std::chrono::minutes;

struct Case {
    std::vector<NetworkLeg> legs;
    std::vector<NetworkGate> gates;
    std::vector<minutes> queues; // by id of the gate
    GateSet passable = 0;
    std::optional<VehicleMassT> mass;
    LocalTime departure{};
};

class RandomCases {
public:
    explicit RandomCases(std::uint64_t seed) : engine_(seed) {}

    Case next() {
        Case out;
        const int nodes = number(3, 6);
        const int gates = number(0, 3);
        for (int i = 0; i < gates; ++i) {
            out.gates.push_back({node(i), calendar(), Cost::whole(number(0, 3))});
            out.queues.push_back(minutes{number(0, 2) * 30});
            out.passable |= number(0, 4) > 0 ? gate_bit(static_cast<GateIndex>(i)) : 0;
        }
        const int legs = number(nodes - 1, nodes * 2);
        for (int i = 0; i < legs; ++i) {
            const int from = number(0, nodes - 1);
            const int to = (from + number(1, nodes - 1)) % nodes;
            out.legs.push_back(leg(node(from), node(to)));
        }
        if (number(0, 1) == 1) {
            out.mass = VehicleMassT::whole(number(5, 30));
        }
        out.departure = LocalTime{std::chrono::hours{number(490'000, 490'100)}};
        return out;
    }

private:
    int number(int low, int high) {
        return low + static_cast<int>(engine_() % static_cast<std::uint64_t>(high - low + 1));
    }
    static std::string node(int index) { return {static_cast<char>('A' + index)}; }

    GateCalendar calendar() {
        GateCalendar calendar;
        const int open = number(0, 10);
        calendar.hours.push_back({minutes{open * 60}, minutes{(open + number(2, 13)) * 60}, {}});
        calendar.process = minutes{number(0, 4) * 60};
        if (number(0, 2) == 0) {
            calendar.models.push_back({ClearanceModel::two_stop, {}});
        }
        if (number(0, 2) == 0) {
            calendar.holidays.push_back(day_of(LocalTime{std::chrono::hours{490'050}}));
        }
        return calendar;
    }

    NetworkLeg leg(std::string from, std::string to) {
        NetworkLeg leg;
        leg.from = std::move(from);
        leg.to = std::move(to);
        leg.km = DistanceKm::whole(number(1, 3)); // small numbers make ties
        leg.duration = minutes{number(0, 3) * 60};
        leg.cost = Cost::whole(number(0, 2));
        leg.one_way = number(0, 3) == 0;
        leg.closed = number(0, 9) == 0;
        if (number(0, 3) == 0) {
            leg.mass_max = VehicleMassT::whole(12);
        }
        return leg;
    }

    std::mt19937_64 engine_;
};

/// Every simple path, walked node by node; gates by stepping minute after minute.
class BruteForce {
public:
    explicit BruteForce(const Case& of) : case_(of) {}

    std::vector<std::tuple<LocalTime, Cost, DistanceKm, std::vector<std::string>>>
    front(const std::string& from, const std::string& to) {
        found_.clear();
        path_ = {from};
        visit(case_.departure, Cost{}, DistanceKm{}, to);
        std::ranges::sort(found_);
        decltype(found_) best;
        for (const auto& each : found_) {
            const auto beats = [&](const auto& other) {
                return std::get<0>(other) <= std::get<0>(each) &&
                       std::get<1>(other) <= std::get<1>(each) &&
                       std::get<2>(other) <= std::get<2>(each);
            };
            // Sorted: whoever beats it, or equals it with lower ids, stands before it.
            if (std::ranges::none_of(best, beats)) {
                best.push_back(each);
            }
        }
        return best;
    }

private:
    void visit(LocalTime at, Cost cost, DistanceKm km, const std::string& to) {
        const auto gate = std::ranges::find(case_.gates, path_.back(), &NetworkGate::id);
        if (gate != case_.gates.end()) {
            const auto index = static_cast<std::size_t>(gate - case_.gates.begin());
            if ((case_.passable >> index & 1U) == 0) {
                return;
            }
            at = after_work(gate->calendar, at + case_.queues[index]);
            cost += gate->fee;
        }
        if (path_.back() == to) {
            found_.emplace_back(at, cost, km, path_);
            return;
        }
        for (const NetworkLeg& leg : case_.legs) {
            const bool is_too_heavy = leg.mass_max && case_.mass && *case_.mass > *leg.mass_max;
            if (leg.closed || is_too_heavy) {
                continue;
            }
            if (leg.from == path_.back()) {
                step(leg, leg.to, at, cost, km, to);
            }
            if (leg.to == path_.back() && !leg.one_way) {
                step(leg, leg.from, at, cost, km, to);
            }
        }
    }

    void step(
        const NetworkLeg& leg,
        const std::string& next,
        LocalTime at,
        Cost cost,
        DistanceKm km,
        const std::string& to
    ) {
        if (std::ranges::find(path_, next) != path_.end()) {
            return;
        }
        path_.push_back(next);
        visit(at + leg.duration, cost + leg.cost, km + leg.km, to);
        path_.pop_back();
    }

    static LocalTime after_work(const GateCalendar& calendar, LocalTime at) {
        const auto is_open = [&](LocalTime time) {
            const LocalDay day = day_of(time);
            const auto into_day = time - LocalTime{day};
            return into_day >= calendar.hours.front().open &&
                   into_day < calendar.hours.front().close &&
                   std::ranges::find(calendar.holidays, day) == calendar.holidays.end();
        };
        while (!is_open(at)) {
            at += minutes{1};
        }
        return at + calendar.process * (calendar.models.empty() ? 1 : 2);
    }

    const Case& case_;
    std::vector<std::string> path_;
    std::vector<std::tuple<LocalTime, Cost, DistanceKm, std::vector<std::string>>> found_;
};

std::uint64_t seed_from_environment() {
    const char* text = std::getenv("ROUTE9_SEED");
    return text == nullptr ? std::random_device{}() : std::strtoull(text, nullptr, 10);
}

TEST(PathSearch, EqualsBruteForceAndItsCacheOnRandomNetworks) {
    const std::uint64_t seed = seed_from_environment();
    SCOPED_TRACE("ROUTE9_SEED=" + std::to_string(seed));
    std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
    RandomCases cases{seed};
    PathSearch search;
    PathCache cache;
    for (int round = 0; round < 2'000 && !testing::Test::HasFailure(); ++round) {
        const Case each = cases.next();
        const Network network{each.legs, each.gates, GateWork::every_visit};
        cache.begin(round);
        PathQuery query;
        query.departure = each.departure;
        query.vehicle_mass = each.mass;
        query.passable = each.passable;
        query.origin = 0;
        query.destination = static_cast<NodeIndex>(network.node_count() - 1);
        const PathFront front = search.run(network, each.queues, query);
        EXPECT_EQ(cache.find(network, each.queues, query), front);
        EXPECT_EQ(cache.find(network, each.queues, query), front); // now from memory
        BruteForce brute{each};
        const auto expected =
            brute.front(network.node_id(query.origin), network.node_id(query.destination));
        ASSERT_EQ(front.size(), expected.size()) << "round " << round;
        for (std::size_t i = 0; i < front.size(); ++i) {
            std::vector<std::string> nodes;
            for (const NodeIndex node : front[i].nodes) {
                nodes.push_back(network.node_id(node));
            }
            const std::tuple actual{front[i].arrival, front[i].cost(), front[i].km, nodes};
            EXPECT_EQ(actual, expected[i]) << "round " << round << " option " << i;
        }
    }
}

NetworkLeg leg(const char* from, const char* to, int km, int hours, int cost) {
    NetworkLeg leg;
    leg.from = from;
    leg.to = to;
    leg.km = DistanceKm::whole(km);
    leg.duration = std::chrono::hours{hours};
    leg.cost = Cost::whole(cost);
    return leg;
}

TEST(PathSearch, LetsALaterTruckOvertakeWhereTheModelGetsQuickerAtMidnight) {
    const auto midnight = LocalTime{std::chrono::days{20'522}};
    GateCalendar calendar;
    calendar.hours.push_back({minutes{0}, minutes{24 * 60}, {}});
    calendar.process = std::chrono::hours{4};
    calendar.models = {
        {ClearanceModel::two_stop, {std::nullopt, day_of(midnight) - std::chrono::days{1}}},
        {ClearanceModel::single_stop, {day_of(midnight), std::nullopt}},
    };
    // The short road reaches the gate at 23:00 (done 07:00), the long one at 01:00 (done 05:00).
    const std::vector<NetworkLeg> legs{
        leg("A", "GATE", 10, 1, 1),
        leg("A", "B", 10, 1, 1),
        leg("B", "GATE", 10, 2, 1),
        leg("GATE", "Z", 10, 1, 1)
    };
    const Network network{legs, {{"GATE", calendar, Cost{}}}, GateWork::every_visit};
    PathQuery query;
    query.origin = network.find_node("A").value();
    query.destination = network.find_node("Z").value();
    query.departure = midnight - std::chrono::hours{2};
    query.passable = 1;
    PathSearch search;
    const PathFront front = search.run(network, std::vector<minutes>{minutes{0}}, query);
    ASSERT_EQ(front.size(), 2U);
    EXPECT_EQ(front[0].arrival, midnight + std::chrono::hours{6});
    EXPECT_EQ(front[0].km.text(), "30");
    EXPECT_EQ(front[1].arrival, midnight + std::chrono::hours{8});
    EXPECT_EQ(front[1].km.text(), "20");
}

TEST(PathSearch, KeepsOfEqualPathsTheLowestIds) {
    const std::vector<NetworkLeg> legs{
        leg("A", "C", 1, 1, 1),
        leg("A", "B", 1, 1, 1),
        leg("C", "Z", 1, 1, 1),
        leg("B", "Z", 1, 1, 1)
    };
    const Network network{legs, {}, GateWork::every_visit};
    PathQuery query;
    query.origin = network.find_node("A").value();
    query.destination = network.find_node("Z").value();
    PathSearch search;
    const PathFront front = search.run(network, {}, query);
    ASSERT_EQ(front.size(), 1U);
    EXPECT_EQ(network.node_id(front[0].nodes[1]), "B");
}

TEST(PathCache, ForgetsWithANewSnapshotNumber) {
    const std::vector<NetworkLeg> near{leg("A", "Z", 1, 1, 1)};
    const std::vector<NetworkLeg> far{leg("A", "Z", 9, 9, 9)};
    const Network before{near, {}, GateWork::every_visit};
    const Network after{far, {}, GateWork::every_visit};
    PathQuery query;
    query.destination = 1;
    PathCache cache;
    cache.begin(1);
    EXPECT_EQ(cache.find(before, {}, query).front().km.text(), "1");
    cache.begin(1);
    EXPECT_EQ(cache.size(), 1U);
    cache.begin(2);
    EXPECT_EQ(cache.find(after, {}, query).front().km.text(), "9");
}

} // namespace
} // namespace route9::fulfillment
