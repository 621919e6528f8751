// SPDX-License-Identifier: Apache-2.0
// What one operator may not do alone as soon as there are two.
#include "people_site.hpp"

namespace route9::tests {
namespace {

using namespace gateway::endpoints;

class FourEyes : public PeopleSite {
protected:
    FourEyes()
        : mai_(join("mai@qt.vn", Role::operator_)), kham_(join("kham@qt.vn", Role::operator_)),
          clerk_(join("clerk@qt.vn", Role::seller)) {}

    Told make_finance(const Principal& by) {
        const Told shown = call(get_user, {.principal = by, .parameters = {{"id", clerk_.id}}});
        Call change{.principal = by, .body = R"({"role":"finance"})"};
        change.parameters = {{"id", clerk_.id}};
        change.headers = {{"If-Match", shown.etag}};
        return call(patch_user, change);
    }

    Told ask(const Person& by) {
        return post(
            post_approval,
            by.principal,
            {{"act", "user.change_role"}, {"subject", clerk_.id}, {"change", {{"role", "finance"}}}}
        );
    }

    Told decide(const Person& by, const Told& asked, const char* decision = "approved") {
        return post(
            post_approval_decision,
            by.principal,
            {{"decision", decision}, {"digest", asked.json.at("digest")}},
            asked.json.at("id").get<std::string>()
        );
    }

    Person mai_;
    Person kham_;
    Person clerk_;
};

TEST_F(FourEyes, RaiseARoleOnlyTogether) {
    EXPECT_EQ(make_finance(mai_.principal).code, "approval-required");
    const Told asked = ask(mai_);
    ASSERT_EQ(asked.status, 201) << asked.json;
    EXPECT_EQ(asked.json.at("asked_by"), mai_.id);
    EXPECT_EQ(make_finance(mai_.principal).code, "approval-required");
    EXPECT_EQ(decide(mai_, asked).code, "forbidden");
    const Told decided = decide(kham_, asked);
    EXPECT_EQ(decided.json.at("state"), "approved");
    EXPECT_EQ(decided.json.at("decided_by"), kham_.id);
    EXPECT_EQ(make_finance(kham_.principal).code, "approval-required") << "it was Mai who asked";
    EXPECT_EQ(make_finance(key()).code, "approval-required");
    const Told raised = make_finance(mai_.principal);
    EXPECT_EQ(raised.status, 200) << raised.json;
    EXPECT_EQ(raised.json.at("role"), "finance");
    EXPECT_FALSE(raised.json.contains("party"));
}

TEST_F(FourEyes, NameThePersonsInTheJournal) {
    decide(kham_, ask(mai_), "refused");
    EXPECT_EQ(make_finance(mai_.principal).code, "approval-required");
    const auto types = events();
    EXPECT_EQ(types.at(types.size() - 2), "approval.asked");
    EXPECT_EQ(types.back(), "approval.decided");
}

TEST_F(FourEyes, AreNeededForAnotherOperatorToJoin) {
    EXPECT_EQ(invite(key(), "noy@qt.vn", Role::operator_).code, "approval-required");
    const Told invited = invite(mai_.principal, "noy@qt.vn", Role::operator_);
    ASSERT_EQ(invited.status, 201) << invited.json;
    EXPECT_EQ(redeem(invited).code, "approval-required");
    Told asked;
    asked.json = invited.json.at("approval");
    EXPECT_EQ(decide(kham_, asked).json.at("state"), "approved");
    EXPECT_EQ(redeem(invited).status, 200);
}

TEST_F(FourEyes, AreNeededToTakeASecondFactorAway) {
    const auto remove = [&](const Principal& by) {
        return call(delete_user_totp, {.principal = by, .parameters = {{"id", clerk_.id}}}).code;
    };
    EXPECT_EQ(remove(mai_.principal), "approval-required");
    const Told asked =
        post(post_approval, mai_.principal, {{"act", "user.remove_totp"}, {"subject", clerk_.id}});
    decide(kham_, asked);
    EXPECT_EQ(remove(mai_.principal), "not-found") << "approved; there is none to remove";
}

TEST_F(FourEyes, AreNotThoseOfWhomTheAskerHasJustRecovered) {
    const Told link = post(post_user_recovery, mai_.principal, Json::object(), kham_.id);
    redeem(link, "hoa sim nở tím đồi");
    const Person puppet = signed_in(sign_in(kham_.email, "hoa sim nở tím đồi"), kham_.email);
    EXPECT_EQ(decide(puppet, ask(mai_)).code, "forbidden");
    site_.clock().set(site_.now() + std::chrono::hours{72});
    const Person later = signed_in(sign_in(kham_.email, "hoa sim nở tím đồi"), kham_.email);
    EXPECT_EQ(decide(later, ask(mai_)).status, 200);
}

TEST_F(FourEyes, NeverLoseTheLastOperator) {
    const auto disable = [&](const Person& person) {
        const Told shown = call(get_user, {.principal = key(), .parameters = {{"id", person.id}}});
        Call change{.principal = key(), .body = R"({"state":"disabled"})"};
        change.parameters = {{"id", person.id}};
        change.headers = {{"If-Match", shown.etag}};
        return call(patch_user, change);
    };
    EXPECT_EQ(disable(kham_).status, 200);
    EXPECT_EQ(disable(mai_).code, "state-forbids");
}

TEST_F(FourEyes, AskOnlyForWhatThereIs) {
    const auto field = [&](Json body) { return post(post_approval, mai_.principal, body).field; };
    EXPECT_EQ(field({{"act", "pay"}, {"subject", clerk_.id}}), "/act unknown_value");
    EXPECT_EQ(field({{"act", "user.join"}, {"subject", "usr_x"}}), "/subject unknown");
    EXPECT_EQ(
        field(
            {{"act", "user.change_role"}, {"subject", clerk_.id}, {"change", {{"role", "seller"}}}}
        ),
        "/change/role unknown_value"
    );
}

} // namespace
} // namespace route9::tests
