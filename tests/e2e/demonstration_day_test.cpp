// SPDX-License-Identifier: Apache-2.0
// The demonstration day, played whole by its outside actors on a clock faster than the usual one.
#include "caller.hpp"
#include "child_process.hpp"
#include "running_server.hpp"

#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <csignal>
#include <string>
#include <string_view>

namespace route9::e2e {
namespace {

TEST(DemonstrationDay, TiesOutAndLeavesAServerThatAnswers) {
    const Site site;
    ChildProcess demo{
        site.command({"serve", "--demo", "--listen", "127.0.0.1:0", "--clock-rate", "1440"}),
        site.log(),
    };
    std::string account;
    std::string seller;
    while (const auto line = demo.read_line(std::chrono::seconds{60})) {
        account += *line + "\n";
        constexpr std::string_view kWho = "  shop in Savannakhet  ";
        if (line->starts_with(kWho)) {
            seller = line->substr(kWho.size());
        }
        if (line->find("/v1/reconciliation/open-items") != std::string::npos) {
            break; // the last command to try
        }
    }
    EXPECT_NE(account.find("\nPASS: the day ties out\n"), std::string::npos) << account;
    constexpr std::array<const char*, 14> kShown{
        "orders delivered",
        "declarations LA",
        "LAK expected",
        "VND open",
        // Noon: planned again, refused, declared again at the other office.
        "order FB-107 goes by CHALO: plan ",
        "the truck stays: gate_closed",
        "Vietnamese declarations: 3 at 32BB; 0 of both countries void",
        "Vietnamese declarations: 3 at 31BB; 6 of both countries void",
        // The carrier's line and its manifests.
        "4 of our 4 manifests are the gateway's by hash",
        "the carrier's line lost ",
        // Two sides that disagree, and then do not.
        "is acknowledged, 1 lines are disputed",
        "is closed, 0 lines are disputed",
        // What the buyer reads.
        "ດ່ານ",
        "curl -s -H 'Accept: application/json'",
    };
    for (const char* shown : kShown) {
        EXPECT_NE(account.find(shown), std::string::npos) << account;
    }
    constexpr std::string_view kListening = "listening on http://127.0.0.1:";
    const auto at = account.find(kListening);
    ASSERT_NE(at, std::string::npos) << account;
    const int port = std::stoi(account.substr(at + kListening.size()));
    Caller shop{static_cast<std::uint16_t>(port), seller};
    EXPECT_FALSE(shop.get("/v1/orders").json.at("items").empty());
    demo.signal(SIGTERM);
    EXPECT_EQ(demo.wait(std::chrono::seconds{30}), 0);
}

} // namespace
} // namespace route9::e2e
