// SPDX-License-Identifier: Apache-2.0
#include "core/crypto.hpp"
#include "core/people/recovery_code.hpp"

#include <gtest/gtest.h>

#include <set>

namespace route9 {
namespace {

const Secret kTenantKey{"an index key of 32 bytes, a test"};

TEST(RecoveryCodes, AreTenThatDiffer) {
    crypto_start();
    SystemEntropy entropy;
    const auto codes = make_recovery_codes(entropy);
    EXPECT_EQ(codes.size(), 10U);
    EXPECT_EQ(std::set<std::string>(codes.begin(), codes.end()).size(), 10U);
    for (const std::string& code : codes) {
        EXPECT_EQ(code.size(), 11U);
        EXPECT_EQ(code[5], '-');
    }
}

TEST(RecoveryCodes, AreReadAsPeopleWriteThem) {
    const UserId user;
    const BlindIndex index = recovery_code_index(kTenantKey, user, "k3v9m-01w2x");
    EXPECT_EQ(recovery_code_index(kTenantKey, user, "K3V9M OLW2X"), index);
    EXPECT_EQ(recovery_code_index(kTenantKey, user, "k3v9moiw2x"), index);
    EXPECT_NE(recovery_code_index(kTenantKey, user, "k3v9m-01w2y"), index);
}

TEST(RecoveryCodes, AreOfOnePerson) {
    const UserId other{IdBytes{std::byte{1}}};
    EXPECT_NE(
        recovery_code_index(kTenantKey, UserId{}, "k3v9m-01w2x"),
        recovery_code_index(kTenantKey, other, "k3v9m-01w2x")
    );
}

} // namespace
} // namespace route9
