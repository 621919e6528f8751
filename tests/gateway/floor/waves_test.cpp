// SPDX-License-Identifier: Apache-2.0
// Waves: work of trucks that leave soon, gathered, picked together and closed. The truck of the
// fixture leaves at 12:00; it is 08:00.
#include "floor_under_test.hpp"
#include "fulfillment/wave_store.hpp"
#include "gateway/floor/close_waves.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

class Waves : public testing::Test, public FloorUnderTest {
protected:
    Answer gather(Json more = Json::object()) {
        Json body{{"warehouse", "DONGHA"}};
        body.update(more);
        return call(at::post_wave, staff(), {.body = body});
    }
    std::string gathered(const Json& more = Json::object()) {
        const Answer answer = gather(more);
        EXPECT_EQ(answer.status, 201) << answer.text;
        return answer.json().value("id", "");
    }
    Json wave(const std::string& id) { return read(at::get_wave, staff(), id).json(); }
    /// "A waiting" by the external ids of the orders.
    std::vector<std::string> work_in(const Json& wave) {
        std::vector<std::string> all;
        for (const Json& each : wave.at("work")) {
            const Json order = read(at::get_order, staff(), each.at("order")).json();
            all.push_back(
                order.at("external_id").get<std::string>() + " " +
                each.at("state").get<std::string>()
            );
        }
        return all;
    }
    std::vector<std::string> states(const std::string& id) { return work_in(wave(id)); }
    DepartureId truck_at(const std::string& leaves, const std::string& reference) {
        return open_departure(reference, {{"leaves", "2026-03-10T" + leaves + ":00+07:00"}});
    }
    FulfillmentId
    shirts_for(const DepartureId& truck, std::int64_t pieces, const std::string& external_id) {
        return place({.external_id = external_id, .parcels = {pieces}, .departure = truck})
            .fulfillments[0];
    }
    int close_done() {
        return run([this] { return gateway::close_waves(services()); }).value();
    }
};

TEST_F(Waves, GatherTheTruckThatLeavesNext) {
    const DepartureId early = truck_at("10:00", "T-10");
    shirts_for(truck_, 1, "A");
    shirts_for(early, 2, "B");
    shirts_for(early, 1, "C");
    const Answer first = gather();
    ASSERT_EQ(first.status, 201) << first.text;
    EXPECT_EQ(first.json().at("departure"), early.text());
    EXPECT_EQ(first.json().at("state"), "open");
    EXPECT_EQ(work_in(first.json()).size(), 2U);
    EXPECT_EQ(wave(first.json().at("id")), first.json());
    pass(Minutes{1});
    EXPECT_EQ(states(gathered()), (std::vector<std::string>{"A waiting"})) << "then the next truck";
    EXPECT_EQ(gather().status, 409) << "all of it is in a wave";
    const Json listed =
        call(at::get_waves, staff(), {.target = "/v1/waves?warehouse=DONGHA"}).json();
    EXPECT_EQ(listed.at("items").size(), 2U);
    EXPECT_EQ(listed.at("items").at(1).at("id"), first.json().at("id"));
}

TEST_F(Waves, GatherWhatLeavesUntilATimeOrByOneTruck) {
    shirts_for(truck_at("10:00", "T-10"), 1, "A");
    const DepartureId late = truck_at("15:00", "T-15");
    shirts_for(late, 1, "B");
    shirts_for(truck_, 1, "C");
    EXPECT_EQ(
        states(gathered({{"until", "2026-03-10T12:00:00+07:00"}})),
        (std::vector<std::string>{"A waiting", "C waiting"})
    );
    EXPECT_EQ(gather({{"until", "2026-03-10T14:59:00+07:00"}}).status, 409);
    EXPECT_EQ(
        states(gathered({{"departure", late.text()}})), (std::vector<std::string>{"B waiting"})
    );
    EXPECT_EQ(
        gather({{"departure", late.text()}, {"until", "2026-03-10T12:00:00+07:00"}}).status, 422
    );
    EXPECT_EQ(gather({{"warehouse", "NOWHERE"}}).status, 422);
    EXPECT_EQ(gather({{"warehouse", "HATINH"}}).status, 409);
}

