// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/tracking.hpp"

#include <gtest/gtest.h>

#include <set>
#include <span>
#include <string>

namespace route9::fulfillment {
namespace {

using enum TrackingStatus;

Instant minute(int value) {
    return Instant{std::chrono::minutes{value}};
}

TEST(Tracking, HasTwentyOneStatusesWithNamesOfTheirOwn) {
    std::set<std::string_view> names;
    for (const auto& row : tracking_statuses()) {
        names.insert(row.name);
        EXPECT_EQ(parse_tracking_status(row.name), row.status) << row.name;
    }
    EXPECT_EQ(names.size(), 21U);
}

TEST(Tracking, ReadsAWordNobodyKnowsAsUnknown) {
    EXPECT_EQ(parse_tracking_status("Delivered"), unknown);
    EXPECT_EQ(parse_tracking_status("teleported"), unknown);
    EXPECT_EQ(parse_tracking_status(""), unknown);
}

TEST(Tracking, EndsWithDeliveredReturnedCancelledAndLostOnly) {
    std::set<std::string_view> terminal;
    for (const auto& row : tracking_statuses()) {
        if (row.terminal) {
            terminal.insert(row.name);
        }
    }
    EXPECT_EQ(terminal, (std::set<std::string_view>{"cancelled", "delivered", "lost", "returned"}));
}

struct Case {
    const char* title = "";
    TrackingState now{};
    TrackingStep step{};
    TrackingOutcome outcome{};
    TrackingState after{};
};

void check(std::span<const Case> cases) {
    for (const auto& row : cases) {
        const auto decision = advance(row.now, row.step);
        EXPECT_EQ(decision.outcome, row.outcome) << row.title;
        EXPECT_EQ(decision.state, row.after) << row.title;
    }
}

TEST(Tracking, MovesByTheCarriersTimeAndNeverBack) {
    const Case cases[] = {
        {"a later event moves",
         {picked_up, minute(1)},
         {in_transit, minute(2)},
         TrackingOutcome::moved,
         {in_transit, minute(2)}},
        {"a late shipped after out for delivery is recorded only",
         {out_for_delivery, minute(9)},
         {in_transit, minute(5)},
         TrackingOutcome::late,
         {out_for_delivery, minute(9)}},
        {"a second attempt follows a failed one, though its rank is lower",
         {delivery_failed, minute(9)},
         {out_for_delivery, minute(20)},
         TrackingOutcome::moved,
         {out_for_delivery, minute(20)}},
        {"the same instant: the higher rank wins",
         {customs_processing, minute(3)},
         {customs_cleared, minute(3)},
         TrackingOutcome::moved,
         {customs_cleared, minute(3)}},
        {"the same instant: the lower rank is late",
         {customs_cleared, minute(3)},
         {customs_processing, minute(3)},
         TrackingOutcome::late,
         {customs_cleared, minute(3)}},
        {"the same event again changes nothing",
         {in_transit, minute(3)},
         {in_transit, minute(3)},
         TrackingOutcome::late,
         {in_transit, minute(3)}},
        {"a stop of the same instant is news",
         {in_transit, minute(3)},
         {on_hold, minute(3)},
         TrackingOutcome::moved,
         {on_hold, minute(3)}},
        {"delivered stays delivered",
         {delivered, minute(30)},
         {in_transit, minute(40)},
         TrackingOutcome::terminal_kept,
         {delivered, minute(30)}},
        {"an unknown status is an alert and keeps the known one",
         {in_transit, minute(3)},
         {unknown, minute(4)},
         TrackingOutcome::alert,
         {in_transit, minute(3)}},
    };
    check(cases);
}

TEST(Tracking, TakesCorrectionsByTheirArrival) {
    const Case cases[] = {
        {"a correction leaves a terminal status",
         {delivered, minute(30)},
         {out_for_delivery, minute(40), true},
         TrackingOutcome::moved,
         {out_for_delivery, minute(40)}},
        {"a correction counts by its arrival, whatever its time",
         {delivered, minute(30)},
         {out_for_delivery, minute(20), true},
         TrackingOutcome::moved,
         {out_for_delivery, minute(20)}},
        {"a correction takes back what a wrong clock told",
         {out_for_delivery, minute(99'999'999)},
         {delivered, minute(40), true},
         TrackingOutcome::moved,
         {delivered, minute(40)}},
        {"the same correction again changes nothing",
         {delivered, minute(40)},
         {delivered, minute(40), true},
         TrackingOutcome::late,
         {delivered, minute(40)}},
    };
    check(cases);
}

} // namespace
} // namespace route9::fulfillment
