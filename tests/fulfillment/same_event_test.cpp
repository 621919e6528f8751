// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/same_event.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace route9::fulfillment {
namespace {

using enum EventWay;

/// On 2026-03-12.
HeardEvent heard(EventWay way, const std::string& word, const std::string& time) {
    return {way, word, parse_rfc3339("2026-03-12T" + time + "Z").value()};
}

struct Case {
    const char* what;
    std::vector<HeardEvent> known;
    HeardEvent news;
    bool is_known;
};

TEST(SameEvent, IsOneHoweverItCame) {
    const std::vector<Case> cases{
        {"nothing is known", {}, heard(asked_step, "storing", "10:00:00"), false},
        {"a push and the step of an answer",
         {heard(told, "storing", "10:00:00")},
         heard(asked_step, "storing", "10:00:01"),
         true},
        {"the other way round",
         {heard(asked_step, "storing", "10:00:01")},
         heard(told, "storing", "10:00:00"),
         true},
        {"two minutes apart",
         {heard(told, "storing", "10:00:00")},
         heard(asked_step, "storing", "10:02:00"),
         true},
        {"further apart: the next depot",
         {heard(told, "storing", "10:00:00")},
         heard(asked_step, "storing", "10:02:01"),
         false},
        {"another word",
         {heard(told, "storing", "10:00:00")},
         heard(asked_step, "sorting", "10:00:00"),
         false},
        {"two pushes have their own times",
         {heard(told, "storing", "10:00:00")},
         heard(told, "storing", "10:00:30"),
         false},
        {"so have two steps",
         {heard(asked_step, "storing", "10:00:00")},
         heard(asked_step, "storing", "10:00:30"),
         false},
        {"a state that a push began long ago",
         {heard(told, "4", "08:00:00")},
         heard(asked_state, "4", "11:00:00"),
         true},
        {"the push of a state that was asked for",
         {heard(asked_state, "5", "11:00:00")},
         heard(told, "5", "10:58:39"),
         true},
        {"a state seen twice, changed in between",
         {heard(asked_state, "4", "08:00:00")},
         heard(asked_state, "4", "11:00:00"),
         true},
        {"failed, out again, failed again",
         {heard(told, "9", "08:00:00"), heard(told, "4", "09:00:00")},
         heard(asked_state, "9", "11:00:00"),
         false},
        {"the push of the second failure",
         {heard(told, "9", "08:00:00"),
          heard(told, "4", "09:00:00"),
          heard(asked_state, "9", "11:00:00")},
         heard(told, "9", "10:59:00"),
         true},
        {"an attempt after the state was seen",
         {heard(asked_state, "9", "11:00:00"), heard(told, "4", "12:00:00")},
         heard(told, "9", "13:00:00"),
         false},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(is_heard(one.news, one.known), one.is_known) << one.what;
    }
}

} // namespace
} // namespace route9::fulfillment