TEST_F(Waves, TellWherePiecesLie) {
    const auto add = [this](std::int64_t pieces, const std::string& lot, const std::string& day) {
        const Json body{
            {"sku", "SHIRT"},
            {"warehouse", "DONGHA"},
            {"quantity", pieces},
            {"reason", "receipt"},
            {"lot", lot},
            {"expires", day}
        };
        EXPECT_EQ(call(at::post_stock_adjustment, by_seller(), {.body = body}).status, 201);
    };
    add(2, "A", "2026-04-01");
    add(3, "B", "2026-03-20");
    const Json bin{{"warehouse", "DONGHA"}, {"zone", "front"}};
    ASSERT_EQ(write(at::put_bin, staff(), "A-01", bin).status, 201);
    EXPECT_EQ(light("put", "SHIRT", "shop", {{"place", "A-01"}, {"quantity", 9}}), "green put");
    shirts_for(truck_, 4, "A");
    shirts_for(truck_, 2, "B");
    const std::string id = gathered();
    EXPECT_EQ(wave(id).at("pick"), Json::parse(R"([{"seller": "shop", "sku": "SHIRT", "pieces": 6,
            "bins": [{"bin": "A-01", "zone": "front", "pieces": 9}],
            "lots": [{"lot": "B", "expires": "2026-03-20", "pieces": 3},
                     {"lot": "A", "expires": "2026-04-01", "pieces": 2}]}])"));
    EXPECT_EQ(light("pick", "SHIRT", id, {{"quantity", 4}, {"place", "A-01"}}), "green picked_all");
    EXPECT_EQ(wave(id).at("pick"), Json::parse(R"([{"seller": "shop", "sku": "SHIRT", "pieces": 2,
            "bins": [{"bin": "A-01", "zone": "front", "pieces": 5}],
            "lots": [{"lot": "A", "expires": "2026-04-01", "pieces": 1}]}])"));
}

TEST_F(Waves, ArePickedPieceByPieceForWhomeverNeedsIt) {
    const FulfillmentId first = shirts_for(truck_at("10:00", "T-10"), 2, "A");
    const FulfillmentId second = shirts_for(truck_, 1, "B");
    const std::string id = gathered({{"until", "2026-03-10T12:00:00+07:00"}});
    EXPECT_EQ(light("pick", "MYSTERY", id), "red wrong_sku");
    Json scan = said("w1", "pick", "SHIRT");
    scan["subject"] = id;
    const Json answered = scanned(scan);
    EXPECT_EQ(answered.at("fulfillment"), first.text()) << "the truck that leaves first";
    EXPECT_EQ(answered.at("wave"), id);
    EXPECT_EQ(states(id), (std::vector<std::string>{"A picking", "B waiting"}));
    EXPECT_EQ(light("pick", "SHIRT", id), "green picked_all");
    EXPECT_EQ(light("pick", "SHIRT", second.text()), "green picked_all") << "or by itself";
    EXPECT_EQ(states(id), (std::vector<std::string>{"A picked", "B picked"}));
    EXPECT_EQ(wave(id).at("pick"), Json::array());
    EXPECT_EQ(light("pick", "SHIRT", id), "red over_picked");
    EXPECT_EQ(light("pick", "SHIRT", fulfillment::WaveId{}.text()), "red unknown_subject");
}

TEST_F(Waves, CloseWhenAllIsPackedShortOrGone) {
    const FulfillmentId packed = shirts_for(truck_, 1, "A");
    const FulfillmentId missing = shirts_for(truck_, 2, "B");
    const FulfillmentId gone = shirts_for(truck_, 1, "C");
    const std::string id = gathered();
    EXPECT_EQ(close_done(), 0);
    pack(packed);
    const Json line{{"sku", "SHIRT"}, {"picked", 1}, {"missing", 1}};
    EXPECT_EQ(pick(missing, Json{{"lines", Json::array({line})}}).status, 200);
    EXPECT_EQ(close_done(), 0) << "one is left";
    Json order;
    for (const Json& each : wave(id).at("work")) {
        if (each.at("fulfillment") == gone.text()) {
            order = each.at("order");
        }
    }
    EXPECT_EQ(write(at::post_order_cancel, staff(), order, {{"reason", "changed"}}).status, 200);
    EXPECT_EQ(close_done(), 1);
    EXPECT_EQ(wave(id).at("state"), "closed");
    EXPECT_EQ(close_done(), 0) << "once";
    const auto told = events("wave.closed");
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(
        Json::parse(told[0]).at("work"), Json::parse(R"({"packed": 1, "short": 1, "gone": 1})")
    );
    EXPECT_EQ(states(gathered()), (std::vector<std::string>{"B short"})) << "what was short again";
}

TEST_F(Waves, AreForStaff) {
    shirts_for(truck_, 1, "A");
    const Json body{{"warehouse", "DONGHA"}};
    const Principal seller = by_seller();
    EXPECT_EQ(
        answer(at::post_wave(services()), {.principal = seller, .body = body.dump()}).error().code,
        ErrorCode::forbidden
    );
}

} // namespace
} // namespace route9::tests
