// SPDX-License-Identifier: Apache-2.0
// What waiting costs on this machine: so many long polls for manifests, a hundred of each carrier,
// on one server; then a truck of one carrier is closed and each of its polls is answered. Budgets:
// 10,000 polls in 200 MB of resident memory; the last poll woken 50 ms after the truck is closed.
// Usage: poll_bench [polls]
#include "platform/descriptor_limit.hpp"
#include "trading_site.hpp"
#include "waiting_polls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace route9::bench {
namespace {

using namespace std::chrono_literals;
using Clock = WaitingPolls::Clock;

constexpr std::size_t kPolls = 10'000;
constexpr std::size_t kPollsOfACarrier = 100;
constexpr std::int64_t kResidentBytesMax = 200'000'000;
constexpr double kBudget_ms = 50;
constexpr std::size_t kOwnDescriptors = 1'024;

std::string carrier_key(const e2e::Site& site, const std::string& carrier) {
    return e2e::run_checked(
        site, {"keys", "create", "--tenant", "qt", "--role", "carrier", "--party", carrier}
    );
}

e2e::Answer expect(e2e::Answer answer, int status) {
    if (answer.status != status) {
        throw std::runtime_error{answer.body};
    }
    return answer;
}

/// A loaded truck of lao-express, ready to be closed; its path.
std::string loaded_truck(e2e::Caller& seller, e2e::Caller& operator_) {
    e2e::offer_goods(seller, 10);
    e2e::open_departure(operator_, "POLLS", 3'500);
    const auto truck = operator_.get("/v1/departures").json.at("items").at(0).at("id");
    const auto placed = expect(seller.post("/v1/orders", e2e::order_of("POLLS-1")), 201);
    const Json page = seller.get(placed.header("Location")).json;
    const std::string work = page.at("fulfillments").at(0).at("id");
    const auto packed =
        expect(operator_.post("/v1/fulfillments/" + work + "/pack", {{"weight_g", 800}}), 201);
    const std::string path = "/v1/departures/" + truck.get<std::string>();
    const Json parcels = Json::array({packed.json.at("id")});
    expect(operator_.post(path + "/load", {{"parcels", parcels}}), 200);
    return path;
}

/// Requests that wait for an answer, this one too.
std::size_t waiting(e2e::Caller& anyone) {
    const std::string page = anyone.send_bare({.target = "/metrics"}).body;
    const std::string name = "\nroute9_http_requests_in_flight ";
    const auto at = page.find(name);
    return at == std::string::npos ? 0 : std::stoul(page.substr(at + name.size()));
}

void begin_all(WaitingPolls& polls, const e2e::Site& site, std::size_t count) {
    for (std::size_t carrier = 0; polls.size() < count; ++carrier) {
        const std::string id = carrier == 0 ? "lao-express" : "carrier-" + std::to_string(carrier);
        if (carrier > 0) {
            e2e::run_checked(
                site,
                {"parties",
                 "create",
                 "--tenant",
                 "qt",
                 "--kind",
                 "carrier",
                 "--id",
                 id,
                 "--name",
                 id}
            );
        }
        const std::string key = carrier_key(site, id);
        for (std::size_t i = 0; i < kPollsOfACarrier && polls.size() < count; ++i) {
            polls.begin(key);
        }
    }
}

int run(std::size_t count) {
    platform::raise_descriptor_limit(count + kOwnDescriptors);
    const e2e::Site site;
    const e2e::Keys keys = e2e::set_up_by_command_line(site);
    // Half of the connections may be asking, and one tenant may ask on half of those.
    const std::string room = std::to_string(5 * count);
    const e2e::RunningServer server{site, {"--connections-max", room}};
    e2e::Caller seller{server.port(), keys.seller};
    e2e::Caller operator_{server.port(), keys.operator_};
    const std::string truck = loaded_truck(seller, operator_);
    const auto before = server.resident_bytes();
    WaitingPolls polls{server.port()};
    begin_all(polls, site, count);
    const auto patience = Clock::now() + 20s;
    while (waiting(operator_) < count && Clock::now() < patience) {
        std::this_thread::yield();
    }
    if (waiting(operator_) < count || !polls.answered(1, 0ms).empty()) {
        fmt::print("{} of {} polls wait\n", waiting(operator_), count);
        return 1;
    }
    const auto resident = server.resident_bytes();
    const auto asked = Clock::now();
    expect(operator_.post(truck + "/close", Json::object()), 200);
    const auto closed = Clock::now();
    const auto woken = polls.answered(kPollsOfACarrier, 5s);
    const auto ms_after = [&woken](Clock::time_point when) {
        return std::chrono::duration<double, std::milli>(std::ranges::max(woken) - when).count();
    };
    if (woken.size() != kPollsOfACarrier) {
        fmt::print("{} of {} polls were woken\n", woken.size(), kPollsOfACarrier);
        return 1;
    }
    fmt::print(
        "{} polls wait in {:.1f} MB ({:.1f} MB without); {} of them woken {:.1f} ms after the "
        "truck is closed, {:.1f} ms after it was asked to be; budgets {} MB, {} ms\n",
        count,
        static_cast<double>(resident) / 1e6,
        static_cast<double>(before) / 1e6,
        woken.size(),
        ms_after(closed),
        ms_after(asked),
        kResidentBytesMax / 1'000'000,
        kBudget_ms
    );
    return resident <= kResidentBytesMax && ms_after(closed) <= kBudget_ms ? 0 : 1;
}

} // namespace
} // namespace route9::bench

int main(int argc, char** argv) {
    const int polls = argc > 1 ? std::atoi(argv[1]) : static_cast<int>(route9::bench::kPolls);
    if (polls < static_cast<int>(route9::bench::kPollsOfACarrier)) {
        fmt::print("usage: poll_bench [polls, at least {}]\n", route9::bench::kPollsOfACarrier);
        return 2;
    }
    return route9::bench::run(static_cast<std::size_t>(polls));
}
