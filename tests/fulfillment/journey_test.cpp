// SPDX-License-Identifier: Apache-2.0
// What a buyer is told of a parcel's way. Đông Hà to Savannakhet, 10 March 2026; times are of the
// corridor, expectations worked out by hand.
#include "fulfillment/journey.hpp"

#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace route9::fulfillment {
namespace {

using enum TrackingStatus;

Instant at(const std::string& day_and_hour) {
    return parse_rfc3339("2026-" + day_and_hour + ":00+07:00").value();
}

/// Packed at 08:30, to leave at 12:00 over Lao Bảo, at the hub at 23:18.
JourneyFacts packed_parcel() {
    return {
        .state = {created, at("03-10T08:30")},
        .events = {{created, at("03-10T08:30"), "DONGHA"}},
        .origin = "DONGHA",
        .gate = "LAOBAO",
        .destination = "SAVANNAKHET",
        .eta = at("03-10T23:18"),
        .truck = JourneyTruck{DepartureState::open, at("03-10T12:00")},
        .now = at("03-10T09:00"),
    };
}

void tell(JourneyFacts& facts, TrackingStatus status, const std::string& when) {
    facts.events.push_back({status, at(when)});
    facts.state = {status, at(when)};
    facts.now = at(when);
}

JourneyFacts parcel_on_the_road() {
    JourneyFacts facts = packed_parcel();
    tell(facts, picked_up, "03-10T11:00");
    tell(facts, in_transit, "03-10T12:05");
    facts.truck->state = DepartureState::departed;
    return facts;
}

/// "packed:done on_the_way:now export_gate:ahead …"
std::string steps_of(const Journey& journey) {
    std::string text;
    for (const ShownStep& step : journey.steps) {
        text += text.empty() ? "" : " ";
        text.append(name(step.step)).append(":").append(name(step.state));
    }
    return text;
}

/// "10..11", "open", or "-" where nothing is to come.
std::string days_of(const Journey& journey) {
    if (!journey.expected) {
        return "-";
    }
    if (!journey.expected->from) {
        return "open";
    }
    std::ostringstream text;
    text << static_cast<unsigned>(journey.expected->from->day()) << ".."
         << static_cast<unsigned>(journey.expected->to->day());
    return text.str();
}

std::string cause_of(const Journey& journey) {
    return journey.delay ? std::string{name(journey.delay->cause)} : "";
}

TEST(Journey, OfAPackedParcelHasItsWayAhead) {
    const Journey journey = journey_of(packed_parcel());
    EXPECT_EQ(
        steps_of(journey),
        "packed:now on_the_way:ahead export_gate:ahead customs:ahead border:ahead "
        "destination_hub:ahead out_for_delivery:ahead delivered:ahead"
    );
    EXPECT_EQ(journey.steps[0].place, "DONGHA");
    EXPECT_EQ(journey.steps[0].at, at("03-10T08:30"));
    EXPECT_EQ(journey.steps[2].place, "LAOBAO");
    EXPECT_EQ(journey.steps[5].place, "SAVANNAKHET");
    EXPECT_EQ(journey.situation, Situation::as_status);
    EXPECT_EQ(cause_of(journey), "");
    EXPECT_EQ(days_of(journey), "10..11");
}

TEST(Journey, SaysOfAStepThatWasPassedUntoldNoTime) {
    JourneyFacts facts = parcel_on_the_road();
    tell(facts, border_crossed, "03-10T18:40");
    tell(facts, at_destination_hub, "03-10T23:10");
    const Journey journey = journey_of(facts);
    EXPECT_EQ(
        steps_of(journey),
        "packed:done on_the_way:done export_gate:done customs:done border:done "
        "destination_hub:now out_for_delivery:ahead delivered:ahead"
    );
    EXPECT_EQ(journey.steps[1].at, at("03-10T12:05"));
    EXPECT_EQ(journey.steps[2].at, std::nullopt);
    EXPECT_EQ(journey.steps[3].at, std::nullopt);
    EXPECT_EQ(journey.steps[4].at, at("03-10T18:40"));
}

TEST(Journey, NamesTheHubThatWasTold) {
    JourneyFacts facts = parcel_on_the_road();
    facts.events.back().place = "DONGHA"; // which it has left
    EXPECT_EQ(journey_of(facts).steps[1].place, "");
    tell(facts, at_destination_hub, "03-10T23:10");
    facts.events.back().place = "SAVAN_SENO";
    EXPECT_EQ(journey_of(facts).steps[5].place, "SAVAN_SENO");
}

TEST(Journey, HasNoBorderWhereNoneIsCrossed) {
    JourneyFacts facts = packed_parcel();
    facts.gate.clear();
    EXPECT_EQ(
        steps_of(journey_of(facts)),
        "packed:now on_the_way:ahead destination_hub:ahead out_for_delivery:ahead delivered:ahead"
    );
}

TEST(Journey, IsBeyondTheBorderWhenItsCarrierSaysInTransitAgain) {
    JourneyFacts facts = parcel_on_the_road();
    tell(facts, border_crossed, "03-10T18:40");
    tell(facts, in_transit, "03-10T20:00");
    const Journey journey = journey_of(facts);
    EXPECT_EQ(journey.steps[4].state, StepState::now);
    EXPECT_EQ(journey.steps[1].at, at("03-10T12:05")); // the first
    // A closure behind it is no news.
    facts.closure = GateClosure{at("03-10T19:00"), std::nullopt};
    EXPECT_EQ(cause_of(journey_of(facts)), "");
}

TEST(Journey, TellsTheLastOfCustomsAndOfTheCourier) {
    JourneyFacts facts = parcel_on_the_road();
    tell(facts, customs_processing, "03-10T16:00");
    tell(facts, customs_cleared, "03-10T18:00");
    EXPECT_EQ(journey_of(facts).steps[3].at, at("03-10T18:00"));
    tell(facts, out_for_delivery, "03-11T08:00");
    tell(facts, delivery_failed, "03-11T10:00");
    EXPECT_EQ(journey_of(facts).steps[6].at, at("03-11T10:00"));
}

TEST(Journey, EndsAtTheBranchWhenTheBuyerFetchesIt) {
    JourneyFacts facts = parcel_on_the_road();
    tell(facts, at_destination_hub, "03-10T23:10");
    tell(facts, ready_for_pickup, "03-11T08:00");
    const Journey waiting = journey_of(facts);
    EXPECT_EQ(waiting.steps[6].step, JourneyStep::ready_for_pickup);
    EXPECT_EQ(waiting.steps[6].state, StepState::now);
    EXPECT_EQ(days_of(waiting), "-");
    tell(facts, TrackingStatus::delivered, "03-11T15:00");
    const Journey fetched = journey_of(facts);
    EXPECT_EQ(fetched.steps[6].step, JourneyStep::ready_for_pickup);
    EXPECT_EQ(fetched.steps[7].state, StepState::done);
    EXPECT_EQ(days_of(fetched), "-");
}

TEST(Journey, NamesNoDayWhileARoadBeforeItIsClosedWithoutAnEnd) {
    JourneyFacts facts = parcel_on_the_road();
    tell(facts, border_crossed, "03-10T18:40");
    facts.road = GateClosure{at("03-10T18:50"), std::nullopt};
    const Journey journey = journey_of(facts);
    EXPECT_EQ(journey.situation, Situation::road_closed);
    EXPECT_EQ(cause_of(journey), "road_closed");
    EXPECT_EQ(days_of(journey), "open");
    facts.road->until = at("03-12T06:00");
    EXPECT_EQ(days_of(journey_of(facts)), "12..13");
    tell(facts, at_destination_hub, "03-10T23:10");
    EXPECT_EQ(cause_of(journey_of(facts)), "");
}

TEST(Journey, NamesTheOtherGateWhenItsOwnWasClosedBeforeItLeft) {
    JourneyFacts facts = packed_parcel();
    facts.now = at("03-10T12:30");
    facts.gate = "CHALO";
    facts.eta = at("03-11T09:00");
    facts.truck->leaves = at("03-10T13:00");
    facts.replanned_for = DelayCause::gate_closed;
    const Journey journey = journey_of(facts);
    EXPECT_EQ(journey.situation, Situation::waits_elsewhere);
    EXPECT_EQ(cause_of(journey), "gate_closed");
    EXPECT_EQ(days_of(journey), "11..12");
    EXPECT_EQ(journey.steps[2].place, "CHALO");
}

TEST(Journey, NamesNoDayWhileAGateIsClosedWithoutAnEnd) {
    for (JourneyFacts facts : {packed_parcel(), parcel_on_the_road()}) {
        facts.closure = GateClosure{at("03-10T10:00"), std::nullopt};
        const Journey journey = journey_of(facts);
        EXPECT_EQ(journey.situation, Situation::gate_closed);
        EXPECT_EQ(journey.delay, (Delay{DelayCause::gate_closed, at("03-10T10:00")}));
        EXPECT_EQ(days_of(journey), "open");
    }
}

TEST(Journey, CountsFromTheEndOfAClosureThatHasOne) {
    JourneyFacts facts = parcel_on_the_road();
    facts.closure = GateClosure{at("03-10T12:00"), at("03-12T07:00")};
    const Journey journey = journey_of(facts);
    EXPECT_EQ(
        journey.delay, (Delay{DelayCause::gate_closed, at("03-10T12:00"), at("03-12T07:00")})
    );
    EXPECT_EQ(days_of(journey), "12..13");
    facts.closure->until = at("03-10T14:00");
    EXPECT_EQ(days_of(journey_of(facts)), "10..11");
    facts.eta.reset();
    EXPECT_EQ(days_of(journey_of(facts)), "open");
}

TEST(Journey, NamesNoDayWhileSomebodyHoldsIt) {
    for (const auto& [status, cause] :
         {std::pair{customs_hold, "customs_hold"},
          {on_hold, "on_hold"},
          {delivery_failed, "delivery_failed"}}) {
        JourneyFacts facts = parcel_on_the_road();
        tell(facts, status, "03-10T17:00");
        const Journey journey = journey_of(facts);
        EXPECT_EQ(journey.situation, Situation::as_status);
        EXPECT_EQ(cause_of(journey), cause);
        EXPECT_EQ(journey.delay->since, at("03-10T17:00"));
        EXPECT_EQ(days_of(journey), "open");
    }
    JourneyFacts damaged_one = parcel_on_the_road();
    tell(damaged_one, damaged, "03-10T17:00");
    EXPECT_EQ(days_of(journey_of(damaged_one)), "open");
    EXPECT_EQ(journey_of(damaged_one).steps[1].state, StepState::now);
}

TEST(Journey, WaitsForATruckOrWithOne) {
    JourneyFacts without = packed_parcel();
    without.truck.reset();
    EXPECT_EQ(journey_of(without).situation, Situation::no_truck);
    EXPECT_EQ(days_of(journey_of(without)), "open");

    JourneyFacts standing = packed_parcel();
    standing.now = at("03-10T12:00");
    EXPECT_EQ(cause_of(journey_of(standing)), "");
    standing.now = at("03-10T14:00"); // the hub at 01:18
    EXPECT_EQ(journey_of(standing).situation, Situation::truck_waits);
    EXPECT_EQ(journey_of(standing).delay->since, at("03-10T12:00"));
    EXPECT_EQ(days_of(journey_of(standing)), "11..12");
    standing.truck->state = DepartureState::departed; // its parcels follow in a moment
    EXPECT_EQ(cause_of(journey_of(standing)), "");
}

TEST(Journey, NeverNamesADayThatIsPast) {
    JourneyFacts facts = parcel_on_the_road();
    facts.now = at("03-10T23:18");
    EXPECT_EQ(cause_of(journey_of(facts)), "");
    EXPECT_EQ(days_of(journey_of(facts)), "10..11");
    facts.now = at("03-10T23:19");
    EXPECT_EQ(cause_of(journey_of(facts)), "late");
    EXPECT_EQ(journey_of(facts).delay->since, at("03-10T23:18"));
    EXPECT_EQ(days_of(journey_of(facts)), "10..11");
    facts.now = at("03-14T09:00");
    EXPECT_EQ(days_of(journey_of(facts)), "14..15");
}

TEST(Journey, ExpectsTheLastMileTheDayOfTheHubOrTheNext) {
    JourneyFacts facts = parcel_on_the_road();
    tell(facts, at_destination_hub, "03-10T23:10");
    EXPECT_EQ(days_of(journey_of(facts)), "10..11");
    facts.now = at("03-11T20:00");
    EXPECT_EQ(days_of(journey_of(facts)), "11..11");
    facts.now = at("03-12T06:00");
    EXPECT_EQ(cause_of(journey_of(facts)), "late");
    EXPECT_EQ(days_of(journey_of(facts)), "open");
    tell(facts, out_for_delivery, "03-12T08:00");
    EXPECT_EQ(cause_of(journey_of(facts)), "");
    EXPECT_EQ(days_of(journey_of(facts)), "12..12");
    facts.now = at("03-14T08:00");
    EXPECT_EQ(cause_of(journey_of(facts)), "late");
    EXPECT_EQ(days_of(journey_of(facts)), "open");
}

TEST(Journey, SkipsWhatWillNotComeAnyMore) {
    for (const TrackingStatus end : {return_in_transit, returned, lost, cancelled}) {
        JourneyFacts facts = parcel_on_the_road();
        facts.closure = GateClosure{at("03-10T10:00"), std::nullopt};
        tell(facts, customs_hold, "03-10T17:00");
        tell(facts, end, "03-12T09:00");
        const Journey journey = journey_of(facts);
        EXPECT_EQ(
            steps_of(journey),
            "packed:done on_the_way:done export_gate:done customs:done border:skipped "
            "destination_hub:skipped out_for_delivery:skipped delivered:skipped"
        );
        EXPECT_EQ(days_of(journey), "-");
        EXPECT_EQ(cause_of(journey), "");
    }
}

TEST(Journey, ForgetsWhatACorrectionHasTakenBack) {
    JourneyFacts facts = parcel_on_the_road();
    tell(facts, at_destination_hub, "03-10T23:10");
    tell(facts, TrackingStatus::delivered, "03-11T10:00");
    facts.state = {out_for_delivery, at("03-11T09:00")};
    facts.events.push_back({out_for_delivery, at("03-11T09:00")});
    const Journey journey = journey_of(facts);
    EXPECT_EQ(journey.steps[6].state, StepState::now);
    EXPECT_EQ(journey.steps[7], (ShownStep{JourneyStep::delivered, StepState::ahead}));
    EXPECT_EQ(days_of(journey), "11..11");
}

TEST(Journey, ReadsCorridorDays) {
    JourneyFacts facts = packed_parcel();
    facts.eta = parse_rfc3339("2026-03-31T17:30:00Z").value(); // 1 April, 00:30
    EXPECT_EQ(days_of(journey_of(facts)), "1..2");
    EXPECT_EQ(journey_of(facts).expected->from->month(), std::chrono::April);
}

} // namespace
} // namespace route9::fulfillment
