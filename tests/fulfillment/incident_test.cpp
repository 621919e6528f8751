// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/incident.hpp"

#include <gtest/gtest.h>

#include <set>

namespace route9::fulfillment {
namespace {

TEST(Incidents, AreThirtyAndEachHasANameOfItsOwn) {
    const auto names = incident_names();
    EXPECT_EQ(names.size(), 30U);
    EXPECT_EQ(std::set<std::string_view>(names.begin(), names.end()).size(), 30U);
}

TEST(Incidents, AreFoundByTheirNames) {
    EXPECT_EQ(parse_incident("carrier_damaged_parcel"), Incident::carrier_damaged_parcel);
    EXPECT_EQ(parse_incident("consignee_refused"), Incident::consignee_refused);
    EXPECT_EQ(parse_incident("gate_closed"), Incident::gate_closed);
    EXPECT_EQ(name(Incident::road_closed), "road_closed");
    EXPECT_EQ(name(Incident::unknown), "unknown");
    for (const std::string_view word : incident_names()) {
        EXPECT_EQ(name(parse_incident(word).value()), word);
    }
}

TEST(Incidents, AreNotGuessed) {
    EXPECT_FALSE(parse_incident("Refused"));
    EXPECT_FALSE(parse_incident(""));
}

} // namespace
} // namespace route9::fulfillment
