// SPDX-License-Identifier: Apache-2.0
// How the server ends when it is told to.
#include "trading_site.hpp"

#include <gtest/gtest.h>
#include <signal.h>

namespace route9::e2e {
namespace {

class Shutdown : public testing::Test {
protected:
    /// A request whose body never comes: the server has asked for it and waits.
    static void begin_endless_request(Caller& seller) {
        const Answer invited = seller.send(
            {.method = "GET",
             .target = "/v1/orders",
             .headers = {{"Expect", "100-continue"}, {"Content-Length", "1"}}}
        );
        ASSERT_EQ(invited.status, 100);
    }

    /// Polls as a proxy would; the request that never ends keeps the drain going.
    static void await_drain(std::uint16_t port) {
        try {
            while (Caller{port, ""}.get("/readyz").status == 200) {}
        } catch (const ConnectionBroken&) {
            return; // no new connections are taken
        }
    }

    Site site_;
};

TEST_F(Shutdown, EndsWithSuccessWhenNothingRuns) {
    for (const int number : {SIGTERM, SIGINT}) {
        RunningServer server{site_};
        server.signal(number);
        EXPECT_EQ(server.await_end(), 0);
    }
}

TEST_F(Shutdown, EndsAtOnceAtTheSecondSignalWithItsStatus) {
    const Keys keys = set_up_by_command_line(site_);
    for (const auto& [number, status] : {std::pair{SIGTERM, 143}, {SIGINT, 130}}) {
        RunningServer server{site_};
        Caller seller{server.port(), keys.seller};
        begin_endless_request(seller);
        server.signal(SIGTERM);
        await_drain(server.port());
        server.signal(number);
        EXPECT_EQ(server.await_end(), status);
    }
}

} // namespace
} // namespace route9::e2e
