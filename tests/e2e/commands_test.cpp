// SPDX-License-Identifier: Apache-2.0
// What the command line refuses, and that it says what would be right.
#include "commands_under_test.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace route9::e2e {
namespace {

TEST_F(Commands, RefuseAConnectionToAPlatformNobodyKnows) {
    expect_refused(
        add({"--platform", "ebay", "--party", "shop"}),
        "there is no platform ebay; use one of adobe, ghn, ghtk, haravan, jt_vn, kiotviet, "
        "lazada, meta, nhanh, ninja_van, sapo, sendo, shopee, shopify, simple, standard, tiki, "
        "tikinow, tiktok, viettel_post, woocommerce"
    );
}

TEST_F(Commands, NameTheSettingWithWhichAPlatformNobodyKnowsCannotSign) {
    const Words simple{"--platform", "simple", "--party", "shop", "--set"};
    const auto with = [&](const std::string& setting) {
        Words words = simple;
        words.push_back(setting);
        return add(words);
    };
    expect_refused(with("mac=md5"), "mac: use one of sha256, sha1, sha512");
    expect_refused(with("signed=body"), "signed: write the text that is signed with {body} in it");
    expect_refused(with("tolerance_s=60"), "tolerance_s: leave it out, or set signed={timestamp}");
    expect_refused(with("colour=red"), "simple has no setting colour; it has encoding, header");
    EXPECT_EQ(with("signed={timestamp}.{body}").exit_code, 0);
}

TEST_F(Commands, RefuseAConnectionThatIsNoSellers) {
    EXPECT_EQ(add({"--platform", "standard"}).exit_code, 0) << "there is one seller only";
    site_.run(
        {"parties", "create", "--tenant", "qt", "--kind", "seller", "--id", "two", "--name", "2"}
    );
    expect_refused(add({"--platform", "standard"}), "--party");
    expect_refused(
        add({"--platform", "standard", "--party", "lao-express"}), "lao-express is a carrier"
    );
    expect_refused(
        add({"--platform", "tikinow", "--party", "shop", "--secret", "0123456789abcdef"}),
        "shop is a seller; name the carrier whose parcels it tells of"
    );
}

TEST_F(Commands, AddAnAppWhoseShopsComeLater) {
    const auto add_app = [this](const Words& more) {
        Words words{"apps", "add", "--id", "shopee-app", "--secret", "partner-key-1"};
        words.insert(words.end(), more.begin(), more.end());
        return site_.run(words);
    };
    const Words url{"--public-url", "https://r9.example.vn/v1/hooks/shopee/shopee-app"};
    expect_refused(
        add_app({"--platform", "shopee", "--public-url", "http://r9.example.vn"}),
        "--public-url: give the address that the platform calls, from https:// on"
    );
    expect_refused(
        add_app({"--platform", "woocommerce", url[0], url[1]}),
        "woocommerce has an address for every shop"
    );
    const Outcome app =
        add_app({"--platform", "shopee", url[0], url[1], "--set", "partner_id=2001887"});
    EXPECT_EQ(app.out, "shopee-app\n/v1/hooks/shopee/shopee-app") << app.error;
    expect_refused(add_app({"--platform", "shopee", url[0], url[1]}), "a connection with this id");
    const Outcome shop =
        add({"--platform", "shopee", "--app", "shopee-app", "--shop", "220001", "--id", "shopee-1"}
        );
    EXPECT_EQ(shop.out, "shopee-1\n/v1/hooks/shopee/shopee-app") << shop.error;
    const Outcome list = site_.run({"connections", "list", "--tenant", "qt"});
    EXPECT_NE(
        list.out.find("shopee-1  shopee  shop  app=shopee-app  shop=220001"), std::string::npos
    ) << list.out;
    EXPECT_NE(list.out.find("last message never  not authorised"), std::string::npos) << list.out;
    const Outcome trial = site_.run({"connections", "test", "shopee-1"});
    EXPECT_NE(trial.out.find("failed  access: the shop has authorised nothing"), std::string::npos)
        << trial.out;
}

TEST_F(Commands, RefuseASecretThatCannotSign) {
    expect_refused(
        add({"--platform", "standard", "--party", "shop", "--secret", "whsec_!!"}),
        "use whsec_ and 24 to 64 bytes in base64"
    );
    expect_refused(
        add({"--platform", "haravan", "--party", "shop", "--secret", "short"}),
        "give the secret that haravan signs with"
    );
    const Outcome made = add({"--platform", "haravan", "--party", "shop"});
    EXPECT_NE(made.out.find("note: haravan signs with a secret of its own"), std::string::npos)
        << made.out;
    run_checked(
        site_,
        {"connections",
         "add",
         "--tenant",
         "qt",
         "--platform",
         "standard",
         "--party",
         "shop",
         "--id",
         "lao-shop"}
    );
    expect_refused(
        site_.run({"connections", "rotate", "lao-shop", "--secret", "short"}),
        "use whsec_ and 24 to 64 bytes in base64"
    );
    expect_refused(site_.run({"connections", "rotate", "lao-shop", "--grace", "-5"}), "--grace");
}

TEST_F(Commands, RefuseASettingThePlatformDoesNotHave) {
    expect_refused(
        add(
            {"--platform",
             "haravan",
             "--party",
             "shop",
             "--secret",
             kHaravanSecret,
             "--set",
             "foo=bar"}
        ),
        "haravan has no setting foo; it has base_url, shop, tell_buyer, tracking_company, "
        "verify_token, write_back"
    );
}

TEST_F(Commands, AuthoriseAShopThatPushesWithATokenAndAPublicAddress) {
    const auto authorise = [this](const char* id, std::vector<std::string> words) {
        words.insert(words.begin(), {"connections", "authorise", id});
        return site_.run(words);
    };
    add({"--platform", "woocommerce", "--party", "shop", "--id", "woo", "--secret", "a-long-one"});
    add({"--platform", "shopify", "--party", "shop", "--id", "gom", "--secret", "a-long-one"});
    expect_refused(site_.run({"connections", "poll", "woo"}), "nobody has authorised it");
    expect_refused(authorise("woo", {"--code", "c"}), "CONSUMER_KEY:CONSUMER_SECRET");
    expect_refused(authorise("woo", {"--access-token", "ck_1"}), "CONSUMER_KEY:CONSUMER_SECRET");
    expect_refused(authorise("woo", {"--access-token", "ck_1:cs 2"}), "CONSUMER_KEY");
    expect_refused(
        authorise("woo", {"--access-token", "ck_1:cs_2", "--refresh-token", "r"}),
        "woocommerce renews no tokens"
    );
    expect_refused(
        authorise("woo", {"--access-token", "ck_1:cs_2"}),
        "store_url: give the shop's public address as https://shop.example.vn"
    );
    for (const char* bad : {"http://shop.example.vn", "https://10.0.0.1", "https://db.internal"}) {
        const std::string setting = std::string{"store_url="} + bad;
        expect_refused(
            authorise("woo", {"--access-token", "ck_1:cs_2", "--set", setting}),
            "give the shop's public address"
        );
    }
    expect_refused(
        authorise("gom", {"--access-token", "shpat_1"}), "shop: give the shop's public address"
    );
    expect_refused(
        authorise("gom", {"--client-secret", "s", "--set", "shop=gom.myshopify.com"}), "client_id"
    );
    Outcome list = site_.run({"connections", "list", "--tenant", "qt"});
    EXPECT_NE(list.out.find("last message never  not authorised"), list.out.npos) << list.out;
    const Outcome done = authorise(
        "woo", {"--access-token", "ck_1:cs_2", "--set", "store_url=https://shop.example.vn/"}
    );
    EXPECT_EQ(done.exit_code, 0) << done.error;
    list = site_.run({"connections", "list", "--tenant", "qt"});
    EXPECT_NE(
        list.out.find("store_url=https://shop.example.vn/  last message never  access=good"),
        list.out.npos
    ) << list.out;
    EXPECT_EQ(list.out.find("cs_2"), list.out.npos) << "a key is never shown";
    EXPECT_EQ(site_.run({"connections", "poll", "woo"}).out, "1 to be read at once");
}

TEST_F(Commands, RefuseAKeyForAPartyOfAnotherKind) {
    expect_refused(
        site_.run({"keys", "create", "--tenant", "qt", "--role", "seller", "--party", "lao-express"}
        ),
        "lao-express is a carrier, not a seller"
    );
}

TEST_F(Commands, RefuseATenantThatIsNotThere) {
    expect_refused(site_.run({"keys", "list", "--tenant", "nope"}), "there is no tenant nope");
    expect_refused(
        site_.run({"connections", "list", "--tenant", "nope"}), "there is no tenant nope"
    );
}

TEST_F(Commands, ListTheMessagesThatWereSetAside) {
    EXPECT_EQ(run_checked(site_, {"connections", "inbox", "--tenant", "qt"}), "");
    expect_refused(
        site_.run({"connections", "inbox", "--tenant", "qt", "--state", "lost"}), "quarantined"
    );
}

TEST_F(Commands, RefuseANameThatIsNoLineOfText) {
    for (const char* name : {"", "two\nlines", "\x1b[31mred"}) {
        expect_refused(
            site_.run(
                {"parties",
                 "create",
                 "--tenant",
                 "qt",
                 "--kind",
                 "seller",
                 "--id",
                 "other",
                 "--name",
                 name}
            ),
            "give a name"
        );
    }
}

TEST_F(Commands, SayThatAStoreIsNewAndThatItsKeyIsOpenToOthers) {
    const Site fresh;
    if (fresh.url()) {
        GTEST_SKIP() << "a database is made by its administrator, not by a command";
    }
    const Words create{"tenants", "create", "--id", "qt", "--name", "Quảng Trị"};
    const Outcome first = fresh.run(create);
    EXPECT_EQ(first.exit_code, 0);
    EXPECT_NE(first.error.find("made a new store " + fresh.database().string()), std::string::npos);
    const Words list{"keys", "list", "--tenant", "qt"};
    EXPECT_EQ(fresh.run(list).error, "");
    std::filesystem::permissions(
        fresh.database().string() + ".key",
        std::filesystem::perms::others_read,
        std::filesystem::perm_options::add
    );
    EXPECT_NE(fresh.run(list).error.find("chmod 600"), std::string::npos);
}

TEST_F(Commands, ExplainThemselves) {
    const Outcome help = site_.run({"serve", "--help"});
    EXPECT_EQ(help.exit_code, 0);
    EXPECT_NE(help.out.find("--listen ADDRESS:PORT"), std::string::npos);
    const Outcome version = site_.run({"--version"});
    EXPECT_EQ(version.exit_code, 0);
    EXPECT_TRUE(version.out.starts_with("route9 0.")) << version.out;
}

TEST_F(Commands, MakeNoStoreToExplainThemselvesOrToRefuseTheirWords) {
    const Site fresh;
    for (const char* noun : {"tenants", "parties", "keys", "connections"}) {
        const Outcome help = fresh.run({noun, "--help"});
        EXPECT_EQ(help.exit_code, 0) << help.error;
        EXPECT_NE(help.out.find(noun), std::string::npos) << help.out;
        EXPECT_EQ(fresh.run({noun, "--colour", "red"}).exit_code, 2);
    }
    EXPECT_FALSE(std::filesystem::exists(fresh.database()));
    EXPECT_FALSE(std::filesystem::exists(fresh.master_key()));
}

TEST_F(Commands, SayThatAFileIsNoStore) {
    const Site fresh;
    if (fresh.url()) {
        GTEST_SKIP() << "there is no file";
    }
    std::ofstream{fresh.database()} << "a shopping list";
    for (const Words& words : {Words{"keys", "list", "--tenant", "qt"}, Words{"migrate"}}) {
        const Outcome outcome = fresh.run(words);
        EXPECT_EQ(outcome.exit_code, 1);
        expect_refused(outcome, fresh.database().string() + " is no route9 store");
    }
}

TEST_F(Commands, RefuseAnOptionOfTheServerThatNobodyKnowsByItsName) {
    const Outcome outcome = serve({"--drain-notise", "3"});
    EXPECT_EQ(outcome.exit_code, 2);
    expect_refused(outcome, "serve does not know --drain-notise");
}

TEST_F(Commands, RefuseAConfigurationKeyThatIsMisspelt) {
    const auto file = site_.directory() / "route9.toml";
    std::ofstream{file} << "access-log = true\nlisen = \"127.0.0.1:0\"\n";
    const Outcome outcome = serve({"--config", file.string()});
    EXPECT_EQ(outcome.exit_code, 2);
    expect_refused(outcome, "lisen");
    expect_refused(outcome, "did you mean listen?");
}

TEST_F(Commands, RefuseARedisThatCannotBeMeantAndKeepItsPasswordToThemselves) {
    const Outcome port = serve({"--redis", "redis://route9:hunter2@cache:99999"});
    EXPECT_EQ(port.exit_code, 2);
    expect_refused(port, "--redis: port: use 1 to 65535");
    EXPECT_EQ(port.error.find("hunter2"), std::string::npos);
    const auto absent = (site_.directory() / "no such file").string();
    const Outcome file = serve({"--redis", "redis://cache", "--redis-password-file", absent});
    EXPECT_EQ(file.exit_code, 2);
    expect_refused(file, "--redis-password-file: the password is the file's first line");
}

TEST_F(Commands, RefuseTheMasterKeyOfAnotherStore) {
    const Site other;
    run_checked(other, {"tenants", "create", "--id", "ht", "--name", "Hà Tĩnh"});
    std::filesystem::copy_file(
        other.master_key(), site_.master_key(), std::filesystem::copy_options::overwrite_existing
    );
    const Outcome server = serve({"--listen", "127.0.0.1:0"});
    EXPECT_EQ(server.exit_code, 1);
    expect_refused(server, "is not the master key of this store");
    expect_refused(
        site_.run({"tenants", "create", "--id", "ht", "--name", "Hà Tĩnh"}),
        "is not the master key of this store"
    );
}

TEST_F(Commands, RefuseAnAddressThatAnotherServerHas) {
    const RunningServer first{site_};
    const Site other;
    const Outcome second =
        other.run({"serve", "--listen", "127.0.0.1:" + std::to_string(first.port())});
    EXPECT_EQ(second.exit_code, 1);
    expect_refused(second, "Address already in use");
}

} // namespace
} // namespace route9::e2e
