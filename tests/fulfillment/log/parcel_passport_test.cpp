// SPDX-License-Identifier: Apache-2.0
// Whoever has a passport and the log's key needs nobody else to see whether it is true.
#include "logged_parcels.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::tests {
namespace {

using namespace fulfillment;
using Json = nlohmann::json;

class ParcelPassport : public testing::Test, public LoggedParcels {
protected:
    /// Of parcel 2 in a log of eleven leaves, three of them its own.
    Json issued() {
        for (int i = 0; i < 10; ++i) {
            tell(i % 4 == 1 ? 2 : 1, "parcel.status_changed", {{"status", "in_transit"}});
        }
        EXPECT_TRUE(follow());
        tell(1, "parcel.loaded", {});
        EXPECT_TRUE(follow());
        return passport(2).value();
    }

    /// Where and why it does not hold; empty when it does.
    std::string fault(const Json& passport) {
        const auto facts = check_passport(passport, key());
        if (facts) {
            return "";
        }
        const FieldError& field = facts.error().fields.at(0);
        return field.pointer + ": " + field.message;
    }
};

TEST_F(ParcelPassport, ProvesEachOfItsEvents) {
    const auto facts = check_passport(issued(), key());
    ASSERT_TRUE(facts) << facts.error().fields.at(0).message;
    EXPECT_EQ(facts->code, "R9PARCEL2");
    EXPECT_EQ(facts->tree.size, 11U);
    ASSERT_EQ(facts->events.size(), 3U);
    EXPECT_EQ(facts->events[0].type, "parcel.status_changed");
    EXPECT_EQ(facts->events[0].status, "in_transit");
    EXPECT_EQ(facts->events[0].sequence, 2);
    EXPECT_EQ(facts->events[2].sequence, 10);
}

TEST_F(ParcelPassport, SurvivesBeingWrittenAndReadAgain) {
    EXPECT_EQ(fault(Json::parse(issued().dump(2))), "");
}

TEST_F(ParcelPassport, ALeafThatWasChangedProvesNothing) {
    Json passport = issued();
    std::string text = passport["events"][1]["leaf"];
    text.replace(text.find("in_transit"), 10, "delivered");
    passport["events"][1]["leaf"] = text;
    EXPECT_EQ(fault(passport), "/events/1/proof: The log that was signed does not hold this leaf.");
}

TEST_F(ParcelPassport, AnotherParcelsLeafIsNotTaken) {
    const Json own = issued();
    Json passport = this->passport(1).value();
    passport["parcel"] = own["parcel"];
    EXPECT_EQ(
        fault(passport), "/events/0/leaf: This leaf is of another parcel, or its salt is another."
    );
}

TEST_F(ParcelPassport, AnotherRootIsNotTaken) {
    Json passport = issued();
    std::string note = passport["checkpoint"];
    note.replace(note.find("\n11\n"), 4, "\n12\n");
    passport["checkpoint"] = note;
    EXPECT_EQ(
        fault(passport),
        "/checkpoint: The checkpoint is not signed by r9.example.vn/log/qt with this key."
    );
}

TEST_F(ParcelPassport, OneOfAForgersKeyIsNotTaken) {
    const NoteKey own = key();
    seed_text_ = "FEDCBA9876543210fedcba9876543210";
    const auto forged = check_passport(issued(), own);
    ASSERT_FALSE(forged);
    EXPECT_EQ(forged.error().fields.at(0).pointer, "/key");
    EXPECT_TRUE(check_passport(passport(2).value(), std::nullopt));
}

TEST_F(ParcelPassport, TellsWhatIsMissing) {
    const Json whole = issued();
    for (const char* name : {"format", "key", "checkpoint", "events", "parcel"}) {
        Json passport = whole;
        passport.erase(name);
        EXPECT_NE(fault(passport), "") << name;
    }
    for (const char* name : {"index", "leaf", "salt", "proof"}) {
        Json passport = whole;
        passport["events"][0].erase(name);
        EXPECT_TRUE(fault(passport).starts_with("/events/0")) << name;
        passport["events"][0] = nullptr;
        EXPECT_TRUE(fault(passport).starts_with("/events/0")) << name;
    }
    Json twice = whole;
    twice["events"][1] = twice["events"][0];
    EXPECT_EQ(fault(twice), "/events/1/index: Events stand in the order of the log, each once.");
    EXPECT_NE(fault(Json::array()), "");
}

} // namespace
} // namespace route9::tests
