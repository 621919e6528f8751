// SPDX-License-Identifier: Apache-2.0
// The public contract, §2: the program's commands and flags, on a store of their own.
#include "core/time.hpp"
#include "trading_site.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <memory>
#include <sstream>
#include <vector>

namespace route9::e2e {
namespace {

using Words = std::vector<std::string>;

Words words_of(const std::string& text) {
    std::istringstream in{text};
    Words words;
    for (std::string word; in >> word;) {
        words.push_back(word);
    }
    return words;
}

class ContractCommands : public testing::Test {
protected:
    static void SetUpTestSuite() {
        site_ = std::make_unique<Site>();
        run_checked(*site_, {"migrate"});
        run_checked(*site_, words_of("tenants create --id t --name T"));
        run_checked(*site_, words_of("parties create --tenant t --kind seller --id s --name S"));
    }
    static void TearDownTestSuite() { site_.reset(); }

    static Outcome run(const std::string& words) { return site_->run(words_of(words)); }
    static std::string printed(const std::string& words) {
        return run_checked(*site_, words_of(words));
    }
    static const Site& site() { return *site_; }

private:
    static inline std::unique_ptr<Site> site_;
};

struct Help {
    const char* command;
    const char* flags;
};

constexpr Help kHelp[]{
    {"tenants create", "--id --name"},
    {"parties create", "--tenant --kind --id --name"},
    {"keys create", "--tenant --role --party --scopes --test"},
    {"keys list", "--tenant"},
    {"keys revoke", "key"},
    {"connections add", "--tenant --platform --party --id --secret --app --shop --set"},
    {"connections list", "--tenant"},
    {"connections pause", "id"},
    {"connections rotate", "id --secret --grace"},
};

TEST_F(ContractCommands, NameTheirFlags) {
    for (const Help& row : kHelp) {
        const Outcome help = run(std::string{row.command} + " --help");
        EXPECT_EQ(help.exit_code, 0) << row.command << help.error;
        for (const std::string& flag : words_of(row.flags)) {
            EXPECT_NE(help.out.find("  " + flag + " "), std::string::npos) << flag << help.out;
        }
    }
}

TEST_F(ContractCommands, RefuseWhatTheyDoNotKnow) {
    EXPECT_EQ(run("keys create --tenant t --role seller --party s --colour red").exit_code, 2);
    EXPECT_EQ(run("tenants create --id u").exit_code, 2);
    EXPECT_EQ(run("").exit_code, 2);
    for (const char* words :
         {"parties create --tenant t --kind buyer --id x --name X",
          "keys create --tenant t --role buyer",
          "keys create --tenant t --role operator --scopes orders:destroy",
          "keys create --tenant nobody --role operator"}) {
        const Outcome refused = run(words);
        EXPECT_EQ(refused.exit_code, 1) << words;
        EXPECT_EQ(refused.out, "") << words;
        EXPECT_NE(refused.error, "") << words;
    }
}

TEST_F(ContractCommands, MakePartiesOfEveryKindAndKeysOfEveryRole) {
    for (const char* kind : {"seller", "carrier", "marketplace", "broker", "warehouse"}) {
        const std::string id = std::string{"a-"} + kind;
        const std::string about = " --tenant t --id " + id + " --name N --kind " + kind;
        EXPECT_EQ(printed("parties create" + about), id);
        const Outcome key = run("keys create --tenant t --party " + id + " --role " + kind);
        EXPECT_EQ(key.error, "") << kind;
        EXPECT_TRUE(key.out.starts_with("r9_live_")) << kind;
        EXPECT_EQ(words_of(key.out).size(), 1U) << "the key alone";
    }
    for (const char* role : {"finance", "operator"}) {
        const Outcome key = run(std::string{"keys create --test --tenant t --role "} + role);
        EXPECT_EQ(key.error, "") << role;
        EXPECT_TRUE(key.out.starts_with("r9_test_")) << role;
        EXPECT_EQ(words_of(key.out).size(), 1U) << "the key alone";
    }
}

TEST_F(ContractCommands, GiveKeysEveryScope) {
    const std::string scopes = "orders:read,orders:write,stock:read,stock:write,shipments:read,"
                               "shipments:write,manifests:read,manifests:write,money:read,"
                               "money:write,webhooks:read,webhooks:write,admin";
    printed("tenants create --id scopes --name N");
    printed("keys create --tenant scopes --role operator --scopes " + scopes);
    printed("keys create --tenant scopes --role operator"); // all of the role
    const std::string list = printed("keys list --tenant scopes");
    EXPECT_NE(list.find(scopes), list.rfind(scopes)) << list;
}

TEST_F(ContractCommands, ShowAKeyOnceAndRevokeItByItselfOrItsId) {
    printed("tenants create --id once --name N");
    const std::string first = printed("keys create --tenant once --role operator");
    printed("keys create --tenant once --role operator");
    const std::string list = printed("keys list --tenant once");
    EXPECT_EQ(list.find("r9_"), std::string::npos) << list;
    const std::string id = printed("keys revoke " + first);
    EXPECT_TRUE(id.starts_with("key_")) << id;
    EXPECT_EQ(run("keys revoke " + first).exit_code, 0) << "twice is once";
    for (const std::string& word : words_of(list)) {
        if (word.starts_with("key_") && word != id) {
            EXPECT_EQ(printed("keys revoke " + word), word);
        }
    }
    std::istringstream lines{printed("keys list --tenant once")};
    for (std::string line; std::getline(lines, line);) {
        EXPECT_NE(line.find("revoked"), std::string::npos) << line;
    }
}

TEST_F(ContractCommands, KeepConnectionsOfEveryPlatformWithItsSettings) {
    const std::pair<const char*, const char*> platforms[]{
        {"shopee", "partner_id=1 push_key=2 body_only=true"},
        {"lazada", "app_key=1"},
        {"tiktok", "app_key=1"},
        {"haravan", "verify_token=1"},
        {"meta", "verify_token=1"},
        {"kiotviet", "secret_form=base64"},
        {"nhanh", "business_id=1"},
        {"standard", "verify_key=whpk_1 base_url=http://127.0.0.1:9"},
    };
    for (const auto& [platform, settings] : platforms) {
        std::string words = "connections add --tenant t --party s --shop 77 --id c-";
        words.append(platform).append(" --platform ").append(platform);
        if (std::string_view{platform} != "standard") {
            words += " --secret of-the-platform";
        }
        for (const std::string& setting : words_of(settings)) {
            words += " --set " + setting;
        }
        const std::string path = std::string{"/v1/hooks/"} + platform + "/c-" + platform;
        EXPECT_NE(printed(words).find(path), std::string::npos) << platform;
    }
    const std::string list = printed("connections list --tenant t");
    for (const auto& [platform, settings] : platforms) {
        EXPECT_NE(list.find(std::string{"c-"} + platform + " "), std::string::npos) << list;
    }
    EXPECT_EQ(run("connections pause c-meta").exit_code, 0);
    EXPECT_EQ(
        run("connections rotate c-shopee --secret of-the-platform-2 --grace 60").exit_code, 0
    );
    EXPECT_TRUE(printed("connections rotate c-standard").starts_with("whsec_")) << "made";
    EXPECT_EQ(run("connections rotate nobody").exit_code, 1);
}

TEST_F(ContractCommands, KeepOneAppOfManyShops) {
    const std::string first = "connections add --tenant t --party s --platform shopee "
                              "--app our-app --shop 77 --id first";
    EXPECT_NE(run(first).exit_code, 0) << "the app needs its secret";
    const std::string made = printed(first + " --secret partner-key --set partner_id=1");
    EXPECT_EQ(made.substr(0, made.find('\n', 6)), "first\n/v1/hooks/shopee/our-app");
    const std::string second = "connections add --tenant t --party s --platform shopee "
                               "--app our-app --id second --shop ";
    EXPECT_NE(run(second + "77").exit_code, 0) << "one connection a shop";
    EXPECT_NE(run(second + "78 --secret other-key").exit_code, 0) << "it has one";
    printed(second + "78");
    const std::string list = printed("connections list --tenant t");
    EXPECT_NE(list.find("second  shopee  s  app=our-app  shop=78"), std::string::npos) << list;
    EXPECT_EQ(printed("connections replay our-app"), "0 to be worked off again");
    EXPECT_EQ(
        printed("connections replay second --state quarantined --from 2026-03-10T08:00:00+07:00"),
        "0 to be worked off again"
    );
    EXPECT_NE(run("connections replay second --state unmatched").exit_code, 0) << "another shop's";
    EXPECT_NE(run("connections replay second --from yesterday").exit_code, 0);
    EXPECT_NE(run("connections replay nobody").exit_code, 0);
    EXPECT_NE(run("connections rotate second --secret other-key").exit_code, 0) << "the app's";
    EXPECT_EQ(run("connections rotate our-app --secret other-key").exit_code, 0);
    EXPECT_NE(
        run("connections add --tenant t --party s --platform sapo --app a --shop 1 --secret abcdef")
            .exit_code,
        0
    ) << "Sapo has an address for every shop";
}

TEST_F(ContractCommands, ServeWithEveryFlagAndAConfiguration) {
    using namespace std::chrono_literals;
    const std::filesystem::path file = site().directory() / "route9.toml";
    std::ofstream{file} << "listen = \"127.0.0.1:0\"\nthreads = 2\n";
    Words words = words_of("serve --threads 1 --connections-max 64 --clock-rate 2 --demo --config");
    words.push_back(file.string());
    ChildProcess server{site().command(words), site().log()};
    const auto line = server.read_line(60s);
    ASSERT_TRUE(line.has_value());
    EXPECT_TRUE(line->starts_with("listening on http://127.0.0.1:")) << *line;
    EXPECT_FALSE(line->ends_with(":8080")) << "the configuration was not read";
    server.signal(15);
    EXPECT_EQ(server.wait(40s), 0);
    EXPECT_EQ(run("serve --colour red").exit_code, 2);
    EXPECT_EQ(run("serve --listen nowhere").exit_code, 2);
    EXPECT_EQ(run("serve --connections-max 63").exit_code, 2);
    EXPECT_EQ(run("serve --connections-max 65537").exit_code, 2);
}

} // namespace
} // namespace route9::e2e
