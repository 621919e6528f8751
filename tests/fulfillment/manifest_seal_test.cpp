// SPDX-License-Identifier: Apache-2.0
// Literal digests, hash and signature were made with Python's hashlib and the openssl command
// from the seed and public key of RFC 8032 §7.1, test 1.
#include "fulfillment/manifest_seal.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace route9::fulfillment {
namespace {

constexpr std::string_view kSeed =
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";
constexpr std::string_view kPublicKey =
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
constexpr std::string_view kFirstDigest =
    "0b0e4e7eb75bd6dd35256f2c430b7f7ba0e85f307828cb9f4d73b18511764e14";
constexpr std::string_view kSecondDigest =
    "3361631f2e3d9b8f3441f5dbda7fd52cf7225fdf31988306da76084ccbe6a890";
constexpr std::string_view kHash =
    "a943d686cc8e47dae76736e641eeb3e9f4b69be4cdfef24264dd3fa785d5c9c0";
constexpr std::string_view kSignature =
    "1a92749e27499f234971e7edec928398ae2e30e51f7f31e74d42e5dea65997a9"
    "6f811bf03680d8d1bd98ad158aafe38815d85116c0fc0ed856e9fc7bf83d9b06";

template <class Array>
Array array_of(std::string_view hex_text) {
    const auto bytes = from_hex(hex_text).value();
    Array out{};
    std::ranges::copy(bytes, out.begin());
    return out;
}

class ManifestSealTest : public testing::Test {
protected:
    static void SetUpTestSuite() { crypto_start(); }

    nlohmann::json frame_ = {{"id", "man_1"}, {"gate", "lao-bao"}, {"carrier", "anousith"}};
    std::vector<Digest256> digests_{
        array_of<Digest256>(kFirstDigest), array_of<Digest256>(kSecondDigest)
    };
    Secret seed_{from_hex(kSeed).value()};
    PublicKey key_ = array_of<PublicKey>(kPublicKey);
};

TEST_F(ManifestSealTest, DigestsTheSaltBeforeTheCanonicalLine) {
    Bytes salt;
    for (int value = 0; value < 16; ++value) {
        salt.push_back(static_cast<std::byte>(value));
    }
    const auto first = manifest_line_digest(
        salt, R"({"cod":{"amount":"300000","currency":"LAK"},"parcel":"pcl_1"})"
    );
    EXPECT_EQ(hex(first), kFirstDigest);
    const auto second = manifest_line_digest(Bytes(16, std::byte{0x11}), R"({"parcel":"pcl_2"})");
    EXPECT_EQ(hex(second), kSecondDigest);
}

TEST_F(ManifestSealTest, HashesTheFrameWithTheDigestsInTheirOrder) {
    EXPECT_EQ(manifest_hash(frame_, digests_).value(), kHash);
    std::ranges::reverse(digests_);
    EXPECT_NE(manifest_hash(frame_, digests_).value(), kHash);
}

TEST_F(ManifestSealTest, SignsTheKindAndTheHash) {
    const auto seal = seal_manifest(frame_, digests_, seed_).value();
    EXPECT_EQ(seal.hash, kHash);
    EXPECT_EQ(hex(seal.signature), kSignature);
    EXPECT_EQ(check_manifest(frame_, digests_, seal, key_).value(), SealFault::none);
}

TEST_F(ManifestSealTest, NamesAChangedLineAChangedFrameAndAWrongSigner) {
    const auto seal = seal_manifest(frame_, digests_, seed_).value();
    auto changed_lines = digests_;
    changed_lines[1][0] ^= std::byte{1};
    EXPECT_EQ(check_manifest(frame_, changed_lines, seal, key_).value(), SealFault::hash_differs);

    auto other_gate = frame_;
    other_gate["gate"] = "cau-treo";
    EXPECT_EQ(check_manifest(other_gate, digests_, seal, key_).value(), SealFault::hash_differs);

    auto forged = seal;
    forged.signature[0] ^= std::byte{1};
    EXPECT_EQ(check_manifest(frame_, digests_, forged, key_).value(), SealFault::signature_invalid);
}

TEST_F(ManifestSealTest, RefusesAFrameThatBringsItsOwnLinesOrFloats) {
    frame_["lines"] = nlohmann::json::array();
    EXPECT_EQ(manifest_hash(frame_, digests_).error().code, ErrorCode::validation_failed);
    EXPECT_FALSE(manifest_hash(nlohmann::json::array(), digests_));
    EXPECT_FALSE(manifest_hash({{"weight", 1.5}}, digests_));
}

} // namespace
} // namespace route9::fulfillment
