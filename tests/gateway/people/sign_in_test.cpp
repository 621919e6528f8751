// SPDX-License-Identifier: Apache-2.0
// Joining, signing in and staying signed in.
#include "adapters/sign_in/totp.hpp"
#include "core/people/password_hash.hpp"
#include "gateway/people/people.hpp"
#include "gateway/people/person_details.hpp"
#include "people_site.hpp"

namespace route9::tests {
namespace {

using namespace gateway::endpoints;

class SignIn : public PeopleSite {
protected:
    /// The secret of a confirmed app.
    Secret add_app(const Person& person) {
        const Told begun = post(post_totp, person.principal, Json::object());
        const std::string uri = begun.json.at("uri").get<std::string>();
        EXPECT_NE(uri.find("secret=" + begun.json.at("secret").get<std::string>()), uri.npos);
        const Secret secret = from_base32(begun.json.at("secret").get<std::string>());
        const Told confirmed = post(post_totp_confirm, person.principal, {{"code", code(secret)}});
        EXPECT_EQ(confirmed.status, 200) << confirmed.json;
        codes_ = confirmed.json.at("recovery_codes").get<std::vector<std::string>>();
        return secret;
    }

    static Secret from_base32(const std::string& text) {
        constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        Bytes bytes;
        unsigned int bits = 0;
        unsigned int held = 0;
        for (const char c : text) {
            bits = (bits << 5U) | static_cast<unsigned int>(alphabet.find(c));
            held += 5;
            if (held >= 8) {
                held -= 8;
                bytes.push_back(static_cast<std::byte>((bits >> held) & 0xffU));
            }
        }
        return Secret{std::span<const std::byte>{bytes}};
    }

    std::string code(const Secret& secret) {
        return adapters::totp_code(secret, adapters::totp_step(site_.now()));
    }

    Told give_code(const Told& asked, const std::string& code) {
        return post(post_session_code, {}, {{"ticket", asked.json.at("ticket")}, {"code", code}});
    }

    void pass(Milliseconds span) { site_.clock().set(site_.now() + span); }

