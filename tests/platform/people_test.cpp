// SPDX-License-Identifier: Apache-2.0
// People in a real store: what is found, what is used once, what ends.
#include "core/limits.hpp"
#include "core/people/account_link.hpp"
#include "core/people/approval.hpp"
#include "core/people/passkey.hpp"
#include "core/people/second_factor.hpp"
#include "core/people/user_session.hpp"
#include "core/tenancy.hpp"
#include "store_under_test.hpp"

namespace route9::tests {
namespace {

class People : public StoreConformance {
protected:
    template <class Fn>
    auto write(Fn fn) {
        return store().write(std::move(fn));
    }

    void SetUp() override {
        crypto_start();
        const Vault vault{Secret{"a master key of 32 bytes, a test"}};
        const auto made = tenancy::prepare_tenant("qt", "Quảng Trị", vault, entropy_, now_);
        write([&](Tx& tx) { return tenancy::create_tenant(tx, made.value()); });
        write([&](Tx& tx) {
            return tenancy::create_party(
                tx, {tenant_, PartyId{"shop"}, PartyKind::seller, "S", now_}
            );
        });
        asker_ = add("a", Role::operator_).id;
        other_ = add("b", Role::operator_).id;
    }

    UserRecord person(const std::string& email, Role role) {
        UserRecord user;
        user.tenant = tenant_;
        user.id = UserId::make(now_, entropy_);
        user.email = blind_index(Secret{"an index key of 32 bytes, a test"}, "email", email);
        user.details = {std::byte{1}};
        user.role = role;
        user.created_at = now_;
        return user;
    }

    UserRecord add(const std::string& email, Role role) {
        UserRecord user = person(email, role);
        return write(
                   [&](Tx& tx) -> Result<UserRecord> {
                       auto made = users::create(tx, user, user.details);
                       made->state = UserState::active;
                       return users::save(tx, *made);
                   }
        ).value();
    }

    Approval asked() {
        Approval approval;
        approval.tenant = tenant_;
        approval.id = ApprovalId::make(now_, entropy_);
        approval.act = "user.change_role";
        approval.subject = other_.text();
        approval.change = R"({"role":"finance"})";
        approval.digest =
            approval_digest(tenant_, approval.act, approval.subject, {{"role", "finance"}}).value();
        approval.asked_by = asker_;
        approval.asked_at = now_;
        approval.expires_at = now_ + limits::approval_age_max;
        return write([&](Tx& tx) { return approvals::ask(tx, approval); }).value();
    }

    Result<Approval> decide(const Approval& approval, const UserId& by, Instant at) {
        return write([&](Tx& tx) {
            return approvals::decide(tx, tenant_, approval.id, by, true, approval.digest, at);
        });
    }

    bool spend(const Approval& approval, const std::optional<UserId>& by, Instant at) {
        return write(
                   [&](Tx& tx) -> Result<bool> {
                       const ActToApprove act{
                           tenant_, approval.act, approval.subject, approval.digest, by
                       };
                       return approvals::spend(tx, act, at);
                   }
        ).value();
    }

