// SPDX-License-Identifier: Apache-2.0
// Different calls at once on one closed truck: each is done whole or refused for a reason, and its
// papers say in the end what is aboard.
#include "gateway/http/problem.hpp"
#include "truck_under_test.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <future>

namespace route9::tests {
namespace {

struct Act {
    ShippingUnderTest::Endpoint endpoint;
    Json body{};
};

class ChangesAtOnce : public testing::Test, protected TruckUnderTest {
protected:
    Texts fill(int count) {
        Texts parcels;
        for (int i = 0; i < count; ++i) {
            parcels.push_back(aboard("N" + std::to_string(i)));
        }
        return parcels;
    }

    /// "200", or what was refused with which problem; in the order of the acts.
    Texts at_once(const std::vector<Act>& acts) {
        std::vector<std::future<std::string>> asked;
        asked.reserve(acts.size());
        for (const Act& act : acts) {
            asked.push_back(std::async(std::launch::async, [this, &act, key = ++keys_] {
                return outcome(act, "at-once-" + std::to_string(key));
            }));
        }
        Texts outcomes;
        outcomes.reserve(asked.size());
        for (auto& each : asked) {
            outcomes.push_back(each.get());
        }
        return outcomes;
    }

    static Json unloading(const std::string& parcel) {
        return {{"parcels", {parcel}}, {"reason", "short"}};
    }
    static Json rerouting(const std::string& gate) { return {{"gate", gate}, {"reason", "queue"}}; }

    /// Manifest and both declarations name the same as the truck.
    void expect_one_truth(std::int64_t parcels) {
        const Json now = truck();
        EXPECT_EQ(now.at("counts").at("parcels"), parcels);
        EXPECT_EQ(now.at("parcels").size(), static_cast<std::size_t>(parcels));
        const std::size_t last = events("manifest.sealed").size() - 1;
        EXPECT_EQ(manifest(last).at("lines").size(), static_cast<std::size_t>(parcels));
        EXPECT_EQ(manifest(last).at("gate"), now.at("gate"));
        const std::string hash = now.at("content_hash");
        EXPECT_EQ(hashes(last), (Texts{hash, hash, hash}));
        EXPECT_EQ(events("manifest.voided").size(), last);
    }

private:
    std::string outcome(const Act& act, const std::string& key) {
        const gateway::http::Route route = act.endpoint(services());
        const auto answered = answer(
            route,
            {.principal = staff(),
             .body = act.body.is_null() ? "" : act.body.dump(),
             .headers = {{"Idempotency-Key", key}},
             .parameters = {{"id", truck_.text()}}}
        );
        if (answered) {
            return std::to_string(answered->status);
        }
        const auto problem = gateway::http::problem(answered.error(), "req_test");
        const Json told = Json::parse(problem.content());
        return told.value("code", "") + ": " + told.value("detail", "");
    }

    int keys_ = 0;
};

TEST_F(ChangesAtOnce, TwoGates) {
    fill(20);
    close(truck_);
    for (int round = 0; round < 6; ++round) {
        const Texts done = at_once({
            {at::post_departure_reroute, rerouting("CHALO")},
            {at::post_departure_reroute, rerouting("LAOBAO")},
            {at::post_departure_reroute, rerouting("CAUTREO")},
        });
        EXPECT_EQ(done, (Texts{"200", "200", "200"}));
        EXPECT_EQ(truck().at("state"), "closed");
    }
    expect_one_truth(20);
    EXPECT_EQ(depart().json().at("state"), "departed");
}

TEST_F(ChangesAtOnce, FourParcelsTakenOff) {
    const Texts parcels = fill(20);
    close(truck_);
    const Texts done = at_once({
        {at::post_departure_unload, unloading(parcels[0])},
        {at::post_departure_unload, unloading(parcels[7])},
        {at::post_departure_unload, unloading(parcels[13])},
        {at::post_departure_unload, unloading(parcels[19])},
    });
    EXPECT_EQ(done, (Texts{"200", "200", "200", "200"}));
    EXPECT_EQ(truck().at("papers"), 5);
    expect_one_truth(16);
    EXPECT_EQ(shirts(), (std::vector<std::int64_t>{84, 4}));
    EXPECT_EQ(events("receivable.booked").size(), 20U);
    EXPECT_EQ(events("receivable.cancelled").size(), 4U);
    EXPECT_EQ(depart().json().at("state"), "departed");
}

TEST_F(ChangesAtOnce, AParcelTakenOffAnotherGateAndAClosing) {
    const Texts parcels = fill(20);
    close(truck_);
    for (std::size_t round = 0; round < 4; ++round) {
        const Texts done = at_once({
            {at::post_departure_unload, unloading(parcels[round])},
            {at::post_departure_reroute, rerouting(round % 2 == 0 ? "CHALO" : "LAOBAO")},
            {at::post_departure_close},
        });
        EXPECT_EQ(done, (Texts{"200", "200", "200"}));
        EXPECT_EQ(truck().at("state"), "closed");
    }
    EXPECT_EQ(truck().at("papers"), 9);
    expect_one_truth(16);
    EXPECT_EQ(depart().json().at("state"), "departed");
}

TEST_F(ChangesAtOnce, ATruckThatLeavesIsChangedBeforeOrNotAtAll) {
    const Texts parcels = fill(20);
    close(truck_);
    const Texts done = at_once({
        {at::post_departure_unload, unloading(parcels[0])},
        {at::post_departure_depart},
        {at::post_departure_reroute, rerouting("CHALO")},
    });
    EXPECT_EQ(done[1], "200");
    const bool was_taken_off = done[0] == "200";
    if (!was_taken_off) {
        EXPECT_EQ(done[0], "sealed: the truck has left; its carrier tells what is missing");
    }
    if (done[2] != "200") {
        EXPECT_EQ(done[2], "sealed: the truck has left");
    }
    EXPECT_EQ(truck().at("state"), "departed");
    expect_one_truth(was_taken_off ? 19 : 20);
    EXPECT_EQ(events("parcel.departed").size(), was_taken_off ? 19U : 20U);
}

} // namespace
} // namespace route9::tests
