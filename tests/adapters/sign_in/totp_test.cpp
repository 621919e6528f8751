// SPDX-License-Identifier: Apache-2.0
#include "adapters/sign_in/totp.hpp"

#include <gtest/gtest.h>

#include <array>

namespace route9::adapters {
namespace {

const Secret kKey{"12345678901234567890"}; // RFC 6238 appendix B

Instant at(std::int64_t seconds) {
    return Instant{Seconds{seconds}};
}

struct Vector {
    std::int64_t seconds;
    std::int64_t step;
    const char* code; // the last six of the eight digits that the RFC prints
};

// RFC 6238 appendix B, mode SHA1: 94287082, 07081804, 14050471, 89005924, 69279037, 65353130.
constexpr std::array<Vector, 6> kVectors{{
    {59, 0x1, "287082"},
    {1'111'111'109, 0x23523EC, "081804"},
    {1'111'111'111, 0x23523ED, "050471"},
    {1'234'567'890, 0x273EF07, "005924"},
    {2'000'000'000, 0x3F940AA, "279037"},
    {20'000'000'000, 0x27BC86AA, "353130"},
}};

// RFC 4226 appendix D: the counter in the place of the step.
constexpr std::array<const char*, 10> kCounted{
    "755224",
    "287082",
    "359152",
    "969429",
    "338314",
    "254676",
    "287922",
    "162583",
    "399871",
    "520489",
};

TEST(Totp, AgreesWithRfc6238) {
    for (const Vector& vector : kVectors) {
        EXPECT_EQ(totp_step(at(vector.seconds)), vector.step);
        EXPECT_EQ(totp_code(kKey, vector.step), vector.code) << vector.seconds;
        EXPECT_EQ(match_totp(kKey, vector.code, at(vector.seconds), 0), vector.step);
    }
}

TEST(Totp, AgreesWithRfc4226) {
    for (std::size_t counter = 0; counter < kCounted.size(); ++counter) {
        EXPECT_EQ(totp_code(kKey, static_cast<std::int64_t>(counter)), kCounted[counter]);
    }
}

TEST(Totp, TakesTheStepBeforeAndAfterAndNoOther) {
    const std::string code = totp_code(kKey, 1'000);
    EXPECT_FALSE(match_totp(kKey, code, at(998 * 30 + 29), 0));
    EXPECT_EQ(match_totp(kKey, code, at(999 * 30), 0), 1'000);
    EXPECT_EQ(match_totp(kKey, code, at(1'001 * 30 + 29), 0), 1'000);
    EXPECT_FALSE(match_totp(kKey, code, at(1'002 * 30), 0));
}

TEST(Totp, TakesNoStepTwice) {
    const std::string code = totp_code(kKey, 1'000);
    EXPECT_TRUE(match_totp(kKey, code, at(1'000 * 30), 999));
    EXPECT_FALSE(match_totp(kKey, code, at(1'000 * 30), 1'000));
    EXPECT_FALSE(match_totp(kKey, totp_code(kKey, 999), at(1'000 * 30), 1'000));
}

TEST(Totp, RefusesWhatIsNoCode) {
    for (const char* bad : {"", "28708", "2870822", "28708x"}) {
        EXPECT_FALSE(match_totp(kKey, bad, at(59), 0)) << bad;
    }
}

TEST(Totp, WritesWhatAppsRead) {
    EXPECT_EQ(
        totp_uri(kKey, "bunmi@lao-express.la"),
        "otpauth://totp/route9:bunmi%40lao-express.la"
        "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=route9"
    );
}

// RFC 4648 §10, without its padding.
TEST(Totp, WritesBase32) {
    EXPECT_EQ(base32_of(as_byte_view("")), "");
    EXPECT_EQ(base32_of(as_byte_view("f")), "MY");
    EXPECT_EQ(base32_of(as_byte_view("fo")), "MZXQ");
    EXPECT_EQ(base32_of(as_byte_view("foob")), "MZXW6YQ");
    EXPECT_EQ(base32_of(as_byte_view("foobar")), "MZXW6YTBOI");
}

} // namespace
} // namespace route9::adapters
