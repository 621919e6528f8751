// SPDX-License-Identifier: Apache-2.0
// People as a browser meets the built program: invited on the command line, joined and signed in
// with and without a page, over real sockets.
#include "caller.hpp"
#include "running_server.hpp"
#include "trading_site.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

namespace route9::e2e {
namespace {

constexpr const char* kOrigin = "http://localhost";
constexpr const char* kPassword = "a quiet road at dawn";
constexpr const char* kForm = "application/x-www-form-urlencoded";

class People : public testing::Test {
protected:
    People() {
        run_checked(site_, {"tenants", "create", "--id", "qt", "--name", "Quảng Trị"});
        server_.emplace(site_, std::vector<std::string>{"--public-url", kOrigin});
        browser_.emplace(server_->port(), "");
        token_ = invite("mai@qt.vn");
    }

    std::string invite(const std::string& email) {
        const std::string link = run_checked(
            site_,
            {"users",
             "invite",
             "--tenant",
             "qt",
             "--role",
             "operator",
             "--email",
             email,
             "--public-url", // a server that holds the store knows it, a database does not
             kOrigin}
        );
        EXPECT_TRUE(link.starts_with("http://localhost/join?token=")) << link;
        return link.substr(link.find('=') + 1);
    }

    Answer send(
        const std::string& method,
        const std::string& target,
        const std::string& body = "",
        HeaderList headers = {},
        const char* type = "application/json"
    ) {
        if (!body.empty()) {
            headers.emplace_back("Content-Type", type);
        }
        if (!cookie_.empty()) {
            headers.emplace_back("Cookie", cookie_);
        }
        Answer answer = browser_->send_bare(
            {.method = method, .target = target, .headers = std::move(headers), .body = body}
        );
        const std::string set = answer.header("Set-Cookie");
        if (!set.empty()) {
            cookie_ = set.substr(0, set.find(';'));
        }
        return answer;
    }

    Answer form(const std::string& target, const std::string& fields) {
        return send("POST", target, fields, {{"Origin", kOrigin}}, kForm);
    }

    void join() {
        const Json body{{"token", token_}, {"password", kPassword}};
        ASSERT_EQ(send("POST", "/v1/account-links/redeem", body.dump()).status, 200);
    }

    Answer sign_in() {
        const Json body{{"tenant", "qt"}, {"email", "mai@qt.vn"}, {"password", kPassword}};
        return send("POST", "/v1/session", body.dump());
    }

