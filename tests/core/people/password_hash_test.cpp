// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"
#include "core/people/password_hash.hpp"

#include <gtest/gtest.h>

namespace route9 {
namespace {

class PasswordHash : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    PasswordSalt salt() {
        PasswordSalt made{};
        made.fill(std::byte{0x2a});
        return made;
    }
};

// github.com/P-H-C/phc-winner-argon2, src/test.c, version 0x13, Argon2id.
TEST_F(PasswordHash, AgreesWithThePublishedVectors) {
    const Secret password{"password"};
    EXPECT_TRUE(verify_password(
        password,
        "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"
    ));
    EXPECT_TRUE(verify_password(
        password,
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
    ));
    EXPECT_FALSE(verify_password(
        Secret{"Password"},
        "$argon2id$v=19$m=256,t=2,p=1$c29tZXNhbHQ$nf65EOgLrQMR/uIPnA4rEsF5h7TKyQwu9U1bMCHGi/4"
    ));
}

TEST_F(PasswordHash, KeepsTheLeastThatOwaspAsksForBesideIt) {
    const std::string stored = hash_password(Secret{"nón lá trên đường chín"}, salt());
    EXPECT_TRUE(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$KioqKioqKioqKioqKioqKg$"))
        << stored;
    EXPECT_TRUE(verify_password(Secret{"nón lá trên đường chín"}, stored));
    EXPECT_FALSE(verify_password(Secret{"nón lá trên đường tám"}, stored));
}

TEST_F(PasswordHash, IsOutdatedWhenTheCostHasChanged) {
    const std::string weak = hash_password(Secret{"x"}, salt(), {.memory_kib = 64, .passes = 1});
    EXPECT_TRUE(is_outdated_hash(weak));
    EXPECT_FALSE(is_outdated_hash(weak, {.memory_kib = 64, .passes = 1}));
    EXPECT_FALSE(is_outdated_hash(hash_password(Secret{"x"}, salt())));
}

TEST_F(PasswordHash, DoesNotVerifyWhatIsNoHash) {
    EXPECT_FALSE(verify_password(Secret{"x"}, ""));
    EXPECT_FALSE(verify_password(Secret{""}, "$argon2id$"));
    EXPECT_FALSE(verify_password(Secret{"x"}, "$argon2id$v=19$m=1,t=0,p=0$$"));
}

} // namespace
} // namespace route9
