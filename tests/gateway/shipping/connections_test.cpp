// SPDX-License-Identifier: Apache-2.0
// A shop is connected, tried, watched, paused and given another secret by the API, and no secret is
// ever shown twice.
#include "core/tenancy.hpp"
#include "gateway/intake/connection.hpp"
#include "gateway/intake/connection_traffic.hpp"
#include "shipping_under_test.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace route9::tests {
namespace {

namespace at = gateway::endpoints;
using gateway::Connection;

constexpr const char* kShopSecret = "secret-of-the-shop";

std::string text_of(ByteView bytes) {
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

class Connections : public testing::Test, protected ShippingUnderTest {
protected:
    Answer connect(const Json& body, const Principal& who = by_seller()) {
        return call(at::post_connection, who, {.target = "/v1/connections", .body = body});
    }
    template <class Endpoint>
    Answer
    act(Endpoint endpoint,
        const std::string& id,
        const Json& body = Json::object(),
        const Principal& who = by_seller()) {
        return call(endpoint, who, {.parameters = {{"id", id}}, .body = body});
    }
    Json inspect(const std::string& id) { return act(at::get_connection, id).json(); }

    /// The fields of a refusal, "pointer: message" each.
    static std::vector<std::string> said_of(const Answer& answer) {
        std::vector<std::string> said;
        for (const Json& field : answer.json().value("errors", Json::array())) {
            said.push_back(
                field.at("pointer").get<std::string>() + ": " +
                field.at("message").get<std::string>()
            );
        }
        return said;
    }

    std::vector<std::string> good_secrets(const std::string& id) {
        using Secrets = std::vector<std::string>;
        return *store().read([&](Tx& tx) -> Result<Secrets> {
            Secrets secrets;
            const auto found = gateway::connections::find(tx, ConnectionId{id}, services().vault);
            for (const Secret& secret : found->good_secrets(now())) {
                secrets.push_back(text_of(secret.reveal()));
            }
            return secrets;
        });
    }
};

TEST_F(Connections, AreMadeWithASecretThatIsShownOnce) {
    const Answer made = connect({{"platform", "standard"}, {"id", "lao-web"}});
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.header("Location"), "/v1/connections/lao-web");
    const Json json = made.json();
    EXPECT_EQ(json.at("hook"), "/v1/hooks/standard/lao-web");
    EXPECT_EQ(json.at("party"), "shop");
    EXPECT_EQ(json.at("good_secrets"), 1);
    const std::string secret = json.at("secret");
    EXPECT_TRUE(secret.starts_with("whsec_")) << secret;
    EXPECT_EQ(good_secrets("lao-web"), std::vector<std::string>{secret});
    EXPECT_FALSE(inspect("lao-web").contains("secret"));
    EXPECT_EQ(inspect("lao-web").dump().find(secret), std::string::npos);
    EXPECT_EQ(connect({{"platform", "standard"}, {"id", "lao-web"}}).status, 409);
}

TEST_F(Connections, OfAPlatformWithASecretOfItsOwnNeedIt) {
    const Answer without = connect({{"platform", "haravan"}});
    EXPECT_EQ(without.status, 422);
    EXPECT_EQ(
        said_of(without),
        std::vector<std::string>{"/secret: give the secret that haravan signs with"}
    );
    const Answer made = connect(
        {{"platform", "haravan"},
         {"id", "hara"},
         {"secret", kShopSecret},
         {"settings", {{"verify_token", "hub-token"}}}}
    );
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.text.find(kShopSecret), std::string::npos);
    EXPECT_EQ(made.text.find("hub-token"), std::string::npos);
    EXPECT_EQ(made.json().at("settings").at("verify_token"), "(set)");
}

