// SPDX-License-Identifier: Apache-2.0
// Pushes as simulators sign them that share no code with the server: what they sign is taken,
// what they sign with another key is refused, and a rush with repeats and disorder is taken whole.
#include "simulated_platforms.hpp"
#include "trading_site.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace route9::e2e {
namespace {

constexpr int kOrders = 100;

struct Channel {
    std::string platform;
    std::string secret;
    std::vector<std::string> settings;
};

const std::vector<Channel>& channels() {
    static const std::vector<Channel> all{
        {"shopee",
         "sim-shopee-partner-key",
         {"partner_id=2001887", "public_url=https://hooks.example.test/v1/hooks/shopee/sim-shopee"}
        },
        {"lazada", "sim-lazada-app-secret", {"app_key=123456"}},
        {"tiktok", "sim-tiktok-app-secret", {"app_key=29a39d"}},
    };
    return all;
}

/// What Shopee signs is this, whatever address the message travels to.
std::string public_url(const Channel& channel) {
    return "https://hooks.example.test/v1/hooks/" + channel.platform + "/sim-" + channel.platform;
}

class PushesOfSimulatedPlatforms : public testing::Test {
protected:
    PushesOfSimulatedPlatforms() {
        set_up_by_command_line(site_);
        for (const Channel& channel : channels()) {
            connect(channel);
        }
        server_ = std::make_unique<RunningServer>(site_);
        for (const Channel& channel : channels()) {
            platforms_.tell(
                channel.platform,
                "target",
                {{"url", address(channel)}, {"signed_url", public_url(channel)}, {"auto", false}}
            );
        }
    }

    void connect(const Channel& channel) {
        std::vector<std::string> words{
            "connections",
            "add",
            "--tenant",
            "qt",
            "--platform",
            channel.platform,
            "--party",
            "shop",
            "--id",
            "sim-" + channel.platform,
            "--secret",
            channel.secret,
            "--shop",
            platforms_.shop(channel.platform).at("shop_id").get<std::string>(),
        };
        for (const std::string& setting : channel.settings) {
            words.insert(words.end(), {"--set", setting});
        }
        run_checked(site_, words);
    }

    std::string address(const Channel& channel) const {
        return "http://127.0.0.1:" + std::to_string(server_->port()) + "/v1/hooks/" +
               channel.platform + "/sim-" + channel.platform;
    }

    Json answers(const Channel& channel, const Json& members) const {
        return platforms_.tell(channel.platform, "push", members).at("answers");
    }

    Site site_;
    SimulatedPlatforms platforms_{
        {"shopee", "lazada", "tiktok"}, site_.directory() / "platforms.log"
    };
    std::unique_ptr<RunningServer> server_;
};

TEST_F(PushesOfSimulatedPlatforms, AreTakenWithTheirSignatureAndRefusedWithAnother) {
    for (const Channel& channel : channels()) {
        SCOPED_TRACE(channel.platform);
        const std::string order =
            platforms_.place(channel.platform, {{"items", {{{"sku", "TS-BLK-M"}}}}});
        const Json taken = answers(channel, {{"order", order}});
        ASSERT_EQ(taken.size(), 1U);
        EXPECT_EQ(taken.at(0).at("status"), 200) << taken.dump();
        EXPECT_EQ(taken.at(0).at("body"), "");
        const Json refused = answers(channel, {{"order", order}, {"wrong_signature", true}});
        EXPECT_EQ(refused.at(0).at("status"), 401) << refused.dump();
    }
}

TEST_F(PushesOfSimulatedPlatforms, AreAllTakenInARushWithRepeatsAndDisorder) {
    for (const Channel& channel : channels()) {
        SCOPED_TRACE(channel.platform);
        const Json report = platforms_.tell(
            channel.platform,
            "run",
            {{"orders", kOrders}, {"duplicates", 0.2}, {"reorder", 0.3}, {"wait", true}}
        );
        EXPECT_EQ(report.at("ledger").size(), static_cast<std::size_t>(kOrders));
        EXPECT_GT(report.at("duplicates"), 0);
        EXPECT_EQ(report.at("taken"), report.at("sent"));
        EXPECT_EQ(report.at("given_up"), 0);
    }
}

} // namespace
} // namespace route9::e2e
