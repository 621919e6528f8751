// SPDX-License-Identifier: Apache-2.0
#include "core/vault.hpp"
#include "tests/seeded_entropy.hpp"

#include <gtest/gtest.h>

#include <string>

namespace route9 {
namespace {

class VaultOfOneMaster : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    static Secret master(char filler) { return Secret{std::string(32, filler)}; }

    tests::SeededEntropy entropy_{9};
    Vault vault_{master('m')};
};

TEST_F(VaultOfOneMaster, UnwrapsTheKeyThatItWrapped) {
    const DataKey made = vault_.make_key(entropy_, "person/per_1");
    EXPECT_EQ(made.key.reveal().size(), seal_key_bytes);
    EXPECT_EQ(made.wrapped.size(), seal_key_bytes + seal_overhead_bytes);

    const auto again = vault_.unwrap(made.wrapped, "person/per_1");
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(equal_secret(again->reveal(), made.key.reveal()));
}

TEST_F(VaultOfOneMaster, RefusesAKeyMovedToAnotherPlace) {
    const DataKey made = vault_.make_key(entropy_, "person/per_1");
    const auto moved = vault_.unwrap(made.wrapped, "person/per_2");
    ASSERT_FALSE(moved.has_value());
    EXPECT_EQ(moved.error().code, ErrorCode::internal);
}

TEST_F(VaultOfOneMaster, RefusesAKeyOfAnotherMaster) {
    const DataKey made = vault_.make_key(entropy_, "person/per_1");
    EXPECT_FALSE(Vault{master('n')}.unwrap(made.wrapped, "person/per_1").has_value());
}

TEST_F(VaultOfOneMaster, MakesAnotherKeyEachTime) {
    const DataKey one = vault_.make_key(entropy_, "person/per_1");
    const DataKey two = vault_.make_key(entropy_, "person/per_1");
    EXPECT_FALSE(equal_secret(one.key.reveal(), two.key.reveal()));
}

TEST_F(VaultOfOneMaster, DerivesOneKeyPerLabel) {
    const Secret cursors = vault_.derive("cursors");
    EXPECT_EQ(cursors.reveal().size(), seal_key_bytes);
    EXPECT_TRUE(equal_secret(cursors.reveal(), Vault{master('m')}.derive("cursors").reveal()));
    EXPECT_FALSE(equal_secret(cursors.reveal(), vault_.derive("answers").reveal()));
    EXPECT_FALSE(equal_secret(cursors.reveal(), Vault{master('n')}.derive("cursors").reveal()));
}

TEST_F(VaultOfOneMaster, NeverHandsOutTheKeyItWrapsWith) {
    const DataKey made = vault_.make_key(entropy_, "person/per_1");
    for (const std::string_view label : {"wrap", "", "/wrap"}) {
        const Secret derived = vault_.derive(label);
        EXPECT_FALSE(unseal(derived, made.wrapped, as_byte_view("person/per_1")).has_value());
    }
}

TEST_F(VaultOfOneMaster, IndexesEqualValuesOfOneFieldAlike) {
    const Secret tenant{std::string(32, 't')};
    const BlindIndex phone = blind_index(tenant, "phone", "+8562055551234");
    EXPECT_EQ(phone, blind_index(tenant, "phone", "+8562055551234"));
    EXPECT_NE(phone, blind_index(tenant, "phone", "+8562055551235"));
    EXPECT_NE(phone, blind_index(tenant, "fax", "+8562055551234"));
    EXPECT_NE(phone, blind_index(Secret{std::string(32, 'u')}, "phone", "+8562055551234"));
    EXPECT_NE(blind_index(tenant, "ab", "c"), blind_index(tenant, "a", "bc"));
}

} // namespace
} // namespace route9
