// SPDX-License-Identifier: Apache-2.0
// A start finds the wall clock set back behind what its store has seen.
#include "kept_promises.hpp"
#include "trading_site.hpp"
#include "wall_clock.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <stdexcept>
#include <string>

namespace route9::e2e {
namespace {

using namespace std::chrono_literals;

class ClockSetBack : public testing::Test {
protected:
    /// What the start was refused with; empty when it serves.
    std::string refusal_at(std::chrono::seconds lead) {
        clock_.set_ahead(lead);
        try {
            RunningServer server{site_, clock_, {}};
            const bool is_ready = Caller{server.port(), ""}.get("/readyz").status == 200;
            let_pass(500ms); // its first round of housekeeping notes the time
            return server.stop() == 0 && is_ready ? "" : "not ready";
        } catch (const std::runtime_error& refused) {
            return refused.what();
        }
    }

    Site site_;
    WallClock clock_{site_.directory()};
};

TEST_F(ClockSetBack, IsWaitedOutForAnHourAndIsAMistakeBeyond) {
    EXPECT_EQ(refusal_at(2h), "");
    EXPECT_EQ(refusal_at(2h - 50min), "");
    const std::string refused = refusal_at(0h);
    EXPECT_NE(refused.find("set the clock"), std::string::npos) << refused;
}

} // namespace
} // namespace route9::e2e
