// SPDX-License-Identifier: Apache-2.0
// What the commands about connections refuse or warn of, so that a mistake is heard when it is
// made.
#include "commands_under_test.hpp"
#include "eventually.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9::e2e {
namespace {

using ConnectionCommands = Commands;

TEST_F(ConnectionCommands, RefuseASwitchThatIsNeitherOnNorOffAndAnAddressNobodyCanCall) {
    add({"--platform", "haravan", "--party", "shop", "--id", "gom", "--secret", kHaravanSecret});
    const auto set = [this](const std::string& setting) {
        return site_.run({"connections", "set", "gom", setting});
    };
    expect_refused(set("write_back=no"), "--set write_back: give write_back=on or write_back=off");
    expect_refused(set("tell_buyer=yes"), "--set tell_buyer: give tell_buyer=on or tell_buyer=off");
    for (const char* bad : {"ftp://x", "gom.example.vn", "http://", "https:///x", "http://a b"}) {
        expect_refused(
            set(std::string{"base_url="} + bad), "--set base_url: give the whole address, from"
        );
    }
    EXPECT_EQ(set("write_back=off").exit_code, 0);
    EXPECT_EQ(set("base_url=http://127.0.0.1:9806").exit_code, 0);
    EXPECT_EQ(set("base_url=").exit_code, 0) << "taken away";
}

TEST_F(ConnectionCommands, SayWithoutWhichSettingNoSignatureIsGood) {
    const Words shopee{
        "--platform", "shopee", "--party", "shop", "--id", "s1", "--secret", "a-long-one"
    };
    EXPECT_EQ(
        add(shopee).out,
        "s1\n/v1/hooks/shopee/s1\n"
        "note: no signature is good without public_url; give it by connections set s1 public_url=…"
    );
    const Words lazada{
        "--platform",
        "lazada",
        "--party",
        "shop",
        "--app",
        "our-app",
        "--shop",
        "1",
        "--id",
        "l1",
        "--secret",
        "a-long-one"
    };
    EXPECT_EQ(
        add(lazada).out,
        "l1\n/v1/hooks/lazada/our-app\n"
        "note: no signature is good without app_key; give it by connections set our-app app_key=…"
    );
    EXPECT_EQ(
        add({"--platform",
             "lazada",
             "--party",
             "shop",
             "--app",
             "our-app",
             "--shop",
             "2",
             "--id",
             "l2"})
            .out,
        "l2\n/v1/hooks/lazada/our-app"
    );
}

TEST_F(ConnectionCommands, MakeNoSecretForAPlatformThatSignsWithItsOwn) {
    add({"--platform", "haravan", "--party", "shop", "--id", "gom", "--secret", kHaravanSecret});
    expect_refused(
        site_.run({"connections", "rotate", "gom"}),
        "--secret: give the secret that haravan signs with"
    );
    const Words rotate{"connections", "rotate", "gom", "--grace", "0", "--secret", "another-one"};
    EXPECT_EQ(site_.run(rotate).out, "gom");
    // Each command is a process of its own; their clocks may differ by a moment.
    EXPECT_TRUE(tests::eventually([this] {
        const Outcome list = site_.run({"connections", "list", "--tenant", "qt"});
        return list.out.contains("gom  haravan  shop  1 secret(s)");
    }));
}

} // namespace
} // namespace route9::e2e