TEST_F(Connections, AreRefusedAtTheMemberThatIsWrong) {
    struct Case {
        Json body;
        std::string said;
    };
    const std::vector<Case> cases{
        {{{"platform", "shopfy"}}, "/platform: there is no platform shopfy; use one of"},
        {{{"platform", "haravan"}, {"secret", "short"}}, "/secret: give the secret that haravan"},
        {{{"platform", "haravan"}, {"secret", kShopSecret}, {"settings", {{"colour", "red"}}}},
         "/settings/colour: haravan has no setting colour"},
        {{{"platform", "shopee"}, {"secret", kShopSecret}, {"settings", {{"partner_id", 7}}}},
         "/settings/partner_id: give text"},
        {{{"platform", "shopee"},
          {"secret", kShopSecret},
          {"settings", {{"base_url", "http://127.0.0.1:9"}}}},
         "/settings/base_url: leave it out"},
        {{{"platform", "simple"}, {"settings", {{"mac", "md5"}}}},
         "/settings/mac: use one of sha256, sha1, sha512"},
        {{{"platform", "standard"}, {"party", "stall"}}, "/party: give your own id"},
        {{{"platform", "tiktok"}, {"app", "tt-app"}, {"shop", "7"}}, "/app: the shops of an app"},
        {{{"platform", "standard"}, {"sekret", "x"}}, "/sekret: "},
        {{{"id", "lao-web"}}, "/platform: "},
    };
    for (const Case& row : cases) {
        const Answer answer = connect(row.body);
        EXPECT_EQ(answer.status, 422) << row.body;
        const auto said = said_of(answer);
        ASSERT_FALSE(said.empty()) << row.body << answer.text;
        EXPECT_TRUE(said.front().starts_with(row.said)) << said.front();
    }
    EXPECT_EQ(call(at::get_connections, by_seller(), {}).json().at("items").size(), 0U);
}

TEST_F(Connections, OfAnAppAreMadeByTheOperatorAndUseNobodyElsesApp) {
    const Json shop{
        {"platform", "tiktok"},
        {"id", "tt-1"},
        {"party", "shop"},
        {"app", "tt-app"},
        {"shop", "7495001"},
        {"secret", kShopSecret},
        {"settings", {{"app_key", "6a1b"}, {"shop_cipher", "ROW_x"}}},
    };
    const Answer made = connect(shop, staff());
    ASSERT_EQ(made.status, 201) << made.text;
    EXPECT_EQ(made.json().at("hook"), "/v1/hooks/tiktok/tt-app");
    EXPECT_EQ(made.json().at("app"), "tt-app");
    EXPECT_EQ(made.json().at("settings"), (Json{{"shop_cipher", "ROW_x"}}));
    Principal others = staff();
    others.tenant = TenantId{"ht"};
    const auto tenant =
        tenancy::prepare_tenant("ht", "Hà Tĩnh", services().vault, services().entropy, now());
    ASSERT_TRUE(store().write([&](Tx& tx) -> Result<bool> {
        EXPECT_TRUE(tenancy::create_tenant(tx, *tenant));
        EXPECT_TRUE(tenancy::create_party(
            tx, {others.tenant, PartyId{"shop"}, PartyKind::seller, "Shop", now()}
        ));
        return true;
    }));
    const Answer theirs =
        connect({{"platform", "tiktok"}, {"app", "tt-app"}, {"shop", "7495001"}}, others);
    EXPECT_GE(theirs.status, 400) << theirs.text;
    EXPECT_EQ(act(at::get_connection, "tt-1", {}, others).status, 404);
}

TEST_F(Connections, GetAnotherSecretWhileTheOldOneIsStillGood) {
    connect({{"platform", "standard"}, {"id", "lao-web"}});
    const auto before = good_secrets("lao-web");
    const Answer turned = act(at::post_connection_rotate, "lao-web", {{"grace_s", 60}});
    ASSERT_EQ(turned.status, 200) << turned.text;
    const std::string fresh = turned.json().at("secret");
    EXPECT_EQ(good_secrets("lao-web"), (std::vector<std::string>{fresh, before.front()}));
    clock().set(now() + Seconds{61});
    EXPECT_EQ(good_secrets("lao-web"), std::vector<std::string>{fresh});
    connect({{"platform", "haravan"}, {"id", "hara"}, {"secret", kShopSecret}});
    EXPECT_EQ(act(at::post_connection_rotate, "hara").status, 422) << "its secret is the shop's";
}

TEST_F(Connections, AnswerNothingWhileTheyArePaused) {
    connect({{"platform", "standard"}, {"id", "lao-web"}});
    EXPECT_EQ(act(at::post_connection_pause, "lao-web").json().at("paused"), true);
    EXPECT_EQ(inspect("lao-web").at("paused"), true);
    EXPECT_EQ(act(at::post_connection_resume, "lao-web").json().at("paused"), false);
    EXPECT_EQ(inspect("lao-web").at("paused"), false);
}

