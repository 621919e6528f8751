// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"
#include "gateway/http/public_origin.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace route9::gateway::http {
namespace {

const std::string kToken(43, 'x');

bool ours(const PublicOrigin& origin, const std::vector<Field>& fields) {
    return origin.is_ours(Headers{fields});
}

TEST(PublicOrigin, IsHttpsOrOnThisMachine) {
    for (const char* good :
         {"https://r9.example.vn",
          "https://r9.example.vn:8443/",
          "http://localhost:8080",
          "http://127.0.0.1:8080",
          "http://[::1]:8080",
          "http://[::1]"}) {
        EXPECT_TRUE(PublicOrigin::parse(good)) << good;
    }
    for (const char* bad :
         {"",
          "r9.example.vn",
          "http://r9.example.vn",
          "https://",
          "https://r9.example.vn/x",
          "https://u@r9.example.vn",
          "https://R9.example.vn",
          "http://localhost.evil.example"}) {
        EXPECT_FALSE(PublicOrigin::parse(bad)) << bad;
    }
    EXPECT_EQ(PublicOrigin::parse("https://r9.example.vn:8443")->host(), "r9.example.vn");
    EXPECT_EQ(PublicOrigin::parse("http://[::1]:80")->host(), "[::1]");
}

TEST(PublicOrigin, NamesTheCookieByItsScheme) {
    const PublicOrigin secure = PublicOrigin::parse("https://r9.example.vn").value();
    EXPECT_EQ(
        secure.set_cookie("t"), "__Host-r9_session=t; Path=/; HttpOnly; SameSite=Lax; Secure"
    );
    EXPECT_EQ(PublicOrigin{}.set_cookie("t"), secure.set_cookie("t"));
    const PublicOrigin plain = PublicOrigin::parse("http://localhost:8080").value();
    EXPECT_EQ(plain.set_cookie("t"), "r9_session=t; Path=/; HttpOnly; SameSite=Lax");
    EXPECT_EQ(plain.clear_cookie(), "r9_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
}

TEST(PublicOrigin, FindsTheSessionAmongOtherCookies) {
    const PublicOrigin origin;
    const std::string cookies = "a=b; __Host-r9_sessionx=1; __Host-r9_session=" + kToken + "; c=d";
    const std::vector<Field> fields{{"Cookie", cookies}};
    EXPECT_EQ(origin.session_of(Headers{fields}), kToken);
    const std::vector<Field> cut{{"Cookie", "__Host-r9_session=short"}};
    EXPECT_EQ(origin.session_of(Headers{cut}), "");
    EXPECT_EQ(origin.session_of(Headers{}), "");
}

TEST(PublicOrigin, TellsOurPagesFromOthers) {
    const PublicOrigin known = PublicOrigin::parse("https://r9.example.vn").value();
    EXPECT_TRUE(ours(known, {{"Origin", "https://r9.example.vn"}}));
    EXPECT_FALSE(ours(known, {{"Origin", "https://evil.example"}}));
    EXPECT_FALSE(ours(known, {{"Origin", "http://r9.example.vn"}}));
    EXPECT_FALSE(ours(known, {{"Origin", "null"}, {"Sec-Fetch-Site", "same-origin"}}));
    EXPECT_TRUE(ours(known, {{"Sec-Fetch-Site", "same-origin"}}));
    EXPECT_FALSE(ours(known, {{"Sec-Fetch-Site", "cross-site"}}));
    EXPECT_FALSE(ours(known, {{"Sec-Fetch-Site", "same-site"}}));
    EXPECT_FALSE(ours(known, {}));
    EXPECT_FALSE(known.is_foreign(Headers{}));
    const PublicOrigin unknown;
    EXPECT_TRUE(ours(unknown, {{"Host", "r9.vn"}, {"Origin", "https://r9.vn"}}));
    EXPECT_FALSE(ours(unknown, {{"Host", "r9.vn"}, {"Origin", "https://evil.example"}}));
    EXPECT_FALSE(ours(unknown, {{"Host", ""}, {"Origin", "null"}}));
}

TEST(PublicOrigin, ProvesAPageByItsSession) {
    crypto_start();
    EXPECT_TRUE(is_csrf_token(csrf_token(kToken), kToken));
    EXPECT_FALSE(is_csrf_token(csrf_token(std::string(43, 'y')), kToken));
    EXPECT_FALSE(is_csrf_token("", kToken));
    EXPECT_FALSE(is_csrf_token(csrf_token(kToken), "short"));
}

} // namespace
} // namespace route9::gateway::http