    Site site_;
    std::optional<RunningServer> server_;
    std::optional<Caller> browser_;
    std::string token_;
    std::string cookie_;
};

TEST_F(People, SignInAndActLikeAKeyOfTheirRole) {
    join();
    EXPECT_EQ(send("GET", "/v1/orders").status, 401);
    const Answer session = sign_in();
    ASSERT_EQ(session.status, 200) << session.body;
    EXPECT_TRUE(cookie_.starts_with("r9_session=")) << cookie_;
    EXPECT_EQ(send("GET", "/v1/orders").status, 200);
    EXPECT_EQ(send("GET", "/v1/users").json.at("items").at(0).at("email"), "mai@qt.vn");
    const std::string csrf = session.json.at("csrf_token").get<std::string>();
    EXPECT_EQ(send("GET", "/v1/session").json.at("csrf_token"), csrf);
    EXPECT_EQ(send("DELETE", "/v1/session").json.at("code"), "cross-site");
    const HeaderList ours{{"X-CSRF-Token", csrf}, {"Origin", kOrigin}};
    const HeaderList foreign{{"X-CSRF-Token", csrf}, {"Origin", "https://evil.example"}};
    EXPECT_EQ(send("DELETE", "/v1/session", "", foreign).status, 403);
    EXPECT_EQ(send("DELETE", "/v1/session", "", ours).status, 204);
    EXPECT_EQ(cookie_, "r9_session=");
}

TEST_F(People, StaySignedInOverARestartAndNotAfterSigningOut) {
    join();
    const Answer session = sign_in();
    const std::string kept = cookie_;
    EXPECT_EQ(server_->stop(), 0);
    server_.emplace(site_, std::vector<std::string>{"--public-url", kOrigin});
    browser_.emplace(server_->port(), "");
    EXPECT_EQ(send("GET", "/v1/session").status, 200);
    const std::string csrf = session.json.at("csrf_token").get<std::string>();
    send("DELETE", "/v1/session", "", {{"X-CSRF-Token", csrf}, {"Origin", kOrigin}});
    cookie_ = kept;
    EXPECT_EQ(send("GET", "/v1/session").status, 401);
}

TEST_F(People, GetANewSessionWithEverySignIn) {
    join();
    sign_in();
    const std::string first = cookie_;
    sign_in();
    EXPECT_NE(cookie_, first);
    cookie_ = first;
    EXPECT_EQ(send("GET", "/v1/session").status, 401);
}

TEST_F(People, AreNotSignedInByAnotherSite) {
    join();
    const Json body{{"tenant", "qt"}, {"email", "mai@qt.vn"}, {"password", kPassword}};
    const HeaderList foreign{{"Origin", "https://evil.example"}};
    EXPECT_EQ(send("POST", "/v1/session", body.dump(), foreign).json.at("code"), "cross-site");
}

TEST_F(People, LeaveNoAddressInTheLogOrTheJournal) {
    join();
    sign_in();
    const Answer events = send("GET", "/v1/events");
    EXPECT_NE(events.body.find("user.signed_in"), std::string::npos) << events.body;
    EXPECT_EQ(events.body.find("mai@qt.vn"), std::string::npos);
    EXPECT_EQ(browser_->send_bare({.target = "/metrics"}).body.find("mai@"), std::string::npos);
}

TEST_F(People, JoinAndSignInWithPagesAlone) {
    const Answer page = send("GET", "/join?token=" + token_ + "&lang=vi");
    EXPECT_EQ(page.status, 200);
    EXPECT_NE(page.body.find("<html lang=\"vi\">"), std::string::npos) << page.body;
    EXPECT_NE(page.body.find("Mật khẩu mới"), std::string::npos);
    EXPECT_NE(page.body.find(token_), std::string::npos);
    EXPECT_NE(form("/join?lang=vi", "token=" + token_ + "&password=short").status, 303);
    const Answer joined =
        form("/join?lang=vi", "token=" + token_ + "&password=a+quiet+road+at+dawn");
    EXPECT_EQ(joined.status, 303) << joined.body;
    EXPECT_EQ(joined.header("Location"), "/sign-in?joined=1&lang=vi&tenant=qt");
    EXPECT_EQ(send("GET", joined.header("Location")).status, 200);
    const std::string account = "tenant=qt&email=mai%40qt.vn&password=";
    const Answer wrong = form("/sign-in?lang=lo", account + "wrong+password");
    EXPECT_EQ(wrong.status, 401);
    EXPECT_NE(wrong.body.find("ບໍ່ຖືກຕ້ອງ"), std::string::npos) << wrong.body;
    const Answer right = form("/sign-in?lang=lo", account + "a+quiet+road+at+dawn");
    EXPECT_EQ(right.status, 303) << right.body;
    EXPECT_EQ(right.header("Location"), "/account?lang=lo");
    const Answer shown = send("GET", "/account?lang=en");
    EXPECT_NE(shown.body.find("mai@qt.vn"), std::string::npos) << shown.body;
    const std::string mark = "name=\"csrf_token\" value=\"";
    const auto at = shown.body.find(mark) + mark.size();
    const std::string csrf = shown.body.substr(at, shown.body.find('"', at) - at);
    EXPECT_EQ(form("/sign-out", "csrf_token=x").status, 403);
    const std::string kept = cookie_;
    EXPECT_EQ(form("/sign-out", "csrf_token=" + csrf).status, 303);
    EXPECT_EQ(send("GET", "/account").status, 303);
    cookie_ = kept; // the session is over, not only forgotten by the browser
    EXPECT_EQ(send("GET", "/account").status, 303);
}

TEST_F(People, SeePagesThatLoadNothingFromElsewhere) {
    const Answer page = send("GET", "/sign-in?tenant=%22%3E%3Cscript%3E");
    EXPECT_EQ(page.status, 200);
    const std::string policy = page.header("Content-Security-Policy");
    EXPECT_TRUE(policy.starts_with("default-src 'none'; style-src 'sha256-")) << policy;
    EXPECT_EQ(policy.find("unsafe"), std::string::npos);
    EXPECT_EQ(page.body.find("http"), std::string::npos) << "no address of another place";
    EXPECT_NE(page.body.find("value=\"&quot;&gt;&lt;script&gt;\""), std::string::npos);
    EXPECT_LT(page.body.size(), 6'000U) << "for a weak line";
    for (const auto& [language, word] :
         {std::pair{"vi", "Đăng nhập"}, {"lo", "ເຂົ້າສູ່ລະບົບ"}, {"en", "Sign in"}}) {
        const Answer shown = send("GET", "/sign-in", "", {{"Accept-Language", language}});
        EXPECT_NE(shown.body.find(word), std::string::npos) << language;
    }
}

TEST_F(People, SendFormsFromOurPagesOnly) {
    join();
    const std::string fields = "tenant=qt&email=mai%40qt.vn&password=a+quiet";
    for (const HeaderList& from :
         {HeaderList{},
          HeaderList{{"Origin", "https://evil.example"}},
          HeaderList{{"Sec-Fetch-Site", "cross-site"}}}) {
        const Answer refused = send("POST", "/sign-in", fields, from, kForm);
        EXPECT_EQ(refused.status, 403);
        EXPECT_EQ(refused.header("Set-Cookie"), "");
    }
}

} // namespace
} // namespace route9::e2e
