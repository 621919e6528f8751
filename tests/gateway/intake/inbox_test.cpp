// SPDX-License-Identifier: Apache-2.0
// How deliveries are filed. Digests by sha256sum.
#include "gateway/intake/inbox.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using gateway::filed_key;

std::string text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

TEST(FiledKey, LeavesAShortKeyAsThePlatformWroteIt) {
    EXPECT_EQ(
        text_of(filed_key("msg_2KWPBgLlAfxdpx2AI54pPJ85f4W")), "msg_2KWPBgLlAfxdpx2AI54pPJ85f4W"
    );
    EXPECT_EQ(filed_key("msg_012345678901234567890123456789012345678901x").size(), 47U);
}

TEST(FiledKey, KeepsTheBeginningOfALongKeyAndADigestOfTheWhole) {
    const Bytes haravan =
        filed_key("200001|orders/create|1234567890|"
                  "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
    EXPECT_EQ(text_of(ByteView{haravan}.first(32)), "200001|orders/create|1234567890|");
    EXPECT_EQ(hex(ByteView{haravan}.subspan(32)), "4c97eb2859b04ca22614664acfe82cb1");

    const Bytes barely = filed_key("msg_0123456789012345678901234567890123456789abcd");
    EXPECT_EQ(text_of(ByteView{barely}.first(32)), "msg_0123456789012345678901234567");
    EXPECT_EQ(hex(ByteView{barely}.subspan(32)), "459ab3132dfe35cb68056200264c4e1d");
}

} // namespace
} // namespace route9::tests