TEST_F(Connections, AreTriedBeforeTheFirstOrderDependsOnThem) {
    connect(
        {{"platform", "shopee"},
         {"id", "shopee-1"},
         {"secret", kShopSecret},
         {"settings", {{"partner_id", "2001887"}}}}
    );
    const Json trial = act(at::post_connection_test, "shopee-1").json();
    EXPECT_EQ(trial.at("works"), false);
    std::vector<std::string> steps;
    for (const Json& step : trial.at("steps")) {
        steps.push_back(
            step.at("name").get<std::string>() + " " + step.at("outcome").get<std::string>()
        );
    }
    EXPECT_EQ(
        steps,
        (std::vector<std::string>{
            "address failed", "secret good", "messages open", "access failed", "call open"
        })
    );
    EXPECT_EQ(
        trial.at("steps").at(0).at("detail"),
        "shopee signs the URL it calls: set public_url to it, https://…/v1/hooks/shopee/shopee-1"
    );
}

TEST_F(Connections, WorkAgainSoonAfterTheSecretWasMended) {
    connect({{"platform", "sapo"}, {"id", "sapo-1"}, {"secret", kShopSecret}});
    ASSERT_TRUE(store().write([&](Tx& tx) -> Result<bool> {
        gateway::HeardSlot heard;
        heard.tenant = tenant();
        heard.connection = ConnectionId{"sapo-1"};
        heard.slot = gateway::slot_of(now());
        heard.received = 1;
        heard.refused = 2;
        heard.last_at = now();
        gateway::connection_traffic::add(tx, std::vector{heard});
        return true;
    }));
    const auto messages = [this] {
        return act(at::post_connection_test, "sapo-1").json().at("steps").at(2);
    };
    EXPECT_EQ(messages().at("outcome"), "failed");
    pass(Minutes{20});
    EXPECT_EQ(messages().at("outcome"), "good");
    EXPECT_NE(
        messages().at("detail").get<std::string>().find("2 of the last day"), std::string::npos
    );
}

TEST_F(Connections, OfAPlatformThatCallsNothingAreToldSo) {
    connect(
        {{"platform", "tiki"},
         {"id", "tiki-1"},
         {"secret", kShopSecret},
         {"settings", {{"app_key", "7590"}, {"queue", "q-1"}}}}
    );
    const Json trial = act(at::post_connection_test, "tiki-1").json();
    EXPECT_EQ(trial.at("steps").at(0).at("outcome"), "open");
    EXPECT_EQ(trial.at("steps").at(0).at("detail"), "tiki calls none: its queue is read");
    EXPECT_EQ(trial.at("steps").at(2).at("detail"), "none yet: they are read from its queue");
}

TEST_F(Connections, KeepWhatTheShopAuthorisedAndNeverShowIt) {
    connect({{"platform", "shopee"}, {"id", "shopee-1"}, {"secret", kShopSecret}});
    EXPECT_EQ(inspect("shopee-1").at("access").at("state"), "none");
    const Answer given =
        act(at::post_connection_access,
            "shopee-1",
            {{"access_token", "token-a"}, {"refresh_token", "token-r"}, {"expires_in_s", 14'400}});
    ASSERT_EQ(given.status, 200) << given.text;
    EXPECT_EQ(given.text.find("token-a"), std::string::npos);
    EXPECT_EQ(inspect("shopee-1").at("access").at("state"), "good");
    EXPECT_EQ(
        inspect("shopee-1").at("access").at("token_until"), format_utc(now() + Seconds{14'400})
    );
    EXPECT_EQ(act(at::post_connection_access, "shopee-1", {{"code", "c"}}).status, 200);
    EXPECT_EQ(inspect("shopee-1").at("access").at("state"), "code");
    EXPECT_EQ(
        act(at::post_connection_access, "shopee-1", {{"code", "c"}, {"access_token", "t"}}).status,
        422
    );
}

TEST_F(Connections, OfOthersAnswerLikeNone) {
    connect({{"platform", "shopee"}, {"id", "shopee-1"}, {"secret", kShopSecret}});
    for (const auto endpoint :
         {at::get_connection,
          at::get_connection_deliveries,
          at::post_connection_access,
          at::post_connection_pause,
          at::post_connection_replay,
          at::post_connection_resume,
          at::post_connection_rotate,
          at::post_connection_test}) {
        Json given = Json::object();
        if (endpoint == at::post_connection_access) {
            given["code"] = "c";
        } else if (endpoint == at::post_connection_rotate) {
            given["secret"] = kShopSecret;
        }
        EXPECT_EQ(act(endpoint, "shopee-1", given, by_other_seller()).status, 404);
        EXPECT_EQ(act(endpoint, "shopee-1", given, staff()).status / 100, 2)
            << "but the operator's is the whole business";
    }
}

} // namespace
} // namespace route9::tests