    SystemEntropy entropy_;
    TenantId tenant_{"qt"};
    Instant now_{Milliseconds{1'773'100'800'000}};
    UserId asker_;
    UserId other_;
};

TEST_P(People, AreFoundByTheirAddressAndHaveItAlone) {
    const UserRecord again = person("a", Role::finance);
    const auto refused = write([&](Tx& tx) { return users::create(tx, again, again.details); });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::already_exists);
    EXPECT_EQ(refused.error().reference, asker_.text());
    const auto found = store().read([&](Tx& tx) -> Result<std::optional<UserRecord>> {
        return users::find_by_email(tx, tenant_, again.email);
    });
    EXPECT_EQ(found.value()->id, asker_);
}

TEST_P(People, ActForAPartyOfTheirRolesKindOrForTheTenant) {
    const auto party_error = [&](Role role, const char* party) {
        UserRecord user = person("c", role);
        user.party = PartyId{party};
        const auto made = write([&](Tx& tx) -> Result<UserRecord> {
            auto created = users::create(tx, user, user.details);
            return created ? fail(ErrorCode::conflict, "rolled back") : created;
        });
        return made.error().fields.empty() ? "" : made.error().fields[0].code;
    };
    EXPECT_EQ(party_error(Role::seller, "shop"), "");
    EXPECT_EQ(party_error(Role::seller, ""), "unknown");
    EXPECT_EQ(party_error(Role::carrier, "shop"), "unknown");
    EXPECT_EQ(party_error(Role::finance, "shop"), "not_wanted");
}

TEST_P(People, AreChangedByWhoSawTheLatestVersion) {
    auto user = store()
                    .read([&](Tx& tx) -> Result<std::optional<UserRecord>> {
                        return users::find(tx, tenant_, other_);
                    })
                    .value();
    user->state = UserState::disabled;
    ASSERT_TRUE(write([&](Tx& tx) { return users::save(tx, *user); }));
    const auto late = write([&](Tx& tx) { return users::save(tx, *user); });
    EXPECT_EQ(late.error().code, ErrorCode::precondition_failed);
    const auto operators = store().read([&](Tx& tx) -> Result<std::int64_t> {
        return users::active_operators(tx, tenant_);
    });
    EXPECT_EQ(operators.value(), 1);
}

TEST_P(People, StaySignedInWhileTheyWorkAndNoLongerThanADay) {
    const NewSession made =
        sessions::prepare(tenant_, asker_, SignInMethod::password, entropy_, now_);
    write([&](Tx& tx) -> Result<int> {
        sessions::store(tx, made.record);
        return 0;
    });
    const auto live = [&](Instant at) {
        return store()
            .read([&](Tx& tx) -> Result<bool> {
                return sessions::find_live(tx, token_hash(made.token), at).has_value();
            })
            .value();
    };
    const auto use = [&](Instant at) {
        write([&](Tx& tx) -> Result<int> {
            sessions::touch(tx, made.record, at);
            return 0;
        });
    };
    EXPECT_TRUE(live(now_ + Minutes{59}));
    EXPECT_FALSE(live(now_ + Minutes{60}));
    use(now_ + Minutes{50});
    EXPECT_TRUE(live(now_ + Minutes{109}));
    use(now_ + std::chrono::hours{11} + Minutes{30});
    EXPECT_TRUE(live(now_ + std::chrono::hours{12} - Seconds{1}));
    EXPECT_FALSE(live(now_ + std::chrono::hours{12}));
}

TEST_P(People, HaveTwentySessionsAndThenTheOldestEnds) {
    std::vector<NewSession> made;
    for (int i = 0; i < 21; ++i) {
        made.push_back(sessions::prepare(
            tenant_, asker_, SignInMethod::passkey, entropy_, now_ + Milliseconds{i}
        ));
        write([&](Tx& tx) -> Result<int> {
            sessions::store(tx, made.back().record);
            return 0;
        });
    }
    const auto left = store()
                          .read([&](Tx& tx) -> Result<std::vector<UserSession>> {
                              return sessions::of_user(tx, tenant_, asker_, now_);
                          })
                          .value();
    ASSERT_EQ(left.size(), 20U);
    EXPECT_EQ(left.back().id, made[1].record.id);
    const auto ended = write([&](Tx& tx) -> Result<std::int64_t> {
        return sessions::end_all(tx, tenant_, asker_, left.front().id);
    });
    EXPECT_EQ(ended.value(), 19);
}

TEST_P(People, UseALinkOnceAndOnlyTheLatest) {
    const AccountLink first{
        tenant_, asker_, token_hash("one"), LinkKind::invitation, {}, now_ + Minutes{1}
    };
    AccountLink second = first;
    second.token_hash = token_hash("two");
    const auto found = write([&](Tx& tx) -> Result<std::vector<bool>> {
        account_links::put(tx, first);
        account_links::put(tx, second);
        return std::vector<bool>{
            account_links::find(tx, first.token_hash, now_).has_value(),
            account_links::find(tx, second.token_hash, now_ + Minutes{1}).has_value(),
            account_links::find(tx, second.token_hash, now_).has_value(),
            account_links::spend(tx, second),
            account_links::spend(tx, second),
        };
    });
    EXPECT_EQ(found.value(), (std::vector<bool>{false, false, true, true, false}));
}

TEST_P(People, ConfirmAnAppAndUseItsStepsAndCodesOnce) {
    const Secret key{"an index key of 32 bytes, a test"};
    const std::vector<BlindIndex> codes{
        recovery_code_index(key, asker_, "one"), recovery_code_index(key, asker_, "two")
    };
    const auto seen = write([&](Tx& tx) -> Result<std::vector<bool>> {
        using namespace second_factors;
        std::vector<bool> steps;
        steps.push_back(begin(tx, tenant_, asker_, codes[0]).has_value());
        steps.push_back(use_step(tx, tenant_, asker_, 5)); // not confirmed yet
        steps.push_back(confirm(tx, tenant_, asker_, 7, codes));
        steps.push_back(begin(tx, tenant_, asker_, codes[0]).has_value());
        steps.push_back(use_step(tx, tenant_, asker_, 7));
        steps.push_back(use_step(tx, tenant_, asker_, 8));
        steps.push_back(use_recovery_code(tx, tenant_, asker_, codes[1]));
        steps.push_back(use_recovery_code(tx, tenant_, asker_, codes[1]));
        steps.push_back(recovery_codes_left(tx, tenant_, asker_) == 1);
        steps.push_back(remove(tx, tenant_, asker_));
        steps.push_back(recovery_codes_left(tx, tenant_, asker_) == 0);
        return steps;
    });
    EXPECT_EQ(
        seen.value(),
        (std::vector<bool>{true, false, true, false, false, true, true, false, true, true, true})
    );
}

TEST_P(People, HavePasskeysWhoseCountDoesNotGoBack) {
    Passkey key;
    key.tenant = tenant_;
    key.id = PasskeyId::make(now_, entropy_);
    key.user = asker_;
    key.credential_id = {std::byte{1}, std::byte{2}};
    key.cose_key = {std::byte{3}};
    const auto uses = write([&](Tx& tx) -> Result<std::vector<bool>> {
        passkeys::store(tx, key).value();
        return std::vector<bool>{
            passkeys::use(tx, key, 0, now_),
            passkeys::use(tx, key, 5, now_),
            passkeys::use(tx, key, 5, now_),
            passkeys::use(tx, key, 0, now_),
            passkeys::use(tx, key, 6, now_),
        };
    });
    EXPECT_EQ(uses.value(), (std::vector<bool>{true, true, false, false, true}));
    const auto twice = write([&](Tx& tx) {
        key.id = PasskeyId::make(now_, entropy_);
        return passkeys::store(tx, key);
    });
    EXPECT_EQ(twice.error().code, ErrorCode::already_exists);
}

TEST_P(People, DecideOnWhatAnotherAsks) {
    const Approval approval = asked();
    EXPECT_EQ(decide(approval, asker_, now_).error().code, ErrorCode::forbidden);
    Approval altered = approval;
    altered.digest[0] ^= std::byte{1};
    EXPECT_EQ(decide(altered, other_, now_).error().code, ErrorCode::conflict);
    EXPECT_FALSE(spend(approval, asker_, now_));
    const auto decided = decide(approval, other_, now_);
    ASSERT_TRUE(decided);
    EXPECT_EQ(decided->decided_by, other_);
    EXPECT_EQ(decide(approval, other_, now_).error().code, ErrorCode::state_forbids);
    EXPECT_FALSE(spend(approval, other_, now_)) << "only its asker may use it";
    EXPECT_FALSE(spend(approval, std::nullopt, now_)) << "no key may";
    EXPECT_FALSE(spend(altered, asker_, now_)) << "another act";
    EXPECT_TRUE(spend(approval, asker_, now_));
    EXPECT_FALSE(spend(approval, asker_, now_)) << "once";
}

TEST_P(People, DecideInTime) {
    const Approval approval = asked();
    EXPECT_EQ(
        decide(approval, other_, now_ + std::chrono::hours{72}).error().code,
        ErrorCode::state_forbids
    );
    ASSERT_TRUE(decide(approval, other_, now_));
    EXPECT_FALSE(spend(approval, asker_, now_ + std::chrono::hours{72}));
}

INSTANTIATE_TEST_SUITE_P(
    Engines, People, testing::Values(sqlite_factory(), postgresql_factory()), engine_name
);

} // namespace
} // namespace route9::tests
