// SPDX-License-Identifier: Apache-2.0
#include "gateway/channels/ask_pause.hpp"

#include <gtest/gtest.h>

namespace route9::tests {
namespace {

using namespace gateway;

TEST(AskPause, GrowsWithTheSilence) {
    struct Case {
        Minutes silence;
        bool is_pushed;
        Minutes pause;
    };
    for (const Case& one : {
             Case{Minutes{0}, false, Minutes{30}},
             Case{Minutes{120}, false, Minutes{30}},
             Case{Minutes{8 * 60}, false, Minutes{120}},
             Case{Minutes{24 * 60}, false, Minutes{360}},
             Case{Minutes{90 * 24 * 60}, false, Minutes{360}},
             Case{Minutes{0}, true, Minutes{120}},
             Case{Minutes{8 * 60}, true, Minutes{120}},
             Case{Minutes{12 * 60}, true, Minutes{180}},
             Case{Minutes{24 * 60}, true, Minutes{360}},
         }) {
        EXPECT_EQ(ask_pause(one.silence, one.is_pushed), one.pause) << one.silence.count();
    }
}

} // namespace
} // namespace route9::tests
