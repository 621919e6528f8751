// SPDX-License-Identifier: Apache-2.0
#include "fulfillment/tracking_words.hpp"

#include <gtest/gtest.h>

namespace route9::fulfillment {
namespace {

class TrackingWords : public testing::Test {
protected:
    static TrackingRecord sealed(TrackingRecord event) {
        crypto_start();
        event.tenant = TenantId{"qt"};
        event.event_key = "e1";
        seal_tracking_words(event, PersonId{}, key(), SealNonce{});
        return event;
    }
    static TrackingRecord opened(TrackingRecord event) {
        open_tracking_words(event, PersonId{}, key());
        return event;
    }
    static Secret key() { return Secret{std::string_view{"0123456789abcdef0123456789abcdef"}}; }
};

TEST_F(TrackingWords, SealWhoSignedAndTheMessageAsItCame) {
    TrackingRecord told;
    told.status = "delivered";
    told.word = "ລູກຄ້າຮັບແລ້ວ";
    told.signed_by = "Bà Sen";
    told.raw = R"({"a":1})";
    const TrackingRecord event = sealed(told);
    EXPECT_EQ(event.status, "delivered");
    EXPECT_EQ(event.word + event.signed_by + event.raw, "");
    const TrackingRecord again = opened(event);
    EXPECT_EQ(again.word, "ລູກຄ້າຮັບແລ້ວ");
    EXPECT_EQ(again.signed_by, "Bà Sen");
    EXPECT_EQ(again.raw, R"({"a":1})");
}

TEST_F(TrackingWords, LeaveACodeInClear) {
    TrackingRecord told;
    told.status = "delivered";
    told.word = "501";
    const TrackingRecord event = sealed(told);
    EXPECT_EQ(event.word, "501");
    EXPECT_TRUE(event.words.empty());
}

TEST_F(TrackingWords, KeepTheBeginningOfALongMessageBetweenCharacters) {
    const std::string beginning(tracking_raw_bytes_max - 1, 'x');
    TrackingRecord told;
    told.status = "delivered";
    told.raw = beginning + "ກ and more";
    EXPECT_EQ(opened(sealed(told)).raw, beginning);
}

} // namespace
} // namespace route9::fulfillment