    std::vector<std::string> codes_;
};

TEST_F(SignIn, IsPossibleWhenThePersonHasJoined) {
    const Told invited = invite(key(), "Bunmi@Lao-Express.la", Role::seller);
    ASSERT_EQ(invited.status, 201);
    EXPECT_EQ(invited.json.at("state"), "invited");
    EXPECT_TRUE(invited.json.at("invitation")
                    .at("link")
                    .get<std::string>()
                    .starts_with("https://r9.example.vn/join?token="));
    EXPECT_EQ(sign_in("bunmi@lao-express.la").code, "unauthenticated");
    EXPECT_EQ(redeem(invited).status, 200);
    EXPECT_EQ(redeem(invited).code, "not-found") << "once";
    const Told session = sign_in("BUNMI@lao-express.la");
    EXPECT_EQ(session.json.at("user").at("role"), "seller");
    EXPECT_TRUE(session.cookie.starts_with("__Host-r9_session="));
    EXPECT_TRUE(session.cookie.ends_with("; Path=/; HttpOnly; SameSite=Lax; Secure"));
    EXPECT_EQ(
        events(), (std::vector<std::string>{"user.invited", "user.joined", "user.signed_in"})
    );
}

TEST_F(SignIn, AnswersUnknownAndWrongAlike) {
    const Person person = join("a@qt.vn", Role::finance);
    const Told wrong = sign_in(person.email, "another long password");
    const Told unknown = sign_in("nobody@qt.vn");
    const Told elsewhere = post(
        post_session, {}, {{"tenant", "none"}, {"email", person.email}, {"password", good_password}}
    );
    for (const Told& told : {wrong, unknown, elsewhere}) {
        EXPECT_EQ(told.status, 401);
        EXPECT_EQ(told.json.at("detail"), wrong.json.at("detail"));
    }
    EXPECT_NE(
        site_.services().metrics.text().find("route9_sign_ins_total{outcome=\"refused\"} 3"),
        std::string::npos
    );
}

TEST_F(SignIn, MakesWhoGuessesWait) {
    const Person person = join("a@qt.vn", Role::finance);
    for (int i = 0; i < 4; ++i) {
        EXPECT_EQ(sign_in(person.email, "another long password").status, 401);
    }
    const Told late = sign_in(person.email);
    EXPECT_EQ(late.status, 429) << "also with the right password";
    EXPECT_EQ(late.code, "rate-limited");
}

TEST_F(SignIn, RefusesAPasswordThatIsEasilyGuessed) {
    const Told invited = invite(key(), "bunmi@qt.vn", Role::finance);
    EXPECT_EQ(redeem(invited, "short").field, "/password too_short");
    EXPECT_EQ(redeem(invited, "matkhau123456").field, "/password too_common");
    EXPECT_EQ(redeem(invited, "bunmi bunmi bunmi").field, "/password too_common");
    EXPECT_EQ(redeem(invited, "a quiet road at dawn").status, 200);
}

TEST_F(SignIn, RenewsAHashOfOldParameters) {
    const Person person = join("a@qt.vn", Role::finance);
    site_.services().people.cost.passes = 3;
    ASSERT_EQ(sign_in(person.email).status, 200);
    const auto user = site_.store().read([&](Tx& tx) -> Result<std::optional<UserRecord>> {
        return users::find(tx, site_.tenant(), *person.principal.user);
    });
    EXPECT_TRUE((*user)->password_hash->starts_with("$argon2id$v=19$m=19456,t=3,p=1$"));
    EXPECT_EQ(sign_in(person.email).status, 200);
}

TEST_F(SignIn, AsksForTheCodeOfTheApp) {
    const Person person = join("a@qt.vn", Role::finance);
    const Secret secret = add_app(person);
    const Told asked = sign_in(person.email);
    EXPECT_EQ(asked.json.at("next"), "code");
    EXPECT_EQ(asked.cookie, "");
    EXPECT_EQ(give_code(asked, code(secret)).status, 401) << "the step that confirmed it";
    pass(Seconds{30});
    const Told session = give_code(asked, code(secret));
    ASSERT_EQ(session.status, 200) << session.json;
    EXPECT_EQ(session.json.at("session").at("method"), "password+totp");
    EXPECT_EQ(give_code(asked, code(secret)).status, 401) << "no step twice";
}

TEST_F(SignIn, TakesARecoveryCodeOnce) {
    const Person person = join("a@qt.vn", Role::finance);
    add_app(person);
    ASSERT_EQ(codes_.size(), 10U);
    EXPECT_EQ(give_code(sign_in(person.email), codes_[3]).status, 200);
    EXPECT_EQ(give_code(sign_in(person.email), codes_[3]).status, 401);
    EXPECT_EQ(give_code(sign_in(person.email), codes_[4]).status, 200);
}

TEST_F(SignIn, TakesNoTicketAfterFiveMinutes) {
    const Person person = join("a@qt.vn", Role::finance);
    const Secret secret = add_app(person);
    const Told asked = sign_in(person.email);
    pass(Minutes{5});
    EXPECT_EQ(give_code(asked, code(secret)).code, "unauthenticated");
}

TEST_F(SignIn, EndsWithTheSession) {
    const Person person = join("a@qt.vn", Role::finance);
    EXPECT_TRUE(lives(person.token));
    EXPECT_FALSE(lives(std::string(43, 'A')));
    pass(Minutes{60});
    EXPECT_FALSE(lives(person.token));
}

TEST_F(SignIn, OfADisabledPersonEnds) {
    const Person person = join("a@qt.vn", Role::finance);
    const Told shown = call(get_user, {.principal = key(), .parameters = {{"id", person.id}}});
    Call change{.principal = key(), .body = R"({"state":"disabled"})"};
    change.parameters = {{"id", person.id}};
    EXPECT_EQ(call(patch_user, change).code, "precondition-required");
    change.headers = {{"If-Match", shown.etag}};
    EXPECT_EQ(call(patch_user, change).json.at("state"), "disabled");
    EXPECT_EQ(call(patch_user, change).code, "precondition-failed");
    EXPECT_FALSE(lives(person.token));
    EXPECT_EQ(sign_in(person.email).status, 401);
}

TEST_F(SignIn, ElsewhereEndsWhenThePasswordChanges) {
    const Person here = join("a@qt.vn", Role::finance);
    const Person there = signed_in(sign_in(here.email), here.email);
    const Json wrong{{"password", "another long password"}, {"new_password", "hoa sim nở tím đồi"}};
    EXPECT_EQ(post(post_password, here.principal, wrong).code, "validation-failed");
    const Json right{{"password", good_password}, {"new_password", "hoa sim nở tím đồi"}};
    EXPECT_EQ(post(post_password, here.principal, right).status, 204);
    EXPECT_TRUE(lives(here.token));
    EXPECT_FALSE(lives(there.token));
    EXPECT_EQ(sign_in(here.email).status, 401);
    EXPECT_EQ(sign_in(here.email, "hoa sim nở tím đồi").status, 200);
}

TEST_F(SignIn, ComesBackByARecoveryLink) {
    const Person person = join("a@qt.vn", Role::finance);
    const Secret secret = add_app(person);
    const Told link = post(post_user_recovery, key(), Json::object(), person.id);
    EXPECT_EQ(link.json.at("kind"), "recovery");
    EXPECT_FALSE(lives(person.token));
    const Told newer = post(post_user_recovery, key(), Json::object(), person.id);
    EXPECT_EQ(redeem(link, "hoa sim nở tím đồi").code, "not-found") << "replaced";
    EXPECT_EQ(redeem(newer, "hoa sim nở tím đồi").status, 200);
    EXPECT_EQ(sign_in(person.email, "hoa sim nở tím đồi").json.at("next"), "code")
        << "the second factor stays";
}

TEST_F(SignIn, KeepsAddressAndNameOutOfTheStore) {
    const Person person = join("bunmi@lao-express.la", Role::finance);
    const auto user = site_.store().read([&](Tx& tx) -> Result<std::optional<UserRecord>> {
        return users::find(tx, site_.tenant(), *person.principal.user);
    });
    const std::string stored = hex((*user)->details);
    EXPECT_EQ(stored.find(hex(as_byte_view("bunmi"))), std::string::npos);
    const auto opened = site_.store().read([&](Tx& tx) -> Result<gateway::PersonDetails> {
        return gateway::open_details(tx, **user, site_.services().vault);
    });
    EXPECT_EQ(opened->email, "bunmi@lao-express.la");
}

} // namespace
} // namespace route9::tests
